// What if: the frame changes its colour and says so, the list follows at once, and who gains and loses comes as it is counted.
import { ask, get, Trouble } from "./api.js";
import { bdi, button, byId, el, refill, select } from "./dom.js";
import { on, tell } from "./bus.js";
import { minutes, number } from "./format.js";
import { places } from "./place.js";
import { add, edits, leave, noteSupposed, save, scenarioText, undo } from "./scenario.js";
import { set, state } from "./state.js";
import { say } from "./told.js";
import { countryName } from "./bar.js";
import { t } from "./words.js";

const borders = [["BE", "DE"], ["BE", "LU"], ["BE", "NL"], ["DE", "LU"], ["DE", "NL"], ["LU", "NL"]];
export const result = { areas: [], total: null, isCounting: false, stage: "", error: null };
const known = new Map();
let counting = null;
let agreements = [];

function words({ edit, label }) {
  const [[kind, value]] = Object.entries(edit);
  if (kind === "close-border" || kind === "open-border") return t(kind, value.map(countryName).join(" – "));
  return t(kind, label || (Array.isArray(value) ? value.join(", ") : value));
}

async function count() {
  counting?.abort();
  const text = scenarioText();
  if (!text) return;
  const mine = new AbortController();
  counting = mine;
  const body = { service: [state.service], "scenario-text": text };
  if (state.time) body.time = state.time;
  const key = JSON.stringify(body);
  Object.assign(result, { isCounting: true, error: null, areas: [], total: null, stage: "" });
  show();
  try {
    const report = known.get(key) ?? await job(body, mine.signal);
    if (counting !== mine) return;
    known.set(key, report);
    if (known.size > 20) known.delete(known.keys().next().value);
    take(report);
  } catch (error) {
    if (error.name === "AbortError" || counting !== mine) return;
    Object.assign(result, { isCounting: false, error });
  }
  show();
  tell("counted", result);
}

async function job(body, signal) {
  let { status, data } = await ask("/v1/coverage", { method: "POST", body, headers: { Prefer: "wait=2" }, signal });
  if (status !== 202) return data;
  for (;;) {
    if (data.state === "done") return get(`/v1/jobs/${data.id}/result`, { signal });
    if (data.state === "failed" || data.state === "cancelled") throw new Trouble(422, { error: data.problem });
    result.stage = data.progress?.stage ?? "";
    show();
    await new Promise((go) => setTimeout(go, 400));
    data = await get(`/v1/jobs/${data.id}`, { signal });
  }
}

function take(report) {
  const [base, supposed] = report.scenarios.map((scenario) => scenario.services[0].areas);
  const before = new Map(base.map((area) => [area.code, area]));
  const changed = supposed.filter((area) => area.lost || area.gained);
  Object.assign(result, {
    isCounting: false, total: supposed[0], stage: "",
    areas: changed.filter((area) => area.code.length > 2).map((area) => ({
      ...area, later: area.median_s !== null && before.get(area.code)?.median_s != null ? area.median_s - before.get(area.code).median_s : null,
    })).sort((one, other) => other.lost - one.lost || other.gained - one.gained),
  });
  say(t("losersSaid", number(result.total.lost), number(result.total.gained)));
}

function counted() {
  if (result.isCounting) return el("p", { class: "counting" }, el("progress", { "aria-label": t("counting") }), ` ${t("counting")} ${result.stage}`);
  if (result.error) return el("p", { class: "trouble" }, bdi(result.error.message), " ", bdi(result.error.hint ?? ""));
  if (!result.total) return null;
  return el("table", {}, el("caption", {}, t("whoLoses", number(result.total.lost), number(result.total.gained))),
    el("thead", {}, el("tr", {}, [t("region"), t("lose"), t("gainPeople"), t("medianLater")].map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, result.areas.map((area) => el("tr", { data: { region: area.code, lost: area.lost } },
      el("th", { scope: "row" }, bdi(area.name ?? area.code)), el("td", {}, `▼ ${number(area.lost)}`), el("td", {}, `▲ ${number(area.gained)}`),
      el("td", {}, area.later === null ? "–" : `${area.later < 0 ? "−" : "+"}${minutes(area.later)}`)))));
}

function moreEdits() {
  const station = el("input", { id: "suppose-station", type: "search", autocomplete: "off", data: { key: "suppose-station" } });
  const list = el("ul", { class: "found" });
  const search = async (event) => {
    event.preventDefault();
    const found = (await get(`/v1/places?${new URLSearchParams({ text: station.value, limit: 20 })}`)).filter((one) => one.kind === "station");
    list.replaceChildren(...found.map((one) => el("li", {}, bdi(one.name), ` (${one.country}) `,
      button(t("closeIt"), () => add({ "close-station": one.id }, one.name), { data: { key: `close-it-${one.id}` } }), " ",
      button(t("moveIt"), () => move(one), { data: { key: `move-it-${one.id}` } }))));
    if (!found.length) list.replaceChildren(el("li", {}, t("nobody")));
  };
  const move = async (one) => {
    const [to] = await places(byId("suppose-place").value);
    if (to) add({ "move-station": one.id, to: to.at }, `${one.name} → ${to.name}`);
    else byId("suppose-place").focus();
  };
  const time = el("input", { type: "datetime-local", id: "suppose-time", data: { key: "suppose-time" } });
  time.addEventListener("change", () => set({ time: time.value ? new Date(time.value).toISOString() : "" }));
  const choice = (id, label, options, act) => el("span", { class: "field" }, el("label", { for: id }, label),
    select([["", t("choose")], ...options], "", act, { id, data: { key: id } }));
  return el("div", { class: "edits" },
    el("form", { class: "field", onsubmit: search }, el("label", { for: "suppose-station" }, t("supposeStation")), station,
      el("button", { type: "submit" }, t("search"))),
    el("span", { class: "field" }, el("label", { for: "suppose-place" }, t("supposePlace")), el("input", { id: "suppose-place", data: { key: "suppose-place" } })),
    list,
    choice("suppose-border", t("supposeBorder"), borders.map((pair) => [pair.join("-"), pair.map(countryName).join(" – ")]),
      (word) => word && add({ "close-border": word.split("-") })),
    choice("suppose-agreement", t("supposeAgreement"), agreements.map((one) => [one.id, one.title ?? one.id]),
      (id) => id && add({ "suspend-agreement": id }, agreements.find((one) => one.id === id)?.title)),
    el("span", { class: "field" }, el("label", { for: "suppose-time" }, t("supposeTime")), time));
}

export function show() {
  const all = edits();
  document.body.classList.toggle("supposed", all.length > 0);
  byId("supposed").hidden = !all.length;
  byId("supposed-word").textContent = t("supposedWord");
  refill(byId("supposed-list"), el("ol", {}, all.map((one) => el("li", {}, bdi(words(one))))),
    el("p", { class: "row" }, button(t("undo"), undo, { data: { key: "undo" } }), button(t("save"), save, { data: { key: "save" } }),
      button(t("leave"), leave, { class: "main", data: { key: "leave" } })), counted());
}

export async function openWhatIf() {
  const box = byId("suppose");
  box.open = true;
  box.querySelector("summary").focus();
}

export function beginWhatIf() {
  const edit = () => refill(byId("suppose-edits"), moreEdits());
  on("state", noteSupposed);
  on("supposed", () => {
    show();
    if (edits().length) count();
    else {
      counting?.abort();
      Object.assign(result, { areas: [], total: null, isCounting: false, error: null });
      tell("counted", result);
    }
  });
  on("state", (changes) => ("service" in changes || "time" in changes) && edits().length && count());
  on("language", () => (show(), edit()));
  byId("suppose").addEventListener("toggle", async () => {
    if (!agreements.length) agreements = await get("/v1/agreements").catch(() => []);
    edit();
  });
  edit();
  noteSupposed();
  show();
}
