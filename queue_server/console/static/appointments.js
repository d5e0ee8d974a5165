// The lead's page of appointments: a day's list, booking, moving, cancelling, checking in by hand, importing a list.

import { Asker, clockTime, element, make, now, openDialog, say, text } from "./live.js";

import { offerKiosks, print } from "./lead/paper.js";

const RENEW_MS = 30000;
const ANSWER_MS = 60000; // a list of a thousand takes a while
const asker = new Asker();
const dayIn = new Intl.DateTimeFormat("en-CA", { timeZone: document.body.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit" });
const token = () => document.querySelector("meta[name=token]").content;
let listed = null;
let chosen = null;

function tell(place, words, kind = "") {
  element(place).textContent = words;
  element(place).dataset.kind = kind;
}

async function get(path) {
  try {
    const answer = await fetch(`/api/appointments${path}`, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (answer.status === 401) location.assign("/sign-in");
    return answer.ok ? await answer.json() : null;
  } catch (problem) {
    console.warn("no answer", path, problem.name);
    return null;
  }
}

const spaced = (code) => `${code.slice(0, 4)} ${code.slice(4)}`;
const number = (ticket) => ticket.split("-")[1];

function button(words, action, kind = "") {
  const made = make("button", kind, words);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

function row(line) {
  const made = make("li", line.state);
  const state = say(`appointment_${line.state}`);
  const name = [line.masked_name, line.origin].filter(Boolean).join(" · ");
  made.append(make("b", "time", clockTime(line.starts_at)), make("span", "what", text(line.service_name)), make("small", "who", name));
  made.append(make("span", "code", spaced(line.code)), make("span", "state", line.ticket ? `${state} ${number(line.ticket)}` : state));
  const keys = make("span", "keys");
  if (line.state === "open") {
    keys.append(button(say("do_check_in"), () => checkIn(line)));
    keys.append(button(say("do_put_off"), () => askMove(line), "quiet"), button(say("do_cancel"), () => askCancel(line), "quiet"));
    keys.append(button(say("do_receipt"), () => printReceipt(line), "quiet"));
  }
  made.append(keys);
  return made;
}

function draw() {
  const wanted = element("search").value.normalize("NFKC").replace(/\s/g, "");
  const lines = (listed?.appointments ?? []).filter((line) => [line.code, line.masked_name ?? ""].some((t) => t.includes(wanted)));
  const rows = lines.length ? lines.map(row) : [make("li", "hint", say("no_appointments"))];
  element("booked").replaceChildren(...rows);
  element("count").textContent = say("appointments_n", { n: listed?.total ?? 0 });
}

async function renew() {
  const day = element("day").value;
  if (!day) return;
  const found = await get(`?day=${day}`);
  if (found === null) return tell("done", say("no_answer"), "refusal");
  if (day === element("day").value) listed = found;
  draw();
}

async function fillSlots(place, service, day) {
  const found = day ? await get(`/slots?service=${encodeURIComponent(service)}&day=${day}`) : null;
  const free = (found?.slots ?? []).filter((slot) => slot.free > 0);
  const options = free.map((slot) => {
    const option = make("option", "", `${clockTime(slot.starts_at)} · ${say("free_n", { n: slot.free })}`);
    option.value = slot.starts_at;
    return option;
  });
  element(place).replaceChildren(...(options.length ? options : [make("option", "", say("no_slots"))]));
  if (!options.length) element(place).firstChild.value = "";
}

const bookSlots = () => fillSlots("slot", element("service").value, element("book-day").value);

async function act(path, fields, done, place = "done") {
  tell(place, say("sending"));
  const { status, body, words } = await asker.ask(`appointments${path}`, fields);
  tell(place, status === 200 ? done(body) : words, status === 200 ? "" : "refusal");
  await renew();
  return status === 200;
}

async function book(event) {
  event.preventDefault();
  if (!element("slot").value) return tell("book-words", say("no_slots"), "refusal");
  const fields = { service: element("service").value, starts_at: element("slot").value, name: element("name").value || null };
  const told = (given) => say("booked_words", { time: clockTime(given.starts_at), code: spaced(given.code) });
  if (await act("", fields, told, "book-words")) element("name").value = "";
  await bookSlots();
}

const checkIn = (line) => act(`/${line.code}/check-in`, {}, (ticket) => say("checked_in_words", { number: ticket.number }));

function printReceipt(line) {
  const fields = { day: dayIn.format(new Date(line.starts_at)), code: line.code };
  print("receipt", element("receipt-kiosk").value, fields, (words, kind) => tell("done", words, kind));
}

function askMove(line) {
  chosen = line;
  element("move-text").textContent = `${text(line.service_name)} ${clockTime(line.starts_at)} · ${spaced(line.code)}`;
  element("move-day").value = element("day").value;
  fillSlots("move-slot", line.service, element("day").value);
  openDialog("move");
}

async function move() {
  if (element("move").returnValue !== "move" || !element("move-slot").value) return;
  await act(`/${chosen.code}/move`, { starts_at: element("move-slot").value }, () => say("moved_words", { code: spaced(chosen.code) }));
  await bookSlots();
}

function askCancel(line) {
  chosen = line;
  element("cancel-text").textContent = `${text(line.service_name)} ${clockTime(line.starts_at)} · ${spaced(line.code)}`;
  openDialog("cancel");
}

async function cancel() {
  if (element("cancel").returnValue !== "cancel") return;
  await act(`/${chosen.code}/cancel`, {}, () => say("cancelled_words", { code: spaced(chosen.code) }));
  await bookSlots();
}

function blockLine(block) {
  const made = make("li");
  const who = `${block.masked_name ?? say("block_nameless")} · ${block.person.slice(0, 6)}`;
  made.append(make("b", "", who), make("span", "", say("block_until", { day: block.until })), button(say("do_lift"), () => askLift(block, who)));
  const days = block.no_shows.map((line) => `${line.day} ${text(line.service_name)}`).join("; ");
  made.append(make("small", "", days ? say("block_missed", { days }) : ""));
  return made;
}

async function renewBlocks() {
  const { status, body, words } = await asker.ask("hall/blocks");
  if (status !== 200) return tell("block-words", words, "refusal");
  const more = body.total - body.blocks.length;
  const rows = body.blocks.map(blockLine);
  if (more) rows.push(make("li", "hint", say("blocks_more", { n: more })));
  element("blocks").replaceChildren(...(rows.length ? rows : [make("li", "hint", say("blocks_none"))]));
}

function askLift(block, who) {
  chosen = block;
  element("lift-text").textContent = `${who} · ${say("block_until", { day: block.until })}`;
  element("lift-why").value = "";
  openDialog("lift");
}

async function lift() {
  if (element("lift").returnValue !== "lift") return;
  tell("block-words", say("sending"));
  const { status, words } = await asker.ask("hall/lift-block", { person: chosen.person, why: element("lift-why").value });
  tell("block-words", status === 200 ? say("lifted_words") : words, status === 200 ? "" : "refusal");
  await renewBlocks();
}

async function importList(event) {
  event.preventDefault();
  tell("import-words", say("sending"));
  element("bad").replaceChildren();
  try {
    const answer = await fetch("/api/appointments/import", {
      method: "POST",
      headers: { "Content-Type": "text/csv", "X-CSRF-Token": token() },
      body: await element("file").files[0].arrayBuffer(),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const body = await answer.json();
    if (!answer.ok) return tell("import-words", text(body.words), "refusal");
    tell("import-words", say("imported_words", { booked: body.booked, moved: body.moved, known: body.known, bad: body.bad.length }), body.bad.length ? "refusal" : "");
    element("bad").replaceChildren(...body.bad.map((line) => make("li", "bad", `${say("line_n", { n: line.line })} ${line.key ?? ""} ${text(line.words)}`)));
  } catch (problem) {
    console.warn("no answer", problem.name);
    tell("import-words", say("no_answer"), "refusal");
  }
  await renew();
}

element("day").value = element("book-day").value = dayIn.format(new Date(now()));
element("choose").addEventListener("submit", (event) => event.preventDefault());
element("day").addEventListener("change", renew);
element("search").addEventListener("input", draw);
element("service").addEventListener("change", bookSlots);
element("book-day").addEventListener("change", bookSlots);
element("move-day").addEventListener("change", () => fillSlots("move-slot", chosen.service, element("move-day").value));
element("book").addEventListener("submit", book);
element("import").addEventListener("submit", importList);
element("move").addEventListener("close", move);
element("cancel").addEventListener("close", cancel);
element("lift").addEventListener("close", lift);
setInterval(renew, RENEW_MS);
setInterval(renewBlocks, RENEW_MS);
offerKiosks("receipt-kiosk");
renew();
renewBlocks();
bookSlots();
