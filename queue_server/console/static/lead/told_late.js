// The lead's page of kiosks that were alone: which kiosk gave which numbers by itself, when, and when the server was told.

import { Asker, clockTime, element, make, now, say, text } from "../live.js";

const dayIn = new Intl.DateTimeFormat("en-CA", { timeZone: document.body.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit" });
const asker = new Asker();

function ticketLine(ticket) {
  const row = make("li");
  const told = ticket.told_at === null ? "" : say("told_late_told", { time: clockTime(ticket.told_at) });
  row.append(make("b", "", ticket.number), make("span", "what", text(ticket.service_name)), make("span", "", say(`late_${ticket.state}`)));
  row.append(make("span", "", say("told_late_given", { time: clockTime(ticket.taken_at) })), make("span", "", told));
  return row;
}

function kioskCard(kiosk, tickets) {
  const card = make("section", "card");
  const [first, last] = [tickets[0], tickets.at(-1)];
  const span = { n: tickets.length, from_time: clockTime(first.taken_at), to_time: clockTime(last.taken_at) };
  const list = make("ul", "late");
  list.replaceChildren(...tickets.map(ticketLine));
  card.append(make("h2", "", `${kiosk} · ${say("told_late_n", span)}`), list);
  return card;
}

async function renew() {
  const day = element("late-day").value;
  if (!day) return;
  const { status, body, words } = await asker.ask("hall/told-late", { day });
  element("late-words").dataset.kind = status === 200 ? "" : "refusal";
  if (status !== 200) return void (element("late-words").textContent = words);
  const kiosks = [...new Set(body.tickets.map((ticket) => ticket.kiosk))].sort();
  const cards = kiosks.map((kiosk) => kioskCard(kiosk, body.tickets.filter((ticket) => ticket.kiosk === kiosk)));
  element("kiosks").replaceChildren(...cards);
  const more = body.total - body.tickets.length;
  element("late-words").textContent = body.total === 0 ? say("told_late_none") : more ? say("told_late_more", { n: more }) : "";
}

element("late-day").value = dayIn.format(new Date(now()));
element("late-day").addEventListener("change", renew);
element("choose-day").addEventListener("submit", (event) => event.preventDefault());
renew();
