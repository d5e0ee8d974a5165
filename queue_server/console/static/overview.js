// The lead's page: every counter, the day's figures, the devices; looking up a number, and ending the day.

import { Asker, clockTime, connect, duration, element, make, openDialog, personName, say, showAway, text } from "./live.js";

import { Devices } from "./lead/devices.js";
import { offerKiosks, print } from "./lead/paper.js";

const LEVELS = ["very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied"];
const counters = new Map();
const devices = new Devices();
const NUMBER = /^[A-Z]{1,3}[0-9]{1,6}$/;
const asker = new Asker();
let wall = null;
let live = false;
let busy = false;
let found = null; // the ticket that was looked up
const GIVEN_UP_FROM = ["waiting", "held", "carried"];

function drawFigures() {
  for (const place of document.querySelectorAll("[data-figure]")) {
    const value = wall?.[place.dataset.figure] ?? null;
    place.textContent = value === null ? "–" : place.dataset.figure.endsWith("_s") ? duration(value) : value;
  }
}

function counterCard(line) {
  const picture = counters.get(line.counter);
  const card = make("li", "card");
  card.dataset.state = line.state;
  const head = make("p", "head");
  head.append(make("b", "", text(line.name)), make("span", "state", say(`state_${line.state}`)));
  head.lastChild.dataset.state = line.state;
  const clerk = picture?.clerk ? personName(picture.clerk) : "";
  const note = [clerk, say("since", { time: clockTime(line.since) })].filter(Boolean).join(" · ");
  const foot = make("p", "hint", picture?.pause_reason ?? (picture ? say("waiting_n", { n: picture.waiting_total }) : ""));
  card.append(head, make("p", "number", line.number ?? "–"), make("p", "hint", note), foot);
  if (line.advice) card.append(make("p", "advice", say(`advice_${line.advice}`)));
  return card;
}

function drawHours() {
  element("hours-today").textContent = wall?.hours_today ? text(wall.hours_today) : "";
}

function drawDoubt() {
  const doubt = wall?.clock_doubt ?? null;
  element("clock-doubt").hidden = doubt === null;
  element("clock-doubt").textContent = doubt === null ? "" : text(doubt);
}

function closedLine(line) {
  const row = make("li", line.advice ? "advice" : "", text(line.name));
  if (line.advice) row.append(make("b", "", say(`advice_${line.advice}`)));
  return row;
}

function drawCounters() {
  const all = wall?.counters ?? [];
  const closed = all.filter((line) => line.state === "closed");
  const working = all.filter((line) => line.state !== "closed").map(counterCard);
  element("counters").replaceChildren(...(working.length || !all.length ? working : [make("li", "none", say("counters_none"))]));
  element("closed").replaceChildren(...closed.map(closedLine));
  element("closed-title").hidden = closed.length === 0;
}

function line(left, right, kind = "") {
  const row = make("li", kind);
  row.append(make("span", "what", left), make("b", "", right));
  return row;
}

function drawLists() {
  const busiest = (wall?.busiest ?? []).map((s) => line(text(s.name), say("people", { n: s.waiting })));
  element("queues").replaceChildren(...(busiest.length ? busiest : [make("li", "hint", say("list_empty"))]));
  const marks = LEVELS.map((level) => line(say(level), String(wall?.marks[level] ?? 0), level.endsWith("dissatisfied") && wall?.marks[level] ? "bad" : ""));
  element("marks").replaceChildren(...marks);
  drawMarkFigures();
}

/** Silence is kept apart: it is neither a good mark nor a bad one, and no part of the rate. */
function drawMarkFigures() {
  const bad = (wall?.marks.dissatisfied ?? 0) + (wall?.marks.very_dissatisfied ?? 0);
  const rate = wall?.reviewed ? `${((100 * bad) / wall.reviewed).toFixed(1)}%` : "–";
  const counts = ["reviewed", "review_open", "no_review"].map((name) => line(say(name), String(wall?.[name] ?? 0)));
  element("mark-figures").replaceChildren(...counts, line(say("bad_rate"), rate));
  element("to-marks").textContent = wall?.bad_open ? say("bad_marks_n", { n: wall.bad_open }) : say("bad_marks");
}

function onFrame(kind, id, message) {
  if (kind === "wall") wall = message;
  if (kind === "counter") counters.set(id, message);
  if (kind === "health") devices.tell(id, message);
  if (kind === "presence") devices.here(id, message.online);
  drawSoon();
}

let planned = false;
function drawSoon() {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    drawFigures();
    drawHours();
    drawDoubt();
    drawCounters();
    drawLists();
    devices.draw();
  });
}

function tell(place, words, kind = "") {
  element(place).textContent = words;
  element(place).dataset.kind = kind;
}

async function lookUp(event) {
  event.preventDefault();
  const number = element("look-up-number").value.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  if (!NUMBER.test(number)) return tell("look-up-words", say("number_wrong"), "refusal");
  tell("look-up-words", say("asking"));
  return showFound(number);
}

/** The server knows whose number it is today: also one that was carried over. */
async function showFound(number) {
  const { status, body, words } = await asker.ask("hall/find-ticket", { number });
  found = status === 200 ? body : null;
  tell("again-words", "");
  element("again").hidden = found === null;
  element("give-up").hidden = !GIVEN_UP_FROM.includes(found?.state);
  return status === 200 ? tell("look-up-words", text(body.words)) : tell("look-up-words", words, "refusal");
}

function printAgain(event) {
  event.preventDefault();
  const printed = found;
  print("ticket", element("again-kiosk").value, { ticket: printed.ticket }, (words, kind) => found === printed && tell("again-words", words, kind));
}

function confirmGivingUp() {
  element("cancel-title").textContent = say("cancel_title", { number: found.number });
  openDialog("cancel");
}

async function giveUp() {
  if (element("cancel").returnValue !== "cancel") return;
  const { number, ticket } = found;
  tell("look-up-words", say("sending"));
  const { status, words } = await asker.ask(`tickets/${ticket}/cancel`);
  if (status === 200) await showFound(number);
  else tell("look-up-words", words, "refusal");
}

function drawClosing() {
  element("end-waiting").setAttribute("aria-disabled", String(busy || !live));
  element("end-waiting").classList.toggle("senseless", !live);
}

function confirmEnd() {
  if (busy || !live) return;
  element("end-text").textContent = say("end_text", { n: wall?.waiting ?? 0 });
  openDialog("end");
}

async function endWaiting() {
  if (element("end").returnValue !== "end" || busy) return;
  busy = true;
  drawClosing();
  tell("closing-words", say("sending"));
  const { status, words } = await asker.ask("hall/end-waiting");
  busy = false;
  drawClosing();
  tell("closing-words", status === 200 ? say("ended") : words, status === 200 ? "" : "refusal");
}

function printDaily(event) {
  event.preventDefault();
  print("daily", element("daily-kiosk").value, {}, (words, kind) => tell("daily-words", words, kind));
}

element("daily").addEventListener("submit", printDaily);
offerKiosks("daily-kiosk");
element("again").addEventListener("submit", printAgain);
offerKiosks("again-kiosk");
element("look-up").addEventListener("submit", lookUp);
element("give-up").addEventListener("click", confirmGivingUp);
element("cancel").addEventListener("close", giveUp);
element("end-waiting").addEventListener("click", confirmEnd);
element("end").addEventListener("close", endWaiting);
drawSoon();
connect("overview", onFrame, (key) => { live = key === null; showAway(key); drawClosing(); });
