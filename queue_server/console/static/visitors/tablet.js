// The evaluator on a tablet: invites whoever was served, takes the mark with reasons for a bad one, and goes back to rest.

import { Asker, connect, element, now, say, text } from "../live.js";
import { chosenReasons, offerReasons } from "./reasons.js";

const SAID_MS = 6000; // thanks, or why it was not taken
const NOTE_MS = 3000; // an answer to a touch without a question
const LANGUAGE_MS = 60000; // the next visitor begins in the tablet's own language
const SCENES = ["idle", "judging", "why", "said"];
const path = location.pathname;
const key = path.slice(path.lastIndexOf("/") + 1);
const asker = new Asker(`${path}/`);
let shown = null; // the newest picture
let judged = ""; // the ticket that has had its answer here
let level = ""; // chosen, and reasons are wanted
let closing = 0;
let saying = 0;
let noting = 0;

function put(place, content) {
  if (element(place).textContent !== content) element(place).textContent = content;
}

/** Whose mark is wanted now. */
function wanted() {
  const open = shown?.evaluation;
  return open && open.ticket !== judged && Date.parse(open.until) > now() ? open : null;
}

function scene() {
  if (saying) return "said";
  if (wanted() === null) return "idle";
  return level ? "why" : "judging";
}

function draw() {
  const name = scene();
  for (const each of SCENES) element(each).hidden = each !== name;
  if (name === "idle") level = "";
  if (name === "judging") put("question", say("tablet_rate", { number: wanted().number }));
  if (name === "idle" && shown !== null) drawIdle();
  clearTimeout(closing);
  if (wanted() !== null) closing = setTimeout(draw, Date.parse(wanted().until) - now() + 100);
}

function drawIdle() {
  const closed = shown.state === "open" || shown.number ? "" : shown.state;
  put("number", shown.number ?? "");
  put("what", say(closed ? `tablet_${closed}` : shown.number ? (shown.serving ? "tablet_serving" : "tablet_called") : "tablet_welcome"));
  element("idle-hint").hidden = Boolean(closed);
}

function busy(is) {
  for (const button of document.querySelectorAll("main button")) button.disabled = is;
  for (const place of ["judging-words", "why-words"]) put(place, is ? say("tablet_sending") : "");
}

function finish(kind, headline, more) {
  element("said").dataset.kind = kind;
  put("headline", headline);
  put("more", more);
  level = "";
  saying = setTimeout(said, SAID_MS);
  draw();
}

/** Enough of thanks: at the latest when the next visitor is asked. */
function said() {
  clearTimeout(saying);
  saying = 0;
  draw();
}

async function send(mark, reasons) {
  const { ticket } = wanted();
  busy(true);
  const { status, words: refusal } = await asker.ask("mark", { ticket, level: mark, reasons });
  busy(false);
  if (status === 200) {
    judged = ticket;
    return finish("thanks", say("tablet_thanks"), mark.endsWith("dissatisfied") ? say("tablet_bad_given") : say(mark));
  }
  if (status === 409) {
    judged = ticket;
    return finish("refusal", say("tablet_not_taken"), refusal);
  }
  draw();
  for (const place of ["judging-words", "why-words"]) put(place, status === 0 || status === 503 ? say("tablet_not_sent") : refusal);
}

function choose(event) {
  const mark = event.target.closest(".face")?.value;
  if (!mark || wanted() === null) return;
  if (!mark.endsWith("dissatisfied")) return void send(mark, []);
  level = mark;
  offerReasons(mark);
  draw();
}

/** A touch while nobody is asked: said in words, where a key would be. */
function touchedAtRest() {
  clearTimeout(noting);
  put("idle-hint", say("tablet_nothing"));
  element("idle-hint").hidden = false;
  noting = setTimeout(() => { put("idle-hint", say("tablet_later")); draw(); }, NOTE_MS);
}

let resting = 0;
function rest() {
  clearTimeout(resting);
  if (location.search) resting = setTimeout(() => (wanted() ? rest() : location.replace(path)), LANGUAGE_MS);
}

element("faces").addEventListener("click", choose);
element("again").addEventListener("click", () => { level = ""; draw(); });
element("why").addEventListener("submit", (event) => {
  event.preventDefault();
  if (wanted() !== null) send(level, chosenReasons());
});
element("idle").addEventListener("click", touchedAtRest);
document.addEventListener("pointerdown", rest);
rest();
connect(
  `tablet&key=${encodeURIComponent(key)}`,
  (kind, _, message) => {
    if (kind !== "tablet") return;
    const other = message.evaluation?.ticket !== shown?.evaluation?.ticket;
    shown = message;
    document.title = `${text(message.name)} · ${say("tablet_title")}`;
    if (other) level = "";
    if (other && wanted() !== null) said();
    else draw();
  },
  (away) => { element("old").hidden = away === null; },
);
draw();
