// The lead's page of bad marks: what is to be answered, by when, and what came of the others.

import { Asker, clockTime, connect, element, make, now, openDialog, personName, say, showAway, text } from "./live.js";

const dayIn = new Intl.DateTimeFormat("en-CA", { timeZone: document.body.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit" });
const moment = (at) => `${dayIn.format(new Date(at))} ${clockTime(at)}`;
const asker = new Asker();
let picture = null;
let chosen = null;
let busy = false;

function head(mark) {
  const row = make("p", "head");
  row.append(make("b", "number", mark.number), make("span", "level", say(mark.level)));
  row.append(make("span", "what", `${text(mark.service_name)} · ${text(mark.counter_name)}`), make("time", "", moment(mark.at)));
  return row;
}

function said(mark) {
  const row = make("p", "said");
  const reasons = mark.reasons.map(text);
  row.append(...(reasons.length ? reasons : [say("bad_no_reason")]).map((reason) => make("span", "chip", reason)));
  if (mark.text) row.append(make("q", "", mark.text));
  return row;
}

function openLine(mark) {
  const line = make("li", "card");
  const overdue = mark.due < dayIn.format(new Date(now()));
  const foot = make("p", "foot");
  const key = make("button", "main", say("do_put_right"));
  key.type = "button";
  key.dataset.ticket = mark.ticket;
  key.addEventListener("click", () => ask(mark));
  foot.append(make("span", overdue ? "refusal" : "hint", say(overdue ? "bad_overdue" : "bad_due", { day: mark.due })), key);
  line.append(head(mark), said(mark), foot);
  return line;
}

/** What the visitor thinks now, or may still say. */
function again(mark) {
  if (mark.again) return say("bad_again", { level: say(mark.again) });
  const open = mark.again_until && Date.parse(mark.again_until) > now();
  return open ? say("bad_again_until", { time: moment(mark.again_until) }) : say("bad_again_never");
}

function answeredLine(mark) {
  const line = make("li", "card");
  const foot = make("p", "foot");
  const who = say("bad_answered", { who: personName(mark.put_right_by), time: moment(mark.put_right_at) });
  foot.append(make("b", "", say(`redress_${mark.redress}`)), make("span", "what", mark.put_right_words), make("span", "hint", `${who} · ${again(mark)}`));
  line.append(head(mark), said(mark), foot);
  return line;
}

function none(words) {
  return make("li", "hint", words);
}

function draw() {
  const marks = picture?.marks ?? [];
  const open = marks.filter((mark) => mark.put_right_at === null);
  const answered = marks.filter((mark) => mark.put_right_at !== null);
  const focused = document.activeElement?.dataset.ticket;
  element("open").replaceChildren(...(open.length ? open.map(openLine) : [none(say("bad_none"))]));
  element("answered").replaceChildren(...(answered.length ? answered.map(answeredLine) : [none(say("bad_done_none"))]));
  element("open-total").textContent = picture ? String(picture.open) : "";
  element("answered-total").textContent = picture ? String(picture.total - picture.open) : "";
  const more = (picture?.total ?? 0) - marks.length;
  element("more").textContent = more > 0 ? say("bad_more", { n: more }) : "";
  if (focused) element("open").querySelector(`[data-ticket="${CSS.escape(focused)}"]`)?.focus();
}

function ask(mark) {
  chosen = mark;
  element("answer-form").reset();
  element("answer-title").textContent = say("put_right_title", { number: mark.number });
  element("answer-mark").textContent = [say(mark.level), ...mark.reasons.map(text), mark.text].filter(Boolean).join(" · ");
  note("");
  openDialog("answer");
  element("answer-words").focus();
}

function note(words, kind = "refusal") {
  element("answer-note").textContent = words;
  element("answer-note").dataset.kind = kind;
}

/** The dialog stays open until the answer was taken: nothing that was written is lost. */
async function tell(event) {
  if (event.submitter?.value !== "tell") return;
  event.preventDefault();
  const words = element("answer-words").value.trim();
  if (!words) return note(say("put_right_missing"));
  if (busy) return;
  busy = true;
  note(say("sending"), "");
  const redress = new FormData(element("answer-form")).get("redress");
  const { status, words: refusal } = await asker.ask(`hall/tickets/${chosen.ticket}/put-right`, { words, redress });
  busy = false;
  if (status !== 200) return note(refusal);
  element("answer").close();
  element("done").textContent = `${chosen.number} ${say(`redress_${redress}`)}`;
}

function onFrame(kind, id, message) {
  if (kind === "bad-marks") picture = message;
  draw();
}

element("answer-form").addEventListener("submit", tell);
element("answer-words").addEventListener("input", () => note(""));
draw();
connect("marks", onFrame, showAway);
