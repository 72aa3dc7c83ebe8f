// Asks who is nearest, and keeps the answer: again where a status changes, and never two at once.
import { ask, query } from "./api.js";
import { calm } from "./dom.js";
import { on, tell } from "./bus.js";
import { minutes } from "./format.js";
import { isLost } from "./link.js";
import { state } from "./state.js";
import { scenarioText } from "./scenario.js";
import { say } from "./told.js";
import { t } from "./words.js";

export const found = { answer: null, error: null, moment: null, isOld: false };
let running = null;
let told = "";

export const options = (more = {}) => ({
  at: state.at, service: state.service, need: state.need, within: state.within, from: state.from, agreement: state.agreement,
  scope: state.scope, availability: state.availability, "incident-country": state.country, time: state.time,
  count: state.room ? 50 : 10, ...more,
});

const given = (all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "" && value?.length !== 0));

// The answer to a question, under what is supposed.
export async function nearest(more = {}, signal = undefined) {
  const text = scenarioText();
  if (!text) return (await ask(`/v1/nearest?${query(options(more))}`, { signal })).data;
  const body = { ...given(options(more)), "scenario-text": text };
  return (await ask("/v1/nearest", { method: "POST", body, signal })).data;
}

export async function askAgain() {
  running?.abort();
  if (!state.at) {
    Object.assign(found, { answer: null, error: null });
    tell("answer");
    return;
  }
  const mine = new AbortController();
  running = mine;
  tell("asking");
  try {
    const answer = await nearest({}, mine.signal);
    if (running !== mine) return;
    if (state.room) answer.units = answer.units.filter((unit) => unit.control_room?.id === state.room);
    const first = answer.units[0];
    const text = first ? t("answerSaid", answer.units.length, first.name, minutes(first.eta_s)) : t("nobody");
    if (text !== told) say(text);
    told = text;
    Object.assign(found, { answer, error: null, moment: Date.now(), isOld: false });
  } catch (error) {
    if (error.name === "AbortError" || running !== mine) return;
    // What is shown stays, with its age, where only the link is lost.
    if (error.status === 0 && found.answer) found.isOld = true;
    else Object.assign(found, { answer: null, error });
  }
  running = null;
  tell("answer");
}

// A tab that nobody sees asks when it is looked at again.
let isDue = false;
const soon = calm(500, () => (document.hidden ? (isDue = true) : askAgain()));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && isDue) askAgain();
  isDue = false;
});

export function keepAsking() {
  on("units", soon);
  on("change", (message) => message.name !== "hello" && soon());
  on("link", (up) => up && soon());
  on("language", askAgain);
  on("supposed", askAgain);
  on("login", soon);
  on("state", (changes) => {
    const only = Object.keys(changes);
    if (only.length && only.every((key) => key === "unit" || key === "suppose")) return;
    askAgain();
  });
}

export const cannotAct = isLost;
