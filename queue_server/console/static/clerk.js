// The clerk's page: what stands at the counter, what can be done now, who is next.

import { Asker, connect, duration, element, now, openDialog, personName, say, showAway, since, text } from "./live.js";
import { chosenItems, openItems } from "./items.js";
import { drawHeld, drawLeft, drawWaiting } from "./lists.js";
import { openCalled, openTicket } from "./ticket.js";
import { openTransfer } from "./transfer.js";

const SETTLE_MS = 500; // after an answer the buttons rest so long: a double click is one press
const SLOW_MS = 400;
const TICK_MS = 1000;
const LONG_NUMBER = 6;
const KEYS = "shortcut-keys";
const WITH_TICKET = ["hold", "transfer", "outcome"]; // dialogs about the ticket at the counter
const AT_THE_DOOR = ["post", "move", "override"]; // dialogs about opening it
const KEPT_CLOSED = ["outside_tide", "not_crowded"];

const main = element("main");
const buttons = new Map([...document.querySelectorAll("[data-ask]")].map((button) => [button.dataset.ask, button]));
const asker = new Asker();
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
  if (state !== "open" || counter.closing) can.add("open");
  if (state === "open") can.add("pause");
  if (state !== "closed" && !counter.closing) can.add("close");
  if (state === "open" && !live && waiting?.total !== 0) can.add("call-next");
  if (live === "called") ["call-again", "start", "finish", "no-show"].forEach((name) => can.add(name));
  if (live === "serving") can.add("finish");
  if (live) [...WITH_TICKET, "add-service"].forEach((name) => can.add(name));
  if (live && ticket.follow.length > 0) can.add("skip-step");
  const callsBack = state === "open" || (state === "paused" && counter.auto_call);
  if (callsBack && !live) can.add("resume");
  if (counter.invitable) can.add("invite-evaluation");
  const first = live === "called" ? "start" : live === "serving" ? "finish" : state === "open" ? "call-next" : "open";
  return { can, first };
}

function drawButtons() {
  const { can, first } = possible();
  const further = (counter?.ticket?.follow.length ?? 0) > 0;
  buttons.get("finish").querySelector(".label").textContent = say(further ? "do_finish_on" : "do_finish");
  for (const [name, button] of buttons) {
    button.setAttribute("aria-disabled", String(busy || !can.has(name)));
    button.classList.toggle("senseless", !can.has(name)); // while one press is on its way, the others keep their look
    button.classList.toggle("main", name === first && can.has(name));
  }
  buttons.get("invite-evaluation").hidden = !counter?.by_invitation;
  const open = counter?.state === "paused" ? "do_resume" : counter?.closing ? "do_stay_open" : "do_open";
  buttons.get("open").querySelector(".label").textContent = say(open);
  buttons.get("close").querySelector(".label").textContent = say(counter?.ticket ? "do_close_after" : "do_close");
  for (const button of document.querySelectorAll("#held .call-back")) {
    button.setAttribute("aria-disabled", String(busy || !can.has("resume")));
    button.classList.toggle("senseless", !can.has("resume"));
  }
}

function drawCounter() {
  const state = counter?.state ?? "unknown";
  element("state").dataset.state = state;
  const shown = say(counter?.closing ? "state_closing" : `state_${state}`);
  const others = counter?.stands_in_for?.join(say("posts_and")) ?? "";
  const atPost = others ? "state_standing_in" : "state_at_post";
  element("state").textContent = counter?.post ? say(atPost, { state: shown, post: counter.post, others }) : shown;
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
  element("came-from").textContent = ticket.came_from ? say("came_from", { service: text(ticket.came_from) }) : "";
  element("times-called").textContent = say("times", { n: ticket.times_called });
  element("visitor").textContent = ticket.masked_name ?? say("nameless");
  element("why").textContent = text(ticket.why);
  element("serving-row").hidden = !ticket.started_at;
  element("follow-row").hidden = ticket.steps === 1;
  const way = [say("step_of", { step: ticket.step, steps: ticket.steps }), ...ticket.follow.map((step) => text(step.name))];
  element("follow").textContent = way.join(" → ");
}

function drawEmpty(state) {
  const nobody = state === "open" && waiting?.total === 0;
  const alone = nobody && counter.auto_call ? "auto" : "nobody";
  const kind = nobody ? alone : state;
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
  }
  drawMark();
}

function drawMark() {
  const mark = element("mark");
  const left_s = counter?.evaluation ? (Date.parse(counter.evaluation.until) - now()) / 1000 : 0;
  mark.className = "";
  if (left_s > 0) {
    mark.textContent = say("mark_open", { number: counter.evaluation.number, left: duration(left_s > 60 ? 60 * Math.ceil(left_s / 60) : left_s) });
    mark.className = "open";
  } else if (counter?.last_mark) {
    mark.textContent = say(counter.last_mark);
    mark.className = counter.last_mark.endsWith("dissatisfied") ? "bad" : "good";
  } else {
    mark.textContent = counter && counter.served_today > 0 ? say("mark_none") : "–";
  }
}

function draw() {
  drawCounter();
  drawWaiting(waiting, counter, openTicket);
  drawHeld(counter?.held ?? [], openTicket, (ticket) => press("resume", { ticket }));
  drawLeft(counter?.left ?? [], openCalled);
  drawTimes();
  drawButtons();
}

function showAnswer(words, kind) {
  element("answer").textContent = words;
  element("answer").dataset.kind = kind;
}

async function press(name, fields = {}, path = `requests/${name}`) {
  if (busy || !possible().can.has(name)) return;
  busy = true;
  drawButtons();
  showAnswer("", "");
  const slow = setTimeout(() => showAnswer(say("sending"), ""), SLOW_MS);
  const { status, body, words } = await asker.ask(path, fields);
  clearTimeout(slow);
  showAnswer(words, "refusal");
  if (status === 409) askMore(body, fields);
  setTimeout(() => { busy = false; drawButtons(); }, SETTLE_MS);
}

let opening = {}; // what came with the opening that was refused
function askMore(refused, fields) {
  opening = fields;
  if (refused.code === "clerk_elsewhere") openDialog("move");
  if (KEPT_CLOSED.includes(refused.code) && main.dataset.leads === "true") {
    element("override-text").textContent = text(refused.words);
    openDialog("override");
  }
}

function choose(name) {
  if (busy || !possible().can.has(name)) return;
  if (name === "add-service") {
    openTransfer(counter.ticket, name);
  } else if (WITH_TICKET.includes(name)) {
    element(`${name}-title`).textContent = say(`${name}_title`, { number: counter.ticket.number });
    if (name === "hold") element("hold-other").value = "";
    if (name === "outcome") openItems(counter.ticket, main.dataset.services.split(" "));
    if (name === "transfer") openTransfer(counter.ticket, name);
    else openDialog(name);
  } else if (name === "pause") {
    element("pause-other").value = "";
    openDialog("pause");
  } else if (name === "open" && counter.state === "closed" && main.dataset.posts !== "0") {
    openDialog("post");
  } else {
    press(name, name === "close" && counter.ticket ? { after_current: true } : {});
  }
}

function afterPostDialog() {
  const post = element("post").returnValue;
  if (post) press("open", { post });
}

function afterSecondAsking(name) {
  if (element(name).returnValue) setTimeout(() => press("open", { ...opening, [name]: true }), SETTLE_MS);
}

function afterPauseDialog() {
  const chosen = element("pause").returnValue;
  const reason = chosen === "other" ? element("pause-other").value.trim() || say("pause_other") : chosen;
  if (reason) press("pause", { reason });
}

function afterHoldDialog() {
  const chosen = element("hold").returnValue;
  const reason = chosen === "other" ? element("hold-other").value.trim() : chosen === "plain" ? "" : chosen;
  if (chosen) press("hold", reason ? { reason } : {});
}

function afterOutcomeDialog() {
  const outcome = element("outcome").returnValue;
  if (outcome === "appeal") press("transfer", { service: main.dataset.appeal });
  else if (outcome) press("finish", { outcome, items: chosenItems() });
}

function afterTransferDialog() {
  const service = element("transfer").returnValue === "transfer" ? element("transfer").querySelector(":checked")?.value : null;
  const wish = element("transfer").dataset.wish;
  if (service && wish === "add-service") press(wish, { service }, `tickets/${counter.ticket.ticket}/add-service`);
  else if (service) press("transfer", { service });
}

function onKey(event) {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !keysOn) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
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
  openDialog("leave");
}

// They were about somebody else.
function closeDialogs(names) {
  for (const name of names) if (element(name).open) element(name).close("");
}

function onFrame(kind, _id, message) {
  if (kind === "waiting") waiting = message;
  if (kind === "counter") {
    if (message.state !== counter?.state || message.closing !== counter?.closing || message.ticket?.state !== counter?.ticket?.state) {
      asker.forget();
      if (!busy) showAnswer("", ""); // what was refused, or never answered, is over
      closeDialogs(AT_THE_DOOR);
    }
    if (message.ticket?.ticket !== counter?.ticket?.ticket) closeDialogs(WITH_TICKET);
    counter = message;
  }
  draw();
}

for (const [name, button] of buttons) button.addEventListener("click", () => choose(name));
element("why-more").addEventListener("click", () => openCalled(counter.ticket));
element("pause").addEventListener("close", afterPauseDialog);
element("post").addEventListener("close", afterPostDialog);
for (const name of ["move", "override"]) element(name).addEventListener("close", () => afterSecondAsking(name));
for (const name of ["pause", "hold"]) {
  // Enter after typing means what was typed, not the dialog's first button.
  element(`${name}-other`).addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    element(name).close("other");
  });
}
element("hold").addEventListener("close", afterHoldDialog);
element("outcome").addEventListener("close", afterOutcomeDialog);
element("transfer").addEventListener("close", afterTransferDialog);
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
