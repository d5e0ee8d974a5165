// Who waits for this counter, who is on hold, who was here: each line opens its ticket.

import { clockTime, element, make, say, text } from "./live.js";

const KEYED_MAX = 9; // the first lines on hold have a digit as their key

/** A line that can be opened; `data-ticket` lets it keep the focus when the list is drawn anew. */
function opener(line, open) {
  const button = make("button", "opener");
  button.type = "button";
  button.dataset.ticket = line.ticket;
  button.append(make("b", "", line.number), make("span", "what", text(line.service_name)));
  button.lastChild.title = text(line.service_name);
  button.addEventListener("click", () => open(line));
  return button;
}

function waitingLine(line, open) {
  const row = make("li");
  const button = opener(line, open);
  const early = Date.parse(line.counted_from) < Date.parse(line.taken_at);
  if (line.ticket_class !== "ordinary") {
    const chip = make("span", "chip", say(`class_${line.ticket_class}`));
    chip.dataset.class = line.ticket_class;
    button.append(chip);
  }
  if (!line.own) button.append(make("span", "chip", say("second")));
  button.append(make("time", "", say(early ? "counted_as" : "taken_at", { time: clockTime(early ? line.counted_from : line.taken_at) })));
  row.append(button);
  return row;
}

function heldLine(line, place, open, callBack) {
  const row = make("li");
  const button = opener(line, open);
  if (line.masked_name) button.append(make("span", "hint", line.masked_name));
  const back = make("button", "call-back");
  back.type = "button";
  back.append(make("span", "label", say("call_back")));
  if (place <= KEYED_MAX) {
    back.dataset.key = place;
    back.setAttribute("aria-keyshortcuts", place);
    back.append(make("kbd", "", String(place)));
    back.lastChild.setAttribute("aria-hidden", "true");
  }
  back.addEventListener("click", () => callBack(line.ticket));
  row.append(button, back);
  return row;
}

function replace(list, rows) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.ticket : null;
  list.replaceChildren(...rows);
  if (focused) list.querySelector(`[data-ticket="${CSS.escape(focused)}"]`)?.focus();
}

export function drawWaiting(waiting, counter, open) {
  const lines = waiting?.next_first ?? [];
  replace(element("waiting"), lines.map((line) => waitingLine(line, open)));
  const total = waiting?.total ?? counter?.waiting_total ?? null;
  const more = total - lines.length;
  element("waiting-total").textContent = total === null ? "" : say("people", { n: total });
  element("waiting-more").textContent = total === 0 ? say("list_empty") : more > 0 ? say("and_more", { n: more }) : "";
}

export function drawLeft(lines, open) {
  element("left-row").hidden = lines.length === 0;
  replace(element("left"), lines.map((line) => {
    const row = make("li");
    row.append(opener(line, open));
    return row;
  }));
}

export function drawHeld(lines, open, callBack) {
  element("held-card").hidden = lines.length === 0;
  element("held-total").textContent = say("people", { n: lines.length });
  replace(element("held"), lines.map((line, index) => heldLine(line, index + 1, open, callBack)));
}
