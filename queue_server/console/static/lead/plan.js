// The lead's page of the plan: what is in force, what drains, what the files change; a new plan is adopted with a reason.

import { Asker, element, make, openDialog, personName, say, text } from "../live.js";

const RENEW_MS = 10000;
const moments = new Intl.DateTimeFormat("zh-CN", {
  timeZone: document.body.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hour12: false,
});
const asker = new Asker();
let files = null;
let busy = false;

function tell(place, words, kind = "") {
  element(place).textContent = words;
  element(place).dataset.kind = kind;
}

function versionLine(version) {
  const row = make("li");
  row.append(make("b", "", say("plan_version", { n: version.version })), make("span", "", say("plan_since", { time: moments.format(new Date(version.at)) })));
  const by = version.by === "start" ? say("plan_by_start") : say("plan_by", { by: personName(version.by), why: version.why || say("plan_no_reason") });
  row.append(make("small", "", by));
  return row;
}

function serviceLine(service) {
  const row = make("li");
  const left = [service.live ? say("plan_live", { n: service.live }) : "", service.expected ? say("plan_expected") : ""];
  row.append(make("b", "", text(service.name)), make("span", "", left.filter(Boolean).join(" · ")));
  return row;
}

function counterLine(counter) {
  const row = make("li");
  row.append(make("b", "", text(counter.name)), make("span", "", [say(`state_${counter.state}`), counter.number].filter(Boolean).join(" · ")));
  return row;
}

function drawPlan(plan) {
  const [newest, ...older] = plan.versions.map(versionLine);
  element("in-force").replaceChildren(newest ?? make("li", "hint", say("plan_none")));
  element("history").replaceChildren(...older);
  element("history").parentElement.hidden = older.length === 0;
  const drains = [...plan.services.map(serviceLine), ...plan.counters.map(counterLine)];
  element("drains").replaceChildren(...(drains.length ? drains : [make("li", "hint", say("plan_nothing_drains"))]));
}

function drawFiles() {
  const wrong = files.problems.length > 0;
  const lines = (wrong ? files.problems : files.changes).map(text);
  const words = say(wrong ? "plan_problems" : "plan_changes", { n: files.total });
  tell("files-words", lines.length ? words : say("plan_same"), wrong ? "refusal" : "");
  element("changes").replaceChildren(...lines.map((line) => make("li", wrong ? "bad" : "", line)));
  element("changes-more").textContent = files.total > lines.length ? say("plan_more", { n: files.total - lines.length }) : "";
  element("adopt").hidden = wrong || lines.length === 0;
}

async function renew() {
  const { status, body, words } = await asker.ask("hall/plan");
  if (status === 200) drawPlan(body);
  else tell("adopt-words", words, "refusal");
}

async function lookAtFiles() {
  tell("files-words", say("asking"));
  const { status, body, words } = await asker.ask("hall/plan", { with_files: true });
  if (status !== 200) return tell("files-words", words, "refusal");
  files = body.files;
  drawPlan(body);
  drawFiles();
}

function confirmAdopt(event) {
  event.preventDefault();
  if (busy) return;
  element("sure-text").textContent = say("adopt_text", { n: files.total });
  openDialog("sure");
}

async function adopt() {
  if (element("sure").returnValue !== "adopt" || busy) return;
  busy = true;
  tell("adopt-words", say("sending"));
  const { status, words } = await asker.ask("hall/adopt-plan", { why: element("why").value, seen: files.seen });
  busy = false;
  if (status === 200) element("why").value = "";
  await lookAtFiles();
  tell("adopt-words", status === 200 ? say("plan_adopted") : words, status === 200 ? "" : "refusal");
}

element("look-again").addEventListener("click", lookAtFiles);
element("adopt").addEventListener("submit", confirmAdopt);
element("sure").addEventListener("close", adopt);
setInterval(renew, RENEW_MS);
lookAtFiles();
