// The screen that asks: bar, list, map, board, and what is supposed.
import { get } from "./api.js";
import { beginAnswers, showAnswer } from "./answers.js";
import { askAgain, found, keepAsking } from "./asking.js";
import { beginBar } from "./bar.js";
import { beginBoard } from "./board.js";
import { byId } from "./dom.js";
import { on } from "./bus.js";
import { frame } from "./frame.js";
import { beginKeys, focus, key, step } from "./keys.js";
import { beginMap, focusMap } from "./map.js";
import { meant, places, question } from "./place.js";
import { undo } from "./scenario.js";
import { read, set, state } from "./state.js";
import { beginWhatIf, openWhatIf } from "./whatif.js";
import { whyNot } from "./why.js";
import { t } from "./words.js";

function showQuestion(node) {
  byId("question").replaceChildren(...(node ? [node] : []));
  byId("question-title")?.focus();
}

function choose(place) {
  showQuestion(null);
  set({ at: place.at, country: "", unit: "" });
  byId("place").value = place.name ?? place.at;
}

async function asked(text) {
  if (!text) return;
  try {
    const all = await places(text);
    if (all.length === 1) choose(all[0]);
    else if (all.length) showQuestion(question(t("whichPlace", text), all, choose));
    else showQuestion(question(t("placeUnknown", text), [], choose));
  } catch (error) {
    byId("question").textContent = error.message;
  }
}

const find = (text) => get(`/v1/places?${new URLSearchParams({ text, limit: 30 })}`).catch(() => []);

function keys() {
  key("/", "keyPlace", () => focus("place"));
  key("j", "keyNext", () => step("#answers .unit", 1));
  key("k", "keyLast", () => step("#answers .unit", -1));
  key("m", "keyMap", focusMap);
  key("b", "keyBoard", () => byId("board").querySelector("button")?.focus());
  key("w", "keyWhatIf", openWhatIf);
  key("u", "keyUndo", undo);
  key("n", "keyWhyNot", () => whyNot(find));
  beginKeys();
}

read();
await frame();
beginBar(asked);
beginAnswers();
beginBoard();
beginWhatIf();
keepAsking();
keys();
byId("why-not").addEventListener("click", () => whyNot(find));
on("answer", () => {
  // What the service does not take for certain is asked.
  const choices = meant(found.error);
  if (choices.length) showQuestion(question(t("whichPlace", state.at), choices, choose));
});
showAnswer();
askAgain();
beginMap();
