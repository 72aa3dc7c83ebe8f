// What is known of units now: their last reports, with their age, until the second at which they expire.
import { ask } from "./api.js";
import { on, tell } from "./bus.js";
import { ahead, begin } from "./stream.js";

export const reports = new Map();
let changed = new Set();
let timer = null;

// The time as the server has it.
export const now = () => Date.now() + ahead;

// The status that counts at this moment.
export function status(report, moment = now()) {
  if (!report) return "unknown";
  return report.until && Date.parse(report.until) <= moment ? "unknown" : report.status;
}

export const isOver = (report, moment = now()) => Boolean(report?.until && Date.parse(report.until) <= moment);

function note(id) {
  changed.add(id);
  // Forty reports a second make twenty pictures a second, not forty.
  timer ??= setTimeout(() => {
    const ids = changed;
    changed = new Set();
    timer = null;
    tell("units", ids);
  }, 50);
}

function take(message) {
  const { name, data } = message;
  if (name === "status" && data.report) {
    const known = reports.get(data.unit.id);
    if (known && Date.parse(known.since) > Date.parse(data.report.since)) return;
    reports.set(data.unit.id, { ...data.report, ...data.unit, room: data.unit.control_room, status: data.report.status });
    note(data.unit.id);
  } else if (name === "expiry") {
    const known = reports.get(data.unit.id);
    if (known) known.until = data.time;
    note(data.unit.id);
  } else if (name === "reset") {
    load();
  } else {
    tell("change", message);
  }
}

export async function load() {
  let path = "/v1/units?limit=1000";
  let position = null;
  const found = new Map();
  while (path) {
    const { data, headers } = await ask(path);
    position ??= headers.get("Journal-Position");
    for (const unit of data) {
      found.set(unit.id, {
        id: unit.id, status: unit.availability.status, since: unit.availability.since, until: unit.availability.until,
        source: unit.availability.source, country: unit.country, service: unit.service, type: unit.type,
        lat: unit.station.lat, lon: unit.station.lon, room: unit.control_room?.id, station: unit.station.name,
      });
    }
    path = headers.get("Link")?.match(/<([^>]+)>;\s*rel="?next/)?.[1];
    if (path) path = new URL(path, location.href).pathname + new URL(path, location.href).search;
  }
  reports.clear();
  for (const [id, report] of found) reports.set(id, report);
  tell("units", new Set(found.keys()));
  return position;
}

on("event", take);

// Once a second the ages go on, and what has expired is told even where no event comes.
let told = now();
setInterval(() => {
  const moment = now();
  for (const [id, report] of reports) {
    const end = report.until ? Date.parse(report.until) : Infinity;
    if (end <= moment && end > told) note(id);
  }
  told = moment;
  tell("second", moment);
}, 1000);

export async function follow() {
  let position = null;
  try {
    position = await load();
  } catch {
    // The stream begins all the same, and tells when the link is back.
  }
  begin(position);
}
