// What is told to those who do not see: gathered, one message in a while; what is urgent goes at once.
import { byId } from "./dom.js";
import { on } from "./bus.js";
import { reports, status } from "./units.js";
import { name, t } from "./words.js";

let waiting = [];
let timer = null;

export function say(text) {
  waiting.push(text);
  timer ??= setTimeout(() => {
    const texts = waiting;
    waiting = [];
    timer = null;
    byId("polite").textContent = texts.length > 3 ? t("manyChanges", texts.length, texts.at(-1)) : texts.join(" ");
  }, 800);
}

export function alarm(text) {
  byId("urgent").textContent = "";
  byId("urgent").textContent = text;
}

// Only units that are in the list are told of.
export function watch(isShown) {
  on("units", (ids) => {
    for (const id of ids) {
      const shown = isShown(id);
      if (shown) say(t("unitNow", shown, name("status", status(reports.get(id)))));
    }
  });
}
