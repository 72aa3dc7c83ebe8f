// A status as a shape, a word and an age: never as a colour alone.
import { bdi, el } from "./dom.js";
import { age } from "./format.js";
import { isOver, now, reports, status } from "./units.js";
import { name, t } from "./words.js";

const shapes = {
  available: "●", "available-at-station": "●", "available-mobile": "◉", reserved: "◐", responding: "▲", "on-scene": "■",
  transporting: "◆", unavailable: "✕", maintenance: "✕", unknown: "○",
};

export const shape = (word) => shapes[word] ?? "○";

// The status of a unit; `known` is what an answer said where nobody has reported since.
export function mark(id, known) {
  const report = reports.get(id) ?? (known?.since ? known : null);
  const word = status(report);
  const node = el("span", { class: `mark ${word}`, data: { unit: id } },
    el("span", { class: "shape", "aria-hidden": "true" }, shape(word)), " ", name("status", word));
  if (report?.since) {
    const seconds = (now() - Date.parse(report.since)) / 1000;
    node.append(" · ", el("span", { class: "age" }, isOver(report) ? t("expiredAgo", age((now() - Date.parse(report.until)) / 1000))
      : t("reportedAgo", age(seconds))));
    if (report.source) node.append(" · ", bdi(report.source));
    node.classList.toggle("over", isOver(report));
  } else {
    node.append(" · ", t("neverReported"));
  }
  return node;
}
