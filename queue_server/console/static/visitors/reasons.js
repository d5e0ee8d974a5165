// The national reasons for a mark, as boxes to tick: on the phone and on the tablet.

import { element, make } from "../live.js";

const reasons = JSON.parse(element("all-reasons").textContent);

/** Offer the reasons of this level; nothing is ticked. */
export function offerReasons(level) {
  const rows = reasons[level].map(({ code, words: reason }) => {
    const box = make("input");
    box.type = "checkbox";
    box.value = code;
    const label = make("label", "reason");
    label.append(box, make("span", "", reason));
    return label;
  });
  element("reasons").replaceChildren(...rows);
}

/** The codes of those that are ticked. */
export const chosenReasons = () => [...element("reasons").querySelectorAll(":checked")].map((box) => box.value);
