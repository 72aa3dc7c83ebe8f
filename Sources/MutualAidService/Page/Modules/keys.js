// The keyboard: single keys where nothing is being typed, and a page that lists them.
import { byId, el } from "./dom.js";
import { dialog } from "./why.js";
import { t } from "./words.js";

const all = [];

export function key(letter, word, act) {
  all.push({ letter, word, act });
}

export function list() {
  return el("table", { class: "keys" }, el("caption", {}, t("keys")),
    el("tbody", {}, all.map(({ letter, word }) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, letter)), el("td", {}, t(word))))));
}

const isTyping = (node) => node.closest("input, textarea, select, [contenteditable], dialog[open]");

export function beginKeys() {
  key("?", "keyHelp", () => dialog(t("keys"), list(), el("p", {}, t("keysMap"))));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const found = all.find(({ letter }) => letter === event.key);
    if (!found) return;
    event.preventDefault();
    found.act();
  });
}

// Goes to the next or last of a list's entries.
export function step(selector, by) {
  const entries = [...document.querySelectorAll(selector)];
  const at = entries.findIndex((entry) => entry.contains(document.activeElement));
  const next = entries[Math.max(0, Math.min(entries.length - 1, at < 0 ? 0 : at + by))];
  const control = next?.querySelector("button");
  control?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

export const focus = (id) => byId(id)?.focus();
