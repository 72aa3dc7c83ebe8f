// What is supposed: a list of edits as the scenario files of the command line have them. It stands in the address, so that a
// link, Back and a reload have it too.
import { tell } from "./bus.js";
import { set, state } from "./state.js";

// The edits, with what people call the things that they change.
export function edits() {
  try {
    return state.suppose ? JSON.parse(state.suppose) : [];
  } catch {
    return [];
  }
}

function put(all) {
  set({ suppose: all.length ? JSON.stringify(all) : "" });
}

export function add(edit, label = "") {
  const same = JSON.stringify(edit);
  if (edits().some((other) => JSON.stringify(other.edit) === same)) return;
  put([...edits(), { edit, label }]);
}

export const undo = () => put(edits().slice(0, -1));
export const leave = () => put([]);

// The scenario file: JSON, which is YAML too.
export function scenarioText() {
  const all = edits();
  return all.length ? JSON.stringify({ scenarios: [{ name: "what-if", edits: all.map((one) => one.edit) }] }) : null;
}

export function save() {
  const address = URL.createObjectURL(new Blob([scenarioText() ?? ""], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "what-if.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

let before = null;

// Tells when what is supposed has changed, also by Back.
export function noteSupposed() {
  if (state.suppose === before) return;
  const isFirst = before === null && !state.suppose;
  before = state.suppose;
  if (!isFirst) tell("supposed", edits());
}
