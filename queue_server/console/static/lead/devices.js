// The hall's devices on the lead's page: those in trouble at once, all of them with what they counted on demand.

import { clockTime, element, make, say, words } from "../live.js";

/** What a program said last of its device; it says nothing more once it is gone. */
function judged(device, here) {
  return here.get(device.user) === false ? { ...device, state: "down", gone: true, detail: "", since: null } : device;
}

function heading(device) {
  const row = make("li", device.state);
  const unit = [device.asset, device.identity, device.firmware].filter(Boolean).join(" · ");
  row.append(make("span", "what", `${device.user} · ${device.device}`), make("b", "", say(`device_${device.state}`)));
  const trouble = device.gone ? say("program_gone") : device.trouble === "none" ? "" : say(`trouble_${device.trouble}`);
  const since = device.since ? say("since", { time: clockTime(device.since) }) : "";
  row.append(make("small", "", [trouble, since].filter(Boolean).join(" · ")));
  for (const told of [device.detail, unit]) if (told) row.append(make("small", "detail", told));
  return row;
}

/** In words; the rarer refusals are one sum. A name without words comes from a driver of another package. */
function counts(device) {
  const told = new Map();
  for (const [name, many] of Object.entries(device.counters).filter(([, counted]) => counted > 0)) {
    const known = words[`count_${name}`] ?? (name.startsWith("refused_") ? say("count_refused_other") : name);
    told.set(known, (told.get(known) ?? 0) + many);
  }
  return [...told].map(([known, many]) => {
    const count = make("span", "", `${known} `);
    count.append(make("b", "", many));
    return count;
  });
}

export class Devices {
  #told = new Map();
  #here = new Map();

  tell(id, health) {
    this.#told.set(id, health);
  }

  here(user, online) {
    this.#here.set(user, online);
  }

  draw() {
    const all = [...this.#told.values()].map((device) => judged(device, this.#here));
    const troubled = all.filter((device) => device.state !== "ok");
    element("devices").replaceChildren(...troubled.map(heading));
    const rows = all.map((device) => {
      const row = heading(device);
      const counted = counts(device);
      if (counted.length) {
        const line = make("small", "detail counts");
        line.append(...counted);
        row.append(line);
      }
      return row;
    });
    element("devices-all").replaceChildren(...rows);
    element("devices-more").hidden = all.length === 0;
    const summary = all.length === 0 ? say("no_devices") : say("devices_ok", { n: all.length });
    element("devices-summary").textContent = troubled.length === 0 ? summary : "";
  }
}
