// The answer: the list is the page. When, who, on what legal basis, whom to call, what it gains, what it costs the lender.
import { bdi, button, byId, el, refill } from "./dom.js";
import { on } from "./bus.js";
import { cannotAct, found } from "./asking.js";
import { age, clock, distance, minutes, number } from "./format.js";
import { mark } from "./marks.js";
import { set, state } from "./state.js";
import { add as suppose } from "./scenario.js";
import { watch } from "./told.js";
import { explain } from "./why.js";
import { requestFrom } from "./newrequest.js";
import { isLost } from "./link.js";
import { heard } from "./stream.js";
import { name, t } from "./words.js";

const verdictShape = { allowed: "✓", forbidden: "✕", "none-known": "?" };

function phone(room) {
  if (!room) return el("p", { class: "call" }, t("roomUnknown"));
  const call = room.phone
    ? el("a", { href: `tel:${room.phone.replace(/[^+\d]/g, "")}`, class: "phone" }, `☎ ${room.phone}`)
    : el("span", { class: "missing" }, t("phoneMissing"));
  return el("p", { class: "call" }, `${t("askFor")} `, el("strong", {}, bdi(room.name)), " ", call,
    room.phone_kind ? ` (${room.phone_kind})` : null,
    ` · ${(room.languages ?? []).map((tag) => name("language", tag)).join(", ")}`, room.radio ? ` · ${room.radio}` : null);
}

function verdict(agreement) {
  return el("div", { class: `verdict ${agreement.verdict}` },
    el("strong", {}, `${verdictShape[agreement.verdict] ?? "?"} ${name("verdict", agreement.verdict)}`),
    agreement.title ? [" · ", bdi(agreement.title)] : null,
    agreement.citation ? el("cite", {}, bdi(agreement.citation)) : null,
    agreement.reasons?.length ? el("p", { class: "reasons" }, bdi(agreement.reasons.join("; "))) : null);
}

function gain(unit, own) {
  if (!own || own.id === unit.id) return null;
  const seconds = own.eta_s - unit.eta_s;
  return el("li", {}, seconds > 0 ? t("sooner", minutes(seconds)) : t("later", minutes(seconds)));
}

function cost(unit) {
  const lost = unit.lender_cost;
  if (!lost) return null;
  const facts = [lost.people > 0 ? t("leaves", number(lost.people)) : t("leavesNobody")];
  if (lost.move_up?.people_with !== undefined && lost.people > 0) facts.push(t("moveUp", number(lost.move_up.people_with)));
  return el("li", { class: lost.serious ? "serious" : null }, facts.join("; "));
}

function assumed(unit) {
  const all = [];
  if (unit.availability.assumed) all.push(t("assumedFree"));
  if (unit.basis === "assumed") all.push(t("assumedUnit"));
  if (unit.turnout_assumed) all.push(t("assumedTurnout"));
  if (unit.agreement.verification && unit.agreement.verification !== "verified") {
    all.push(name("verification", unit.agreement.verification));
  }
  return all.length ? el("p", { class: "assumed" }, `${t("assumed")} ${all.join("; ")}`) : null;
}

function actions(unit) {
  const isSupposed = Boolean(state.suppose);
  return el("p", { class: "row" },
    button(t("whyThis"), () => explain(unit.id), { data: { key: `why-${unit.id}` } }),
    button(t("showOnMap"), () => set({ unit: unit.id }, true), { data: { key: `map-${unit.id}` } }),
    button(t("closeStation"), () => suppose({ "close-station": unit.station.id }, unit.station.name),
      { data: { key: `close-${unit.id}` } }),
    button(t("request"), () => requestFrom(unit), {
      class: "main", data: { key: `ask-${unit.id}`, need: "requests" }, disabled: isSupposed || cannotAct(),
      title: isSupposed ? t("notWhileSupposed") : null,
    }));
}

function row(unit, own) {
  return el("li", { class: "unit", id: `u-${unit.id}`, data: { id: unit.id, eta: unit.eta_s, verdict: unit.agreement.verdict },
    "aria-current": state.unit === unit.id ? "true" : null },
  el("h3", {}, el("span", { class: "eta" }, minutes(unit.eta_s), el("small", {}, ` ${t("min")}`)), " ",
    el("span", { class: "name" }, bdi(unit.name || unit.id)), " ", el("small", {}, `${unit.country} · `, bdi(unit.type_name ?? unit.type))),
  el("p", { class: "status" }, mark(unit.id, unit.availability)),
  verdict(unit.agreement), phone(unit.control_room),
  el("ul", { class: "facts" },
    el("li", {}, t("between", minutes(unit.eta_low_s), minutes(unit.eta_high_s))),
    el("li", {}, t("turnoutTravel", minutes(unit.turnout_s), minutes(unit.travel_s), distance(unit.way_m ?? unit.distance_m))),
    gain(unit, own), cost(unit), unit.equally_near ? el("li", {}, t("equallyNear")) : null),
  assumed(unit), actions(unit));
}

function head(answer) {
  const { incident } = answer;
  const parts = [el("p", { class: "incident" }, el("strong", {}, bdi([incident.municipality, incident.region_name, incident.country]
    .filter(Boolean).join(", "))), ` · ${incident.lat.toFixed(4)}, ${incident.lon.toFixed(4)} · ${t("borderAt", distance(incident.border_distance_m ?? 0))}`,
  incident.control_room ? [` · ${t("inCharge")} `, bdi(incident.control_room.name)] : null)];
  if (!incident.country_certain || state.country) parts.push(countryQuestion(incident));
  for (const unknown of answer.unknowns ?? []) parts.push(el("p", { class: "unlisted" }, bdi(unknown.text ?? t("unknownNear"))));
  if (answer.nearest_domestic) parts.push(el("p", { class: "own" }, t("ownUnit", minutes(answer.nearest_domestic.eta_s)), " ",
    bdi(answer.nearest_domestic.id)));
  if (answer.gain_s !== null && answer.gain_clear === false) parts.push(el("p", {}, t("noClearGain")));
  return parts;
}

// The place is nearer to a border than the border is drawn: both countries are offered, and somebody chooses.
function countryQuestion(incident) {
  const all = [...new Set([...(incident.possible_countries ?? []), incident.country].filter(Boolean))];
  return el("p", { class: "question", role: "group", "aria-label": t("whichCountry") },
    el("strong", {}, state.country ? t("countryStated", state.country) : t("whichCountry")), " ",
    all.map((code) => button(code, () => set({ country: code }),
      { "aria-pressed": String(state.country === code), data: { key: `country-${code}` } })),
    state.country ? button(t("countryOpen"), () => set({ country: "" }), { data: { key: "country-open" } }) : null);
}

export function showAnswer() {
  const place = byId("answers");
  if (found.error) {
    refill(place, el("p", { class: "trouble", role: "alert" }, bdi(found.error.message), found.error.hint ? [" ", bdi(found.error.hint)] : null));
    return;
  }
  const { answer } = found;
  if (!answer) {
    refill(place, el("p", { class: "hint" }, t("askHint")));
    return;
  }
  refill(place, ...head(answer),
    isLost() || found.isOld ? el("p", { class: "old" }, t("answerOld", age((Date.now() - heard) / 1000))) : null,
    el("p", { class: "moment" }, t("asOf", clock(answer.query.time))),
    answer.units.length ? el("ol", { class: "units" }, answer.units.map((unit) => row(unit, answer.nearest_domestic)))
      : el("p", {}, t("nobody")));
}

export function beginAnswers() {
  on("answer", showAnswer);
  on("link", showAnswer);
  on("asking", () => byId("answers").setAttribute("aria-busy", "true"));
  on("answer", () => byId("answers").removeAttribute("aria-busy"));
  on("state", (changes) => "unit" in changes && markCurrent());
  on("units", (ids) => {
    for (const id of ids) refreshMark(id);
  });
  on("second", () => {
    const old = document.querySelector("#answers .old");
    if (old) old.textContent = t("answerOld", age((Date.now() - heard) / 1000));
    for (const mark of document.querySelectorAll("#answers .mark")) if (mark.querySelector(".age")) refreshMark(mark.dataset.unit);
  });
  watch((id) => found.answer?.units.find((unit) => unit.id === id)?.name);
}

function refreshMark(id) {
  const known = found.answer?.units.find((unit) => unit.id === id);
  const row = known && byId(`u-${id}`)?.querySelector(".status");
  if (row) row.replaceChildren(mark(id, known.availability));
}

function markCurrent() {
  for (const row of document.querySelectorAll("#answers .unit")) {
    if (row.dataset.id === state.unit) {
      row.setAttribute("aria-current", "true");
      row.scrollIntoView({ block: "nearest" });
    } else row.removeAttribute("aria-current");
  }
}
