// The bar: place, service, needs, filters, time, room. What is typed and not asked yet stays, whatever happens beside it.
import { get } from "./api.js";
import { bdi, button, byId, el, refill, select } from "./dom.js";
import { on } from "./bus.js";
import { set, state } from "./state.js";
import { language, name, t } from "./words.js";

const services = ["fire", "ambulance", "civil-protection"];
const needs = {
  fire: ["pumping", "ladder>=23", "water-tanker", "foam", "technical-rescue", "height-rescue", "cbrn-detection", "command>=officer"],
  ambulance: ["medical-level>=bls", "medical-level>=doctor", "patient-transport", "helicopter"],
  "civil-protection": ["high-capacity-pumping", "emergency-power", "search", "pumping"],
};
const countries = ["BE", "DE", "LU", "NL"];
let rooms = [];

export const needName = (need) => {
  const [, code, level] = need.match(/^([a-z-]+)(?:>=(.+))?$/) ?? [null, need, null];
  const known = t(`need-${code}`);
  return (known.startsWith("need-") ? code : known) + (level ? ` ≥ ${level}${code === "ladder" ? " m" : ""}` : "");
};

export const countryName = (code) => new Intl.DisplayNames(language, { type: "region" }).of(code);

function chips() {
  const all = [...new Set([...needs[state.service], ...state.need])];
  return el("fieldset", { class: "chips" }, el("legend", {}, t("needs")), all.map((need) => {
    const isOn = state.need.includes(need);
    return button([isOn ? "✓ " : "+ ", needName(need)], () =>
      set({ need: isOn ? state.need.filter((other) => other !== need) : [...state.need, need] }),
    { "aria-pressed": String(isOn), class: "chip", data: { key: `need-${need}` } });
  }));
}

function field(id, control) {
  control.id = id;
  control.dataset.key = id;
  return el("span", { class: "field" }, el("label", { for: id }, t(id)), control);
}

function filters() {
  const limits = ["", "5min", "10min", "15min", "20min", "30min", "10km", "30km"];
  if (!limits.includes(state.within)) limits.push(state.within);
  const time = el("input", { type: "datetime-local", value: state.time ? local(state.time) : "" });
  time.addEventListener("change", () => set({ time: time.value ? new Date(time.value).toISOString() : "" }));
  return el("div", { class: "filters" },
    field("service", select(services.map((word) => [word, name("service", word)]), state.service,
      (service) => set({ service, need: [] }))),
    field("scope", select(["cross-border", "domestic", "all"].map((word) => [word, name("scope", word)]), state.scope,
      (scope) => set({ scope }))),
    field("from", select([["", t("everywhere")], ...countries.map((code) => [code, countryName(code)])], state.from[0] ?? "",
      (code) => set({ from: code ? [code] : [] }))),
    field("within", select(limits.map((word) => [word, word ? word.replace(/(\d+)/, "$1 ") : t("noLimit")]), state.within,
      (within) => set({ within }))),
    field("agreement", select([["any", t("agreementAny")], ["required", t("agreementRequired")]], state.agreement,
      (agreement) => set({ agreement }))),
    field("availability", select([["assume", t("availabilityAssume")], ["strict", t("availabilityStrict")]],
      state.availability, (availability) => set({ availability }))),
    field("time", time),
    field("room", select([["", t("allRooms")], ...rooms.map((room) => [room.id, room.name])], state.room, (room) => set({ room }))),
  );
}

function local(moment) {
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function showBar() {
  refill(byId("filters"), chips(), filters());
  const place = byId("place");
  if (document.activeElement !== place) place.value = state.at;
}

async function loadRooms() {
  try {
    rooms = (await get("/v1/control-rooms")).sort((one, other) => one.name.localeCompare(other.name));
  } catch {
    rooms = [];
  }
  showBar();
}

export const roomOf = (id) => rooms.find((room) => room.id === id);
export const roomName = (id) => bdi(roomOf(id)?.name ?? id);

export function beginBar(ask) {
  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(byId("place").value.trim());
  });
  on("state", showBar);
  on("language", () => (loadRooms(), showBar()));
  showBar();
  loadRooms();
}
