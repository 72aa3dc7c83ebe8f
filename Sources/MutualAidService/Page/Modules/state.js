// What is shown, as the address bar has it: behind #, so that no place and no name is ever sent to a log.
import { tell } from "./bus.js";

const lists = ["need", "from"];
export const usual = {
  at: "", service: "fire", need: [], within: "", from: [], agreement: "any", scope: "cross-border", availability: "assume",
  country: "", time: "", room: "", suppose: "", unit: "",
};

export const state = { ...usual };

export function read(hash = location.hash) {
  const found = new URLSearchParams(hash.slice(1));
  for (const key of Object.keys(usual)) {
    state[key] = lists.includes(key) ? found.getAll(key) : found.get(key) ?? usual[key];
  }
}

export function address(of = state) {
  const all = new URLSearchParams();
  for (const key of Object.keys(usual)) {
    for (const value of [of[key]].flat()) {
      if (value !== "" && String(value) !== String(usual[key])) all.append(key, value);
    }
  }
  return `#${all}`;
}

// Changes what is shown. With `quietly` the step before is replaced, so that Back does not go through every letter.
export function set(changes, quietly = false) {
  Object.assign(state, changes);
  const wanted = address();
  if (wanted !== (location.hash || "#")) {
    history[quietly ? "replaceState" : "pushState"](null, "", wanted === "#" ? location.pathname + location.search : wanted);
  }
  tell("state", changes);
}

addEventListener("popstate", () => {
  read();
  tell("state", { ...state });
});
