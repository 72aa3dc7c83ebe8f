// What the signs mean, and the keys.
import { byId, el, refill } from "./dom.js";
import { on } from "./bus.js";
import { frame } from "./frame.js";
import { shape } from "./marks.js";
import { name, t } from "./words.js";

const keys = [["/", "keyPlace"], ["j", "keyNext"], ["k", "keyLast"], ["m", "keyMap"], ["b", "keyBoard"], ["w", "keyWhatIf"], ["u", "keyUndo"],
  ["n", "keyWhyNot"], ["?", "keyHelp"]];
const statuses = ["available", "available-mobile", "reserved", "responding", "on-scene", "transporting", "unavailable", "unknown"];
const topics = ["Ask", "List", "Live", "WhatIf", "Board", "Map"];

function show() {
  refill(byId("help-topics"), topics.map((topic) => el("section", {}, el("h2", {}, t(`help${topic}`)), el("p", {}, t(`help${topic}Text`)))));
  refill(byId("help-signs"), statuses.map((word) => el("li", { class: `mark ${word}` }, `${shape(word)} ${name("status", word)}`)));
  refill(byId("help-keys"), el("table", { class: "keys" }, el("caption", {}, t("keys")), el("tbody", {}, keys.map(([letter, word]) =>
    el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, letter)), el("td", {}, t(word)))))), el("p", {}, t("keysMap")));
}

await frame();
on("language", show);
show();
