// One ticket of the lists: why it is not called yet, its paper once more, and giving it up after a second look. Of one
// that was called: why, and no more.

import { offerKiosks, print } from "./lead/paper.js";
import { Asker, element, openDialog, say, text } from "./live.js";

const asker = new Asker();
let shown = null;
let called = false;
let busy = false;

function tell(words, kind = "", place = "ticket-words") {
  element(place).textContent = words;
  element(place).dataset.kind = kind;
}

/** Below the sentence, which stays: why it waits is asked for, and not what became of its paper. */
const tellPaper = (words, kind = "") => tell(words, kind, "ticket-printed");

// The two steps are of one height and have their buttons in opposite order: a double click on the first never cancels.
function showStep(confirming) {
  element("ticket-words").style.minHeight = confirming ? `${element("ticket-words").offsetHeight}px` : "";
  element("ticket-ask").hidden = confirming;
  for (const place of ["ticket-paper", "ticket-printed"]) element(place).classList.toggle("unseen", confirming); // they keep their room: the dialog must not move
  element("ticket-confirm").hidden = !confirming;
  const title = called ? "ticket_title_called" : "ticket_title";
  element("ticket-title").textContent = say(confirming ? "cancel_title" : title, { number: shown.number });
  element(confirming ? "ticket-keep" : "ticket-shut").focus();
}

/** `line`: a ticket of the waiting list or one on hold. */
export const openTicket = (line) => open(line, false);

/** `line`: the ticket at the counter, or one that left it. */
export const openCalled = (line) => open(line, true);

async function open(line, wasCalled) {
  shown = line;
  called = wasCalled;
  for (const place of ["ticket-paper", "ticket-printed", "ticket-cancel"]) element(place).hidden = called;
  element("ticket-service").textContent = text(line.service_name);
  tell(say("asking"));
  tellPaper("");
  openDialog("one-ticket");
  showStep(false);
  const { status, body, words } = await asker.ask(`tickets/${line.ticket}/explain`);
  if (shown !== line || !element("ticket-confirm").hidden) return;
  if (status === 200) tell(text(body.words));
  else tell(words, "refusal");
}

/** The fact says who ordered it; what became of the paper stands in the dialog. */
function printAgain() {
  const line = shown;
  print("ticket", element("ticket-kiosk").value, { ticket: line.ticket }, (words, kind) => shown === line && tellPaper(words, kind));
}

function confirm() {
  showStep(true);
  tell(say("cancel_text"));
}

async function cancel() {
  if (busy) return;
  busy = true;
  const line = shown;
  const { status, words } = await asker.ask(`tickets/${line.ticket}/cancel`);
  busy = false;
  if (shown !== line) return;
  if (status === 200) element("one-ticket").close("");
  else tell(words, "refusal");
}

element("ticket-print").addEventListener("click", printAgain);
offerKiosks("ticket-kiosk");
element("ticket-cancel").addEventListener("click", confirm);
element("ticket-sure").addEventListener("click", cancel);
element("one-ticket").addEventListener("close", () => { shown = null; });
