// Printing at a kiosk: which one, and what became of the paper.

import { Asker, element, make, say } from "../live.js";

const RENEW_MS = 15000;
const asker = new Asker();

/** Fill a select with the kiosks that have a printer, those first whose printer works; what was chosen stays. */
export async function offerKiosks(place) {
  try {
    const answer = await fetch("/api/papers/kiosks");
    if (answer.ok) show(element(place), (await answer.json()).kiosks);
  } catch (problem) {
    console.warn("no answer", problem.name);
  }
  setTimeout(() => offerKiosks(place), RENEW_MS);
}

function show(select, kiosks) {
  const chosen = select.value;
  const options = kiosks.map((line) => {
    const option = make("option", "", line.state === "ok" ? line.kiosk : `${line.kiosk} · ${say(`device_${line.state}`)}`);
    option.value = line.kiosk;
    return option;
  });
  if (!options.length) options.push(make("option", "", say("print_nowhere")));
  if (!kiosks.length) options[0].value = "";
  select.replaceChildren(...options);
  if (kiosks.some((line) => line.kiosk === chosen)) select.value = chosen;
}

/** Print, and tell in `words` what became of it; true when paper came. */
export async function print(paper, kiosk, fields, tell) {
  if (!kiosk) return tell(say("print_nowhere"), "refusal");
  tell(say("paper_coming"));
  const { status, body, words } = await asker.ask(`papers/${paper}`, { kiosk, ...fields });
  if (status !== 200) return tell(words, "refusal");
  const trouble = body.trouble === "none" ? "" : say(`trouble_${body.trouble}`);
  return tell(say(`paper_${body.state}`, { kiosk, trouble }), body.state === "printed" ? "" : "refusal");
}
