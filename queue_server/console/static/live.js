// What every page shares: the words, the web socket, asking the queue server, and how times are shown.

const WATCH_MS = 15000; // the console sends at least a beat every 5 s
const RETRY_MIN_MS = 300;
const RETRY_MAX_MS = 5000;
const ANSWER_MS = 9000; // the console itself asks three times within 6 s
const ASK_TRIES = 2;
const SIGN_IN_AGAIN = 4401;
const AWAY = { certificate_wrong: "away_certificate" }; // by trouble: the words where more is known

export const language = document.body.dataset.language;
export const words = JSON.parse(document.getElementById("words").textContent);
export const element = (id) => document.getElementById(id);
export const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const text = (both) => both[language];

const people = JSON.parse(document.getElementById("people").textContent);
export const personName = (account) => people[account] ?? account;

let offset_ms = 0; // the hall's clock minus this computer's
export const now = () => Date.now() + offset_ms;

const clock = new Intl.DateTimeFormat("zh-CN", {
  timeZone: document.body.dataset.zone, hour: "2-digit", minute: "2-digit", hour12: false,
});
export const clockTime = (moment) => clock.format(new Date(moment));

export function duration(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return say("seconds", { n: s });
  if (s < 3600) return say("minutes", { n: Math.floor(s / 60) });
  return say("hours", { h: Math.floor(s / 3600), n: Math.floor((s % 3600) / 60) });
}
export const since = (moment, until = now()) => duration((until - Date.parse(moment)) / 1000);

/** Keep a socket open. `onFrame(kind, id, message)` per picture, `onState(awayKey | null)` when the connection changes. */
export function connect(view, onFrame, onState) {
  let retry_ms = RETRY_MIN_MS;
  let watch;

  function open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws?view=${view}`);
    const look = () => { clearTimeout(watch); watch = setTimeout(() => away(socket), WATCH_MS); };
    look();
    socket.onmessage = (event) => {
      look();
      retry_ms = RETRY_MIN_MS;
      const { kind, id, message } = JSON.parse(event.data);
      if (kind === "link") {
        if (message.now) offset_ms = Date.parse(message.now) - Date.now();
        onState(message.broker ? (message.server ? null : "away_server") : AWAY[message.trouble] ?? "away_broker");
      } else {
        onFrame(kind, id, message);
      }
    };
    socket.onclose = (event) => {
      if (event.code === SIGN_IN_AGAIN) return location.assign("/sign-in");
      away(socket);
    };
  }

  function away(socket) {
    clearTimeout(watch);
    socket.onclose = socket.onmessage = null;
    socket.close();
    onState("away_console");
    setTimeout(open, retry_ms);
    retry_ms = Math.min(RETRY_MAX_MS, retry_ms * 2);
  }

  open();
}

function newRequestId() {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": document.querySelector("meta[name=token]")?.content ?? "" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return { status: answer.status, body: await answer.json() };
}

/** Ask once more with the same id when nothing came back; null when there still is no answer. */
async function ask(path, body) {
  for (let attempt = 1; attempt <= ASK_TRIES; attempt += 1) {
    try {
      return await post(path, body);
    } catch (problem) {
      console.warn("no answer", path, problem.name);
    }
  }
  return null;
}

/** Asks by path, below /api if nothing else is said. What was not answered keeps its id: asked again, it is the same request. */
export class Asker {
  #kept = new Map(); // path → { fields, id }
  #below;

  constructor(below = "/api/") {
    this.#below = below;
  }

  /** The server's answer, or words that stand for it: `{ status, body, words }`; words are empty when it was done. */
  async ask(path, fields = {}) {
    const same = this.#kept.get(path);
    const wanted = JSON.stringify(fields);
    const id = same?.fields === wanted ? same.id : newRequestId();
    this.#kept.set(path, { fields: wanted, id });
    const answer = await ask(`${this.#below}${path}`, { request_id: id, ...fields });
    if (answer === null) return { status: 0, body: null, words: say("no_answer") };
    if (answer.status === 401) location.assign("/sign-in");
    if (answer.status !== 503) this.#kept.delete(path);
    return { ...answer, words: answer.status === 200 ? "" : text(answer.body.words) };
  }

  /** What stood at the counter changed: a press from now on is a new one. */
  forget() {
    this.#kept.clear();
  }
}

/** A dialog, as if it had never been open. */
export function openDialog(name) {
  element(name).returnValue = "";
  element(name).showModal();
}

/** The banner says in words that what stands on the page is old. */
export function showAway(key) {
  const banner = element("banner");
  banner.hidden = key === null;
  banner.textContent = key === null ? "" : say(key);
  document.body.classList.toggle("away", key !== null);
}

export function make(tag, className, content = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = content;
  return made;
}
