// The map shows what the list says. It is drawn by Leaflet on a canvas; where that is missing, all but the picture works.
import { bdi, button, byId, calm, el } from "./dom.js";
import { on } from "./bus.js";
import { found } from "./asking.js";
import { dots } from "./dots.js";
import { get } from "./api.js";
import { areas, borderAt, ground, loadGround, loadStations } from "./ground.js";
import { minutes } from "./format.js";
import { add } from "./scenario.js";
import { set, state } from "./state.js";
import { countryName } from "./bar.js";
import { language, t } from "./words.js";
import { result } from "./whatif.js";

let map = null;
let L = null;
let layers = {};
let stationDots = null;
let shown = null;

const colours = () => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(["border", "region", "strip", "station", "free", "busy", "unknown", "lost", "gained", "ground"]
    .map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
};

function script(address) {
  return new Promise((done, fail) => {
    const node = el("script", { src: address, onload: done, onerror: fail });
    document.head.append(node);
  });
}

async function loadLeaflet() {
  document.head.append(el("link", { rel: "stylesheet", href: "/leaflet/leaflet.css" }));
  await script("/leaflet/leaflet.min.js");
  L = window.L;
}

function missing() {
  byId("map").hidden = true;
  byId("map-missing").hidden = false;
  byId("map-missing").textContent = t("mapMissing");
}

export async function beginMap({ isStill = false } = {}) {
  try {
    await loadLeaflet();
  } catch {
    missing();
    on("language", missing);
    return;
  }
  map = L.map("map", {
    preferCanvas: true, attributionControl: false, zoomControl: !isStill, keyboard: true, zoomSnap: 0.5,
    fadeAnimation: false, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches, center: [50.9, 5.9], zoom: 8,
  });
  for (const link of document.querySelectorAll("#map a")) link.tabIndex = -1;
  for (const name of ["strip", "ground", "change", "answer"]) layers[name] = L.layerGroup().addTo(map);
  stationDots = new (dots(L, colours, () => state.service))().addTo(map);
  map.on("click", (event) => pointed(event));
  map.on("zoomend", drawGround);
  on("answer", drawAnswer);
  on("counted", drawChange);
  on("state", (changes) => ("unit" in changes || "service" in changes) && (drawAnswer(), stationDots.draw()));
  on("units", calm(250, () => stationDots.draw()));
  on("language", () => (shown = null, drawGround()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (shown = null, drawGround()));
  new MutationObserver(() => (shown = null, drawGround())).observe(document.documentElement, { attributeFilter: ["data-light"] });
  drawGround();
  drawAnswer();
  beginTiles();
  loadStations().then(() => stationDots.draw()).catch(() => {});
}

async function beginTiles() {
  const { levels } = await get("/ground/tiles.json").catch(() => ({ levels: null }));
  if (!levels) return;
  const tiles = L.tileLayer("/tiles/{z}/{x}/{y}", { minZoom: levels[0], maxNativeZoom: levels[1], zIndex: 0, pane: "tilePane" });
  // A tile that fails is never waited for; that the ground is missing is said.
  tiles.on("tileerror", () => (byId("ground-missing").hidden = false));
  tiles.addTo(map);
}

const flipped = (rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon]));

// How many pixels so many metres are, in the middle of the map.
const pixels = (metres) => metres / (156543 * Math.cos(map.getCenter().lat * Math.PI / 180) / 2 ** map.getZoom());

async function drawGround() {
  const detail = map.getZoom() >= 10 ? "fine" : "coarse";
  const data = await loadGround(detail).catch(() => null);
  byId("ground-missing").hidden = Boolean(data);
  const key = `${detail} ${Math.floor(map.getZoom())}`;
  if (!data || shown === key) return;
  shown = key;
  const ink = colours();
  layers.ground.clearLayers();
  layers.strip.clearLayers();
  for (const feature of areas(data, "region")) {
    L.polyline(flipped(feature.geometry.coordinates), { color: ink.region, weight: 1, interactive: false }).addTo(layers.ground);
  }
  for (const feature of areas(data, "country")) {
    const lines = flipped(feature.geometry.coordinates);
    const wide = Math.max(3, 2 * pixels(feature.properties.accuracy_m ?? 0));
    L.polyline(lines, { color: ink.strip, weight: Math.min(60, wide), opacity: 0.45, interactive: false }).addTo(layers.strip);
    L.polyline(lines, { color: ink.border, weight: 2, interactive: false }).addTo(layers.ground);
  }
  const most = map.getZoom() < 8 ? 6 : map.getZoom() < 9 ? 16 : 60;
  for (const { geometry, properties } of areas(data, "place")) {
    if (properties.rank >= most) continue;
    const [lon, lat] = geometry.coordinates;
    L.marker([lat, lon], { interactive: false, keyboard: false, icon: L.divIcon({
      className: properties.rank < 6 ? "town large" : "town", iconSize: null, html: el("span", {}, properties.name),
    }) }).addTo(layers.ground);
  }
  stationDots.draw();
}

function drawAnswer() {
  if (!map) return;
  layers.answer.clearLayers();
  const { answer } = found;
  if (!answer) return;
  const { lat, lon } = answer.incident;
  const points = [[lat, lon]];
  L.marker([lat, lon], { keyboard: false, interactive: false, icon: L.divIcon({ className: "incident-mark", iconSize: [28, 28], html: el("span", {}, "✚") }) })
    .addTo(layers.answer);
  for (const unit of answer.units) {
    const at = [unit.station.lat, unit.station.lon];
    points.push(at);
    const verdict = { allowed: "✓", forbidden: "✕" }[unit.agreement.verdict] ?? "?";
    L.marker(at, { keyboard: false, zIndexOffset: 100 - unit.rank, icon: L.divIcon({
      className: `unit-mark ${unit.agreement.verdict} ${state.unit === unit.id ? "chosen" : ""}`, iconSize: [26, 26],
      html: el("span", { title: unit.name }, `${unit.rank}${verdict}`),
    }) }).on("click", () => set({ unit: unit.id }, true)).addTo(layers.answer);
  }
  const place = `${lat},${lon}`;
  if (place !== drawAnswer.last) map.fitBounds(points, { padding: [30, 30], maxZoom: 13, animate: false });
  drawAnswer.last = place;
  const chosen = answer.units.find((unit) => unit.id === state.unit);
  if (chosen) map.panInside([chosen.station.lat, chosen.station.lon], { padding: [40, 40] });
  byId("map").setAttribute("aria-label", t("mapSays", answer.units.length, answer.units[0] ? minutes(answer.units[0].eta_s) : "–"));
}

async function drawChange() {
  layers.change.clearLayers();
  const data = await loadGround("coarse").catch(() => null);
  if (!data) return;
  const ink = colours();
  const byCode = new Map(areas(data, "region").map((feature) => [feature.properties.code, feature]));
  for (const area of result.areas) {
    const feature = byCode.get(area.code);
    if (!feature) continue;
    L.polygon(flipped(feature.geometry.coordinates), {
      color: area.net < 0 ? ink.lost : ink.gained, weight: 3, fillOpacity: 0.3, interactive: false, dashArray: area.net < 0 ? null : "6 4",
    }).addTo(layers.change);
  }
}

// What stands beneath a click: a station, a border, or a place to ask for.
function pointed({ containerPoint, latlng }) {
  const station = stationDots.at(containerPoint);
  const degrees = 10 * 360 / (256 * 2 ** map.getZoom());
  const pair = ground.coarse && borderAt(ground.fine ?? ground.coarse, latlng.lat, latlng.lng, degrees);
  const at = `${latlng.lat.toFixed(5)},${latlng.lng.toFixed(5)}`;
  const act = (text, body) => button(text, () => (map.closePopup(), body()));
  const box = el("div", { class: "popup", lang: language },
    station ? [el("p", {}, el("strong", {}, bdi(station.name)), ` ${station.country}`),
      act(t("closeIt"), () => add({ "close-station": station.id }, station.name))] : null,
    pair ? act(t("close-border", pair.map(countryName).join(" – ")), () => add({ "close-border": pair })) : null,
    act(t("askHere"), () => set({ at, country: "" })));
  L.popup({ autoPan: true }).setLatLng(latlng).setContent(box).openOn(map);
}

export const focusMap = () => byId("map")?.focus();
export const theMap = () => ({ map, L, layers });
