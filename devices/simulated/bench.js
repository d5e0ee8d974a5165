// The bench: all twins of a hall on one page. What stays comes once (/hall), what changes every moment (/state).

const KEYS = { call_next: ["叫号", "Call"], call_again: ["重呼", "Again"], ask_evaluation: ["请评价", "Evaluate"],
  no_show: ["过号", "No-show"], pause: ["暂停", "Pause"], transfer: ["转移", "Transfer"], hold: ["挂起", "Hold"],
  call_back: ["回呼", "Call back"], cancel: ["取消", "Cancel"], stand_behind_line: ["一米线", "Stand back"] };
const MARKS = { very_satisfied: ["非常满意", "Very good"], satisfied: ["满意", "Good"], basically_satisfied: ["基本满意", "Fair"],
  dissatisfied: ["不满意", "Bad"], very_dissatisfied: ["非常不满意", "Very bad"] };
const SEEN_BY = { visitor: ["群众看到", "The visitor sees"], hall: ["大厅显示", "The hall shows"], todo: ["怎么处理", "What to do"] };
const KIOSK = /^kiosk-/;
const LANGUAGE = "bench-language";
const EVERY_MS = 700;

const element = (id) => document.getElementById(id);
let hall = null;
let shown = {};
let chosen = "";

/** Both languages; the page shows one of them. */
function both(parent, zh, en) {
  for (const [name, text] of [["zh", zh], ["en", en]]) {
    const span = parent.appendChild(document.createElement("span"));
    span.className = name;
    span.textContent = text;
  }
  return parent;
}
function make(tag, parent, zh = "", en = zh) {
  const made = parent.appendChild(document.createElement(tag));
  if (zh !== en) both(made, zh, en);
  else made.textContent = zh;
  return made;
}
function button(parent, zh, en, press) {
  const made = make("button", parent, zh, en);
  made.onclick = press;
  return made;
}
async function post(path, body) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body || {}) });
  const said = answer.ok ? "" : (await answer.json()).detail;
  element("said").textContent = typeof said === "string" ? said : "请求有误 Bad request";
  await refresh();
}

/** Name, place and state of a device, and below it every way to break it. */
function deviceHead(section, name) {
  const { title, at, switches } = hall.devices[name];
  const head = make("div", section);
  head.className = "device";
  make("b", head, title.zh, title.en);
  make("small", head, `${name} · ${at}`);
  const faults = make("div", section);
  faults.className = "faults";
  faults.hidden = true;
  const open = button(head, "弄坏", "Break", () => { faults.hidden = !faults.hidden; });
  open.dataset.breaks = name;
  const row = make("div", faults);
  row.className = "row";
  const lesson = make("dl", faults);
  lesson.className = "lesson";
  lesson.hidden = true;
  for (const [each, words] of Object.entries(switches)) {
    const key = button(row, words.name.zh, words.name.en, () => {
      showLesson(lesson, words.lesson);
      post(`/switches/${name}/${each}`, { on: !shown.switches[name][each] });
    });
    Object.assign(key.dataset, { device: name, name: each });
  }
}
function showLesson(place, lesson) {
  place.hidden = !lesson;
  place.replaceChildren();
  for (const [part, [zh, en]] of Object.entries(SEEN_BY)) {
    if (!lesson) return;
    make("dt", place, zh, en);
    make("dd", place, lesson[part].zh, lesson[part].en);
  }
}
const ofKind = (kind) => Object.keys(hall.devices).filter((name) => hall.devices[name].kind === kind);

function buildReaders(section, name) {
  const cards = make("div", section);
  cards.className = "two";
  for (const card of hall.cards.filter((each) => shown.readers[name].forms.includes(each.form))) {
    const key = button(cards, card.zh, card.en, () =>
      post(`/cards/${name}/` + (shown.readers[name].card === card.name ? "lift" : "place"), { card: card.name }));
    Object.assign(key.dataset, { reader: name, card: card.name });
  }
}
function buildScanner(section, name) {
  const row = make("form", section);
  row.className = "row";
  const code = make("input", row);
  code.setAttribute("aria-label", "码 Code");
  make("button", row, "扫码", "Scan");
  row.onsubmit = (event) => { event.preventDefault(); post(`/scanners/${name}/scan`, { text: code.value }); };
}
function buildKiosks() {
  const place = element("kiosks");
  const inputs = [...ofKind("card_reader"), ...ofKind("code_scanner")].filter((name) => name in shown.readers || shown.scanners.includes(name));
  for (const at of [...new Set(inputs.map((name) => hall.devices[name].at))].sort()) {
    const kiosk = KIOSK.test(at) ? at.replace(KIOSK, "") : "";
    if (kiosk) make("h2", place, `取号机 ${kiosk}`, `Kiosk ${kiosk}`);
    else make("h2", place, at);
    for (const name of inputs.filter((each) => hall.devices[each].at === at)) {
      const section = make("section", place);
      deviceHead(section, name);
      if (name in shown.readers) buildReaders(section, name);
      else buildScanner(section, name);
    }
  }
}
function buildPrinters() {
  for (const name of Object.keys(shown.printers)) {
    const section = make("section", element("printers"));
    deviceHead(section, name);
    const tear = button(section.firstChild, "撕走", "Tear off", () => post(`/paper/${name}/tear`));
    tear.dataset.tears = name;
    const paper = make("div", section);
    paper.className = "paper";
    paper.id = "paper-" + name;
    paper.dataset.shown = "";
  }
}
/** Which devices have keys there, in words: a port of many counters by its name, one of its own by what it is. */
function groupOf({ devices }) {
  const names = devices.map((name) => {
    const { title, counters } = hall.devices[name];
    return counters.length > 1 ? { zh: `${title.zh} ${name}`, en: `${title.en} ${name}` } : title;
  });
  return { zh: names.map(({ zh }) => zh).join(" + "), en: names.map(({ en }) => en).join(" + ") };
}
function buildCounters() {
  const place = element("counters");
  const groups = {};
  for (const [name, counter] of Object.entries(hall.counters)) {
    const group = groupOf(counter);
    (groups[group.zh] ||= { ...group, counters: [] }).counters.push([name, counter]);
  }
  for (const { zh, en, counters } of Object.values(groups)) {
    const group = make("div", place);
    make("h3", group, `${zh} · ${counters.length} 个窗口`, `${en} · ${counters.length}`);
    const grid = make("div", group);
    grid.className = "bus";
    for (const [name, counter] of counters) {
      const key = button(grid, "", "", () => choose(name));
      key.dataset.counter = name;
      make("span", key).className = "digits";
      make("span", key, counter.name.zh, counter.name.en);
      key.title = `${counter.name.zh} ${counter.name.en} ${name}`;
    }
  }
  element("windows").hidden = !place.children.length;
  element("filter").oninput = show;
  choose(Object.keys(hall.counters)[0] ?? "");
}
/** All devices with keys at a counter, one below the other. */
function choose(counter) {
  chosen = counter;
  const place = element("keys");
  place.replaceChildren();
  for (const name of hall.counters[chosen]?.devices ?? []) {
    const { title, pad_keys, marks, display } = hall.devices[name];
    const head = make("p", place);
    head.className = "keyed";
    make("b", head, title.zh, title.en);
    make("small", head, name);
    if (display) make("output", head).dataset.digits = name;
    buildKeys(place, pad_keys.map((key) => [...KEYS[key], `/pads/${chosen}/${key}?device=${name}`]));
    buildKeys(place, Object.entries(marks).map(([key, level]) => [...MARKS[level], `/evaluators/${chosen}/${key}?device=${name}`]));
  }
  show();
}
function buildKeys(place, keys) {
  if (!keys.length) return;
  const pad = make("div", place);
  pad.className = "pad";
  for (const [zh, en, path] of keys) button(pad, zh, en, () => post(path));
}
const counterName = (counter) => hall.counters[counter]?.name ?? { zh: counter, en: counter };
function buildSign(section, device) {
  const grid = make("div", section);
  grid.className = "signs";
  for (const counter of Object.keys(shown.signs[device])) {
    const one = make("div", grid);
    make("small", one, counterName(counter).zh, counterName(counter).en);
    Object.assign(make("div", one).dataset, { sign: device, over: counter });
  }
}
/** Signs and speakers beside the counters; whatever has nothing to show below the kiosks, to be broken there. */
function buildOthers() {
  for (const kind of ["sign", "speaker"]) for (const name of ofKind(kind)) {
    const section = make("section", element("others"));
    deviceHead(section, name);
    if (name in shown.signs) buildSign(section, name);
    if (!(name in shown.speakers)) continue;
    const list = make("ol", section);
    list.className = "heard";
    list.dataset.speaker = name;
  }
  const keyed = [...ofKind("call_pad"), ...ofKind("evaluator")];
  if (keyed.length) make("h2", element("plugged"), "叫号器和评价器", "Call pads and evaluators");
  for (const name of keyed) deviceHead(make("section", element("plugged")), name);
}
function showSign(strip, { lines, colour, scrolling }) {
  strip.className = `strip ${colour} ${scrolling ? "runs" : ""}`;
  strip.replaceChildren();
  for (const line of lines) make("div", strip, line);
}
/** What stands over the chosen counter, beside its keys. */
function showOwnSigns() {
  const place = element("own-signs");
  place.replaceChildren();
  for (const counters of Object.values(shown.signs)) if (chosen in counters) showSign(make("div", place), counters[chosen]);
}
function showHeard(list, sentences) {
  list.replaceChildren();
  if (!sentences.length) make("li", list, "还没有播报", "Nothing said yet");
  for (const { words, seconds, to_its_end } of sentences) {
    const line = make("li", list, words);
    const how = make("small", line, ` ${seconds.toFixed(1)} s`);
    if (to_its_end === false) both(how, " 中断", " cut off");
    line.className = to_its_end === null ? "on" : to_its_end ? "" : "cut";
  }
}
function showPaper(name, printer) {
  const paper = element("paper-" + name);
  const now = `${printer.count} ${printer.kept}`;
  if (paper.dataset.shown === now) return;
  paper.dataset.shown = now;
  paper.replaceChildren();
  if (!printer.kept) make("p", paper, printer.count ? "号票已撕走" : "还没有出纸", printer.count ? "All torn off" : "No paper yet");
  for (let back = 0; back < printer.kept; back++) {
    const image = make("img", paper);
    image.src = `/paper/${name}/${back}.png?n=${printer.count}`;
    image.alt = "小票 Paper";
    for (const code of printer.codes[back]) showCode(paper, code);
  }
}
/** What a phone or a scanner reads from the paper: an address opens as on a phone. */
function showCode(paper, code) {
  const line = make(code.startsWith("http") ? "a" : "p", paper, code);
  line.className = "code";
  if (code.startsWith("http")) Object.assign(line, { href: code, target: "_blank" });
}
function showCounters() {
  const wanted = element("filter").value.trim().toLowerCase();
  for (const key of document.querySelectorAll("[data-counter]")) {
    const name = key.dataset.counter;
    const digits = Object.values(shown.counters[name].digits).join(" ").trim();
    key.classList.toggle("on", name === chosen);
    key.setAttribute("aria-pressed", name === chosen);
    key.firstElementChild.textContent = digits || "···";
    const { zh, en } = counterName(name);
    key.hidden = ![zh, en, digits, name].some((text) => text.toLowerCase().includes(wanted));
  }
  element("chosen").replaceChildren();
  if (!chosen) return;
  both(element("chosen"), counterName(chosen).zh, counterName(chosen).en);
  for (const display of document.querySelectorAll("[data-digits]"))
    display.textContent = shown.counters[chosen].digits[display.dataset.digits] || "···";
}
function showSwitches() {
  for (const key of document.querySelectorAll("[data-name]"))
    key.classList.toggle("on", shown.switches[key.dataset.device][key.dataset.name]);
  for (const key of document.querySelectorAll("[data-breaks]")) {
    const thrown = Object.values(shown.switches[key.dataset.breaks]).filter(Boolean).length;
    key.classList.toggle("broken", thrown > 0);
    key.replaceChildren();
    both(key, thrown ? `坏 ${thrown} 处` : "弄坏", thrown ? `${thrown} broken` : "Break");
  }
  element("repair").disabled = !document.querySelector("[data-name].on");
}
function show() {
  for (const [name, printer] of Object.entries(shown.printers)) showPaper(name, printer);
  for (const key of document.querySelectorAll("[data-tears]")) key.disabled = !shown.printers[key.dataset.tears].kept;
  for (const key of document.querySelectorAll("[data-card]"))
    key.classList.toggle("on", shown.readers[key.dataset.reader].card === key.dataset.card);
  for (const strip of document.querySelectorAll("[data-sign]")) showSign(strip, shown.signs[strip.dataset.sign][strip.dataset.over]);
  for (const list of document.querySelectorAll("[data-speaker]")) showHeard(list, shown.speakers[list.dataset.speaker]);
  showOwnSigns();
  showSwitches();
  showCounters();
}
async function repair() {
  for (const [device, switches] of Object.entries(shown.switches))
    for (const name of Object.keys(switches).filter((each) => switches[each])) await post(`/switches/${device}/${name}`, { on: false });
  for (const lesson of document.querySelectorAll(".lesson")) lesson.hidden = true;
}
function speak(language) {
  document.documentElement.lang = language;
  localStorage.setItem(LANGUAGE, language);
  element("language").textContent = language === "zh" ? "English" : "中文";
  element("filter").placeholder = language === "zh" ? "窗口或号码" : "counter or number";
  element("language").lang = language === "zh" ? "en" : "zh";
}
function build() {
  buildKiosks();
  buildPrinters();
  buildCounters();
  buildOthers();
  const missing = Object.entries(hall.missing).map(([device, why]) => `${device}: ${why}`);
  if (missing.length) both(element("missing"), `没有仿真：${missing.join("；")}`, `No twin: ${missing.join("; ")}`);
  element("console").hidden = !hall.console;
  element("console").firstChild.href = hall.console;
}
async function refresh() {
  try {
    const first = hall === null;
    if (first) hall = await (await fetch("/hall")).json();
    shown = await (await fetch("/state")).json();
    if (first) build();
    show();
  } catch (problem) {
    console.warn(problem);
    element("said").textContent = "设备台没有应答 The bench does not answer";
  }
}

speak(localStorage.getItem(LANGUAGE) ?? "zh");
element("language").onclick = () => speak(document.documentElement.lang === "zh" ? "en" : "zh");
element("repair").onclick = repair;
await refresh();
setInterval(refresh, EVERY_MS);
