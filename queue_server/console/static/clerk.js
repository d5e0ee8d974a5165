// The clerk's page: what stands at the counter, what can be done now, who is next.

import { ask, clockTime, connect, duration, element, make, newRequestId, now, personName, say, showAway, since, text } from "./live.js";

const SETTLE_MS = 500; // after an answer the buttons rest so long: a double click is one press
const SLOW_MS = 400;
const TICK_MS = 1000;
const LONG_NUMBER = 6;
const KEYS = "shortcut-keys";

const main = element("main");
const buttons = new Map([...document.querySelectorAll("[data-ask]")].map((button) => [button.dataset.ask, button]));
const unanswered = new Map(); // name → body: pressed again, the same request is asked again
let away = "away_console";
let counter = null;
let waiting = null;
let busy = false;
let keysOn = localStorage.getItem(KEYS) !== "off";

// What makes sense now. The queue server decides; this only keeps senseless presses away.
function possible() {
  if (away !== null || counter === null) return { can: new Set(), first: null };
  const { state, ticket } = counter;
  const live = ticket && (ticket.state === "called" || ticket.state === "serving") ? ticket.state : null;
  const can = new Set();
  if (state !== "open") can.add("open");
  if (state === "open") can.add("pause");
  if (state !== "closed" && !live) can.add("close");
  if (state === "open" && !live && waiting?.total !== 0) can.add("call-next");
  if (live === "called") ["call-again", "start", "finish", "no-show"].forEach((name) => can.add(name));
  if (live === "serving") can.add("finish");
  const first = live === "called" ? "start" : live === "serving" ? "finish" : state === "open" ? "call-next" : "open";
  return { can, first };
}

function drawButtons() {
  const { can, first } = possible();
  for (const [name, button] of buttons) {
    button.setAttribute("aria-disabled", String(busy || !can.has(name)));
    button.classList.toggle("senseless", !can.has(name)); // while one press is on its way, the others keep their look
    button.classList.toggle("main", name === first && can.has(name));
  }
  const open = counter?.state === "paused" ? "do_resume" : "do_open";
  buttons.get("open").querySelector(".label").textContent = say(open);
}

function drawCounter() {
  const state = counter?.state ?? "unknown";
  element("state").dataset.state = state;
  element("state").textContent = say(`state_${state}`);
  const ticket = counter?.ticket ?? null;
  element("ticket").hidden = ticket === null;
  element("empty").hidden = ticket !== null;
  element("ticket-state").textContent = ticket ? say(`ticket_${ticket.state}`) : "";
  if (ticket) drawTicket(ticket);
  else drawEmpty(state);
  element("served").textContent = counter?.served_today ?? "–";
}

function drawTicket(ticket) {
  element("number").textContent = ticket.number;
  element("number").toggleAttribute("data-long", ticket.number.length > LONG_NUMBER);
  element("class").textContent = say(`class_${ticket.ticket_class}`);
  element("class").dataset.class = ticket.ticket_class;
  element("service").textContent = text(ticket.service_name);
  element("times-called").textContent = say("times", { n: ticket.times_called });
  element("visitor").textContent = ticket.masked_name ?? say("nameless");
  element("why").textContent = text(ticket.why);
  element("serving-row").hidden = !ticket.started_at;
}

function drawEmpty(state) {
  const nobody = state === "open" && waiting?.total === 0;
  const kind = nobody ? "nobody" : state;
  element("empty-title").textContent = say(`empty_${kind}`);
  element("empty-hint").textContent = say(`hint_${kind}`, { reason: counter?.pause_reason ?? "" });
  if (counter?.clerk && counter.clerk !== main.dataset.clerk && state !== "closed") {
    element("empty-hint").textContent = say("hint_elsewhere", { name: personName(counter.clerk) });
  }
}

function drawTimes() {
  const ticket = counter?.ticket;
  if (ticket) {
    element("waited").textContent = since(ticket.taken_at, Date.parse(ticket.called_at));
    if (ticket.started_at) element("serving-for").textContent = since(ticket.started_at);
    if (ticket.state === "called") element("waited").textContent = since(ticket.taken_at);
  }
  drawMark();
}

function drawMark() {
  const mark = element("mark");
  const left_s = counter?.evaluation ? (Date.parse(counter.evaluation.until) - now()) / 1000 : 0;
  mark.className = "";
  if (left_s > 0) {
    mark.textContent = say("mark_open", { number: counter.evaluation.number, left: duration(left_s) });
    mark.className = "open";
  } else if (counter?.last_mark) {
    mark.textContent = say(counter.last_mark);
    mark.className = counter.last_mark.endsWith("dissatisfied") ? "bad" : "good";
  } else {
    mark.textContent = counter && counter.served_today > 0 ? say("mark_none") : "–";
  }
}

function waitingLine(line) {
  const row = make("li");
  const what = make("span", "what", text(line.service_name));
  what.title = text(line.service_name);
  const early = Date.parse(line.counted_from) < Date.parse(line.taken_at);
  const key = early ? "counted_as" : "taken_at";
  row.append(make("b", "", line.number), what);
  if (line.ticket_class !== "ordinary") {
    const chip = make("span", "chip", say(`class_${line.ticket_class}`));
    chip.dataset.class = line.ticket_class;
    row.append(chip);
  }
  if (!line.own) row.append(make("span", "chip", say("second")));
  row.append(make("time", "", say(key, { time: clockTime(early ? line.counted_from : line.taken_at) })));
  return row;
}

function drawWaiting() {
  const lines = waiting?.next_first ?? [];
  element("waiting").replaceChildren(...lines.map(waitingLine));
  const total = waiting?.total ?? counter?.waiting_total ?? null;
  const more = total - lines.length;
  element("waiting-total").textContent = total === null ? "" : say("people", { n: total });
  element("waiting-more").textContent = total === 0 ? say("list_empty") : more > 0 ? say("and_more", { n: more }) : "";
}

function draw() {
  drawCounter();
  drawWaiting();
  drawTimes();
  drawButtons();
}

function showAnswer(words, kind) {
  element("answer").textContent = words;
  element("answer").dataset.kind = kind;
}

function bodyFor(name, fields) {
  const kept = unanswered.get(name);
  const same = kept && Object.entries(fields).every(([key, value]) => kept[key] === value);
  const body = same ? kept : { request_id: newRequestId(), ...fields };
  unanswered.set(name, body);
  return body;
}

async function press(name, fields = {}) {
  if (busy || !possible().can.has(name)) return;
  busy = true;
  drawButtons();
  showAnswer("", "");
  const slow = setTimeout(() => showAnswer(say("sending"), ""), SLOW_MS);
  const answer = await ask(name, bodyFor(name, fields));
  clearTimeout(slow);
  settle(name, answer);
  setTimeout(() => { busy = false; drawButtons(); }, SETTLE_MS);
}

function settle(name, answer) {
  if (answer === null) return showAnswer(say("no_answer"), "refusal");
  if (answer.status === 401) return location.assign("/sign-in");
  if (answer.status !== 503) unanswered.delete(name);
  return showAnswer(answer.status === 200 ? "" : text(answer.body.words), "refusal");
}

function choose(name) {
  if (busy || !possible().can.has(name)) return;
  if (name === "pause") {
    element("pause-other").value = "";
    element("pause").returnValue = "";
    element("pause").showModal();
  } else {
    press(name);
  }
}

function afterPauseDialog() {
  const chosen = element("pause").returnValue;
  const reason = chosen === "other" ? element("pause-other").value.trim() || say("pause_other") : chosen;
  if (reason) press("pause", { reason });
}

function onKey(event) {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !keysOn) return;
  if (event.target.closest("input, select, textarea")) return;
  const key = event.code.replace(/^(Key|Digit|Numpad)/, "");
  const scope = document.querySelector("dialog[open]") ?? main;
  const button = scope.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!button) return;
  event.preventDefault();
  if (scope === main) document.activeElement.blur(); // no ring stays on a button that was clicked long ago
  button.click();
}

function drawKeys() {
  document.body.classList.toggle("no-keys", !keysOn);
  element("keys").setAttribute("aria-pressed", String(keysOn));
  element("keys").textContent = say(keysOn ? "keys_on" : "keys_off");
}

function switchKeys() {
  keysOn = !keysOn;
  localStorage.setItem(KEYS, keysOn ? "on" : "off");
  drawKeys();
}

function onSignOut(event) {
  if (!counter || counter.state === "closed" || element("leave").returnValue === "leave") return;
  event.preventDefault();
  element("leave").showModal();
}

function onFrame(kind, _id, message) {
  if (kind === "waiting") waiting = message;
  if (kind === "counter") {
    if (message.state !== counter?.state || message.ticket?.state !== counter?.ticket?.state) unanswered.clear();
    counter = message;
  }
  draw();
}

for (const [name, button] of buttons) button.addEventListener("click", () => choose(name));
element("pause").addEventListener("close", afterPauseDialog);
element("leave").addEventListener("close", () => {
  if (element("leave").returnValue === "leave") element("sign-out").requestSubmit();
});
element("sign-out").addEventListener("submit", onSignOut);
element("keys").addEventListener("click", switchKeys);
document.addEventListener("keydown", onKey);
setInterval(drawTimes, TICK_MS);
drawKeys();
draw();
connect("counter", onFrame, (key) => { away = key; showAway(key); drawButtons(); });
