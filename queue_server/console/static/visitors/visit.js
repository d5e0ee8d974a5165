// The visitor's page: where the visit stands, asked for again and again while somebody looks, giving it up, the mark.

import { Asker, clockTime, element, openDialog, say, text, words } from "../live.js";
import { chosenReasons, offerReasons } from "./reasons.js";

const ANSWER_MS = 9000;
const SOON_MS = 4000; // called, or about to be
const WAITING_MS = 15000;
const OVER_MS = 30000;
const FEW_AHEAD = 5;
const HINTS = ["no_show", "ended"];
const BY_VISITOR = ["phone", "kiosk"];
const MAY_GIVE_UP = ["waiting", "held", "carried"]; // at a counter the clerk decides
const day = new Intl.DateTimeFormat("en-CA", { timeZone: document.body.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit" });
const path = location.pathname;
const asker = new Asker(`${path}/`);
let shown = null;
let timer = 0;

function wait(visit) {
  if (visit.wait_high_min === null) return say("visit_wait_unknown");
  const key = visit.wait_low_min === 0 ? "visit_wait_soon" : "visit_wait";
  return say(key, { low: visit.wait_low_min, high: visit.wait_high_min });
}

/** What is said large, and below it. */
function said(visit) {
  const counter = visit.counter_name ? text(visit.counter_name) : "";
  const at = counter ? say("visit_at", { counter }) : "";
  switch (visit.state) {
    case "waiting":
      return [visit.people_ahead ? say("visit_ahead", { n: visit.people_ahead }) : say("visit_next"), wait(visit)];
    case "called":
      return [say("visit_called", { counter }), say("visit_called_hint")];
    case "held":
      return [say("visit_held"), counter ? say("visit_held_hint", { counter }) : ""];
    case "carried":
      return [say("visit_carried", { day: text(visit.carried_to) }), say("visit_carried_hint")];
    case "cancelled":
      return [say("visit_cancelled"), say(BY_VISITOR.includes(visit.canceller) ? "visit_cancelled_by_you" : "visit_cancelled_hint")];
    default:
      return [say(`visit_${visit.state}`), HINTS.includes(visit.state) ? say(`visit_${visit.state}_hint`) : at];
  }
}

function put(place, content) {
  if (element(place).textContent !== content) element(place).textContent = content;
}

function draw(visit) {
  const [headline, more] = said(visit);
  if (visit.state === "called" && shown !== null && shown.state !== "called") navigator.vibrate?.([400, 200, 400]);
  element("state").dataset.state = visit.state;
  put("service", text(visit.service_name));
  put("headline", headline);
  put("more", more);
  element("follow").hidden = visit.follow.length === 0;
  put("follow", say("visit_follow", { services: visit.follow.map(text).join(words.visit_joined_by) }));
  offerGivingUp(MAY_GIVE_UP.includes(visit.state));
  document.title = `${visit.number} ${headline}`;
  put("redress", visit.redress ? say(`redress_${visit.redress}`) : "");
  drawMark(visit.mark, visit.answer);
  shown = visit;
}

/** What was refused is over when the visit stands elsewhere; a question that makes no sense any more goes away. */
function offerGivingUp(may) {
  element("give-up").hidden = !may;
  if (!may) {
    put("give-up-words", "");
    if (element("sure").open) element("sure").close("");
  }
}

function drawMark(mark, answer) {
  element("answer-card").hidden = !answer;
  put("answer", answer);
  element("rate").hidden = mark.refusal !== null;
  put("rate-title", say(mark.again ? "visit_rate_again" : "visit_rate"));
  const until = mark.again ? day.format(new Date(mark.until)) : clockTime(mark.until);
  put("rate-until", mark.until ? say("visit_rate_until", { time: until }) : "");
  element("given").hidden = mark.refusal === null || mark.level === null;
  put("given-mark", mark.level ? say("visit_your_mark", { level: say(mark.level) }) : "");
  element("given-bad").hidden = !(mark.level ?? "").endsWith("dissatisfied") || Boolean(answer);
  element("closed").hidden = mark.refusal !== "evaluation_closed";
  put("closed", text(mark.words));
}

const over = (visit) => !["waiting", "called", "serving", "held"].includes(visit.state);

function pause() {
  if (shown === null) return SOON_MS;
  if (over(shown)) return OVER_MS;
  return shown.state === "waiting" && shown.people_ahead > FEW_AHEAD ? WAITING_MS : SOON_MS;
}

async function renew() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const answer = await fetch(`${path}/state`, { signal: AbortSignal.timeout(ANSWER_MS) });
    const body = await answer.json();
    element("old").hidden = answer.ok || [404, 410].includes(answer.status);
    if (answer.ok) draw(body);
    else if (element("old").hidden) gone(body);
  } catch (problem) {
    console.warn("no answer", problem.name);
    element("old").hidden = false;
  }
  clearTimeout(timer);
  timer = setTimeout(renew, pause());
}

/** The hall does not know the visit now. */
function gone(problem) {
  put("headline", text(problem.words));
  offerGivingUp(false);
  for (const place of ["rate", "given", "answer-card", "closed"]) element(place).hidden = true;
  for (const place of ["more", "service"]) put(place, "");
}

function askGivingUp() {
  put("sure-title", say("cancel_title", { number: shown.number }));
  openDialog("sure");
}

async function giveUp() {
  if (element("sure").returnValue !== "cancel") return;
  element("give-up").disabled = true;
  put("give-up-words", "");
  const { status, words: refusal } = await asker.ask("cancel");
  element("give-up").disabled = false;
  const unanswered = status === 0 || status === 503;
  put("give-up-words", unanswered ? say("visit_not_cancelled") : refusal);
  await renew();
}

function chooseLevel(event) {
  if (event.target.name !== "level") return;
  offerReasons(event.target.value);
  element("why").hidden = false;
  tell("");
}

function tell(content, kind = "") {
  put("rate-words", content);
  element("rate-words").dataset.kind = kind;
}

async function send(event) {
  event.preventDefault();
  const level = new FormData(element("rate")).get("level");
  if (!level) return tell(say("visit_choose"), "refusal");
  element("rate").querySelector("button").disabled = true;
  tell(say("visit_sending"));
  const { status, words: refusal } = await asker.ask("mark", { level, reasons: chosenReasons(), text: element("text").value });
  element("rate").querySelector("button").disabled = false;
  if (status === 200) {
    element("rate").reset();
    element("why").hidden = true;
    tell("");
  } else {
    tell(status === 0 || status === 503 ? say("visit_not_sent") : refusal, "refusal");
  }
  await renew();
}

element("give-up").addEventListener("click", askGivingUp);
element("sure").addEventListener("close", giveUp);
element("rate").addEventListener("change", chooseLevel);
element("rate").addEventListener("submit", send);
document.addEventListener("visibilitychange", renew);
renew();
