// What was done under one ticket: boxes to tick in the dialog of the outcome.

import { element, language, make, say, text } from "./live.js";
import { fetchServices, same } from "./services.js";

let own = null; // the service that the ticket is for

function box(service) {
  const label = make("label", "choice");
  const tick = make("input");
  tick.type = "checkbox";
  tick.value = service.id;
  tick.checked = service.id === own;
  label.append(tick, make("span", "what", text(service.name)));
  return label;
}

/** The ticket's service ticked, then what follows on the ticket, then what this counter does. */
export async function openItems(ticket, services) {
  own = null;
  element("items").replaceChildren();
  element("items-note").textContent = "";
  try {
    const all = (await fetchServices()).services;
    const first = all.filter((service) => same(service.name, ticket.service_name));
    const follow = ticket.follow.flatMap((step) => all.filter((service) => service.id === step.service));
    const here = all.filter((service) => services.includes(service.id));
    here.sort((a, b) => text(a.name).localeCompare(text(b.name), language));
    own = first[0]?.id ?? null;
    element("items").replaceChildren(...[...new Set([...first, ...follow, ...here])].map(box));
  } catch (problem) {
    console.warn("no services", problem.name);
    element("items-note").textContent = say("list_missing");
  }
}

/** What was ticked; nothing when it is just the ticket's own service. */
export function chosenItems() {
  const ticked = [...element("items").querySelectorAll(":checked")].map((tick) => tick.value);
  return ticked.some((service) => service !== own) ? ticked : [];
}
