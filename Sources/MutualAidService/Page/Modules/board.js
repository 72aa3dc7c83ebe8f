// The board: mine out, mine in, by urgency and the time that is left.
import { get } from "./api.js";
import { bdi, button, byId, el, refill } from "./dom.js";
import { on } from "./bus.js";
import { age } from "./format.js";
import { show as showRequest } from "./onerequest.js";
import { followRequests, isMine, requests, step } from "./requests.js";
import { isKnown, owner } from "./session.js";
import * as sound from "./sound.js";
import { alarm } from "./told.js";
import { now } from "./units.js";
import { name, t } from "./words.js";

const order = ["immediate", "urgent", "planned"];
const done = new Set(["closed", "home", "declined", "cancelled", "expired", "withdrawn"]);
let open = null;

const isDone = (request) => request.lines.every((line) => done.has(line.state));
const rank = (request) => [isDone(request) ? 1 : 0, order.indexOf(request.urgency), Date.parse(request.next_limit ?? request.created)];

function before(one, other) {
  const [a, b] = [rank(one), rank(other)];
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at] - b[at];
}

function left(request) {
  if (!request.next_limit) return null;
  const seconds = (Date.parse(request.next_limit) - now()) / 1000;
  return el("span", { class: seconds < 60 ? "left soon" : "left" }, seconds > 0 ? t("timeLeft", age(seconds)) : t("timeOver"));
}

export async function openRequest(id) {
  const reload = (one) => get(`/v1/requests/${encodeURIComponent(one)}`);
  const request = await reload(id);
  open = await showRequest(request, reload);
  open.node.addEventListener("close", () => (open = null));
  // That somebody looks at it is told to the room that asks.
  if (!isMine(request) && request.asked === owner()) {
    for (const line of request.lines.filter((one) => ["sent", "received"].includes(one.state))) {
      await step(id, { action: "see", line: line.number }).catch(() => {});
    }
    await open?.again();
  }
}

function row(request) {
  const fresh = !isMine(request) && request.lines.some((line) => ["sent", "received"].includes(line.state));
  const other = isMine(request) ? request.rooms?.asked?.name ?? request.asked : request.rooms?.asking?.name ?? request.asking;
  return el("li", { class: `request ${request.urgency} ${fresh ? "fresh" : ""} ${request.is_exercise ? "drill" : ""}`, data: { id: request.id } },
    request.is_exercise ? el("strong", { class: "exercise" }, `${t("exerciseMark")} `) : null,
    button([fresh ? "‼ " : "", bdi(other)], () => openRequest(request.id), { data: { key: `request-${request.id}` } }), " ",
    el("span", {}, name("request-urgency", request.urgency)), " · ", bdi(request.incident.id), " ", left(request),
    el("ul", {}, request.lines.map((line) => el("li", {}, `${line.count} × `, bdi(line.need ?? line.unit), ` · ${name("request-state", line.state)} · ${age((now() - Date.parse(line.since)) / 1000)}`))));
}

export function showBoard() {
  const box = byId("board");
  box.hidden = !requests.isThere;
  for (const node of document.querySelectorAll("[data-need=requests]")) node.hidden = !requests.isThere;
  if (!requests.isThere) return;
  const all = [...requests.all].sort(before);
  const part = (title, some) => [el("h3", {}, `${title} (${some.length})`), some.length ? el("ol", {}, some.map(row)) : el("p", {}, t("none"))];
  refill(byId("board-list"), !isKnown() ? el("p", {}, t("boardLogin")) : [
    sound.isAllowed() ? null : button(`♪ ${t("soundOn")}`, () => (sound.allow(), showBoard()), { data: { key: "sound" } }),
    ...part(t("requestsIn"), all.filter((request) => !isMine(request))), ...part(t("requestsOut"), all.filter(isMine))]);
  document.body.classList.toggle("exercise", all.some((request) => request.is_exercise && !isDone(request)));
  byId("exercise").textContent = t("exerciseMark");
}

export function beginBoard() {
  on("requests", (fresh) => {
    showBoard();
    open?.again();
    if (fresh.length) {
      sound.ring();
      alarm(t("requestNew", fresh.length));
      document.body.classList.add("rung");
      setTimeout(() => document.body.classList.remove("rung"), 8000);
    }
  });
  on("language", showBoard);
  on("answer", () => {
    for (const node of document.querySelectorAll("#answers [data-need=requests]")) node.hidden = !requests.isThere;
  });
  let beat = 0;
  on("second", () => (beat += 1) % 5 === 0 && requests.all.length && showBoard());
  followRequests();
}
