// The words of the page: its own and those of the product, in the language that is read.
import { tell } from "./bus.js";

export const languages = ["en", "fr", "nl", "de"];
let own = {};
let names = {};
// What the service has beyond questions, such as requests.
export let has = [];
export let language = document.documentElement.lang || "en";

export async function load(wanted = language) {
  const answer = await fetch(`/page/words/${wanted}`);
  const found = await answer.json();
  ({ own, names, has } = found);
  language = found.language;
  document.documentElement.lang = language;
  fill(document);
}

export async function change(wanted) {
  localStorage.setItem("mutualaid-language", wanted);
  await load(wanted);
  tell("language", wanted);
}

// The language that was chosen here before, else that of the document.
export const preferred = () =>
  new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("mutualaid-language") ?? language;

// A phrase with its places filled: {0}, and {0?one|more} by a number.
export function t(key, ...values) {
  return filled(own[key] ?? key, values);
}

function filled(text, values) {
  return text.replace(/\{(\d)(?:\?([^|}]*)\|([^}]*))?\}/g, (_, index, one, more) => {
    const value = values[Number(index)];
    if (one === undefined) return value ?? "";
    const single = (names.plural?.one ?? "1").split(" ");
    return single.includes(String(value)) ? one : more;
  });
}

// The name of a word of the product, such as a status.
export const name = (section, word) => names[section]?.[word] ?? word;

// Fills the texts that stand in the document.
export function fill(root) {
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of root.querySelectorAll("[data-t-placeholder]")) node.placeholder = t(node.dataset.tPlaceholder);
}
