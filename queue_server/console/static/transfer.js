// Where a visitor is sent on to: departments and services, with a filter.

import { element, language, make, openDialog, say, text } from "./live.js";
import { fetchServices, same } from "./services.js";

let groups = [];

function choice(service, department) {
  const label = make("label", "choice");
  const radio = make("input");
  radio.type = "radio";
  radio.name = "service";
  radio.value = service.id;
  const queue = [say("waiting_n", { n: service.waiting })];
  queue.push(service.open_counters ? say("open_counters_n", { n: service.open_counters }) : say("open_counters_none"));
  label.append(radio, make("span", "what", text(service.name)), make("small", "hint", queue.join(" · ")));
  label.dataset.words = [department.name.zh, department.name.en, service.name.zh, service.name.en].join(" ").toLowerCase();
  return label;
}

function group(department, services) {
  const box = make("fieldset");
  box.append(make("legend", "", text(department.name)), ...services.map((service) => choice(service, department)));
  return box;
}

function filter() {
  const wanted = element("transfer-filter").value.trim().toLowerCase();
  const visible = [];
  for (const box of groups) {
    for (const label of box.querySelectorAll("label")) {
      label.hidden = !label.dataset.words.includes(wanted);
      const radio = label.firstChild;
      if (label.hidden) radio.checked = false;
      else visible.push(radio);
    }
    box.hidden = !box.querySelector("label:not([hidden])");
  }
  if (visible.length === 1) visible[0].checked = true; // Enter sends it
  element("transfer-note").textContent = visible.length === 0 && groups.length > 0 ? say("no_match") : "";
  allow();
}

function allow() {
  element("transfer-go").disabled = !element("transfer").querySelector(":checked");
}

/** Opens at once; the services come when they come. `ticket` is the one at the counter, `wish` transfer or add-service. */
export async function openTransfer(ticket, wish) {
  element("transfer").dataset.wish = wish;
  element("transfer-title").textContent = say(`${wish}_title`, { number: ticket.number });
  element("transfer-text").textContent = say(`${wish}_text`);
  element("transfer-go").textContent = say(`do_${wish}`);
  groups = [];
  element("transfer-list").replaceChildren();
  element("transfer-filter").value = "";
  filter();
  openDialog("transfer");
  element("transfer-filter").focus();
  try {
    const picture = await fetchServices();
    const others = picture.services.filter((service) => !same(service.name, ticket.service_name));
    const byName = (a, b) => text(a.name).localeCompare(text(b.name), language);
    groups = picture.departments
      .map((department) => [department, others.filter((service) => service.department === department.id).sort(byName)])
      .filter(([, services]) => services.length > 0)
      .map(([department, services]) => group(department, services));
    element("transfer-list").replaceChildren(...groups);
    filter();
  } catch (problem) {
    console.warn("no services", problem.name);
    element("transfer-note").textContent = say("list_missing");
  }
}

element("transfer-filter").addEventListener("input", filter);
element("transfer-list").addEventListener("change", allow);
element("transfer-back").addEventListener("click", () => element("transfer").close(""));
