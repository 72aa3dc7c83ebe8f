// Why a unit is in the answer or not: rule by rule, in the words of the service.
import { bdi, button, el } from "./dom.js";
import { nearest } from "./asking.js";
import { minutes } from "./format.js";
import { t } from "./words.js";

// A dialog with a title; the focus goes back to where it was.
export function dialog(title, ...content) {
  const before = document.activeElement;
  const key = before?.dataset?.key;
  const head = el("h2", { id: "dialog-title" }, title);
  const node = el("dialog", { "aria-labelledby": "dialog-title" }, head, ...content,
    el("p", { class: "row" }, button(t("close"), () => node.close())));
  node.addEventListener("close", () => {
    node.remove();
    const back = before?.isConnected ? before : key ? document.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
    back?.focus();
  });
  document.body.append(node);
  node.showModal();
  return node;
}

export async function explain(id) {
  const place = el("div", { "aria-live": "polite" }, t("wait"));
  dialog(t("whyTitle"), el("p", {}, el("code", {}, bdi(id))), place);
  try {
    const found = await nearest({ explain: id });
    place.replaceChildren(
      el("p", { class: found.in_answer ? "held" : "broken" }, el("strong", {}, bdi(found.outcome))),
      el("ul", { class: "checks" }, found.checks.map((check) => el("li", { class: check.holds ? "held" : "broken" },
        el("span", { class: "shape" }, check.holds ? `✓ ${t("holds")}: ` : `✕ ${t("fails")}: `), bdi(check.text)))),
      el("ul", { class: "checks" }, (found.unit?.agreement?.clauses ?? []).map((clause) =>
        el("li", { class: clause.held ? "held" : "broken" }, clause.held ? "✓ " : "✕ ", bdi(clause.detail)))),
      found.unit ? el("p", {}, `${bdi(found.unit.name).textContent}: ${minutes(found.unit.eta_s)} ${t("min")}`) : "");
  } catch (error) {
    place.replaceChildren(el("p", { class: "trouble" }, bdi(error.message)));
  }
}

// Asks which unit is meant, by its id or the name of its station.
export function whyNot(find) {
  const field = el("input", { id: "why-unit", type: "search", autocomplete: "off", required: true });
  const list = el("ul", { class: "found" });
  const form = el("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      const units = (await find(field.value)).filter((record) => record.kind === "unit");
      list.replaceChildren(...units.map((unit) => el("li", {}, button(bdi(unit.id), () => {
        node.close();
        explain(unit.id);
      }))));
      if (!units.length) list.replaceChildren(el("li", {}, t("nobody")));
      list.querySelector("button")?.focus();
    },
  }, el("label", { for: "why-unit" }, t("whichUnit")), field, el("button", { type: "submit", class: "main" }, t("search")));
  const node = dialog(t("whyNotTitle"), form, list);
}
