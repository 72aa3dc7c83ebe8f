// A map that nobody touches: rooms, borders, requests, and sources that went quiet.
import { get } from "./api.js";
import { bdi, byId, el, refill } from "./dom.js";
import { on } from "./bus.js";
import { age, clock, number } from "./format.js";
import { frame } from "./frame.js";
import { beginMap } from "./map.js";
import { shape } from "./marks.js";
import { followRequests, requests } from "./requests.js";
import { now, reports, status } from "./units.js";
import { name, t } from "./words.js";
import { read } from "./state.js";

// A source from which nothing has come for so long is quiet.
const quiet = 900_000;
let rooms = new Map();

function byRoom() {
  const counts = new Map();
  for (const report of reports.values()) {
    const word = status(report).replace(/-(at-station|mobile)$/, "");
    const room = counts.get(report.room) ?? {};
    room[word] = (room[word] ?? 0) + 1;
    counts.set(report.room, room);
  }
  return [...counts].map(([id, found]) => el("tr", {}, el("th", { scope: "row" }, bdi(rooms.get(id) ?? id ?? t("noRoom"))),
    el("td", {}, Object.entries(found).map(([word, count]) => el("span", { class: `mark ${word}` }, `${shape(word)} ${number(count)} ${name("status", word)} `)))));
}

function sources() {
  const last = new Map();
  for (const { source, since } of reports.values()) {
    last.set(source ?? "?", Math.max(last.get(source ?? "?") ?? 0, Date.parse(since)));
  }
  return [...last].sort((one, other) => one[1] - other[1]).map(([source, moment]) => el("li", { class: now() - moment > quiet ? "quiet" : null },
    now() - moment > quiet ? `✕ ${t("quiet")} ` : "● ", bdi(source), ` · ${t("reportedAgo", age((now() - moment) / 1000))}`));
}

function show() {
  byId("wall-clock").textContent = clock(now(), true);
  refill(byId("wall-rooms"), byRoom());
  refill(byId("wall-sources"), sources());
  byId("wall-requests-box").hidden = !requests.isThere;
  refill(byId("wall-requests"), requests.all.filter((request) => !request.closed).map((request) => el("li", { class: request.urgency },
    request.is_exercise ? el("strong", { class: "exercise" }, `${t("exerciseMark")} `) : null, bdi(request.asking), " → ", bdi(request.asked), " · ",
    request.lines.map((line) => name("request-state", line.state)).join(", "))));
}

read();
await frame();
rooms = new Map((await get("/v1/control-rooms").catch(() => [])).map((room) => [room.id, room.name]));
on("second", show);
on("language", show);
followRequests();
show();
beginMap({ isStill: true });
