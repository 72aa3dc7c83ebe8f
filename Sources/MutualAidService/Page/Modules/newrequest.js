// A request made of an answer: what is typed is kept until it has been sent, whatever happens to the link or the login.
import { bdi, button, el, select } from "./dom.js";
import { options } from "./asking.js";
import { isLost } from "./link.js";
import { make } from "./requests.js";
import { say } from "./told.js";
import { state } from "./state.js";
import { needName } from "./bar.js";
import { dialog } from "./why.js";
import { name, t } from "./words.js";

const draft = { incident: "", text: "", place: "", urgency: "immediate", exercise: false, lines: null };

function field(id, label, control) {
  control.id = id;
  return el("p", { class: "field" }, el("label", { for: id }, label), control);
}

function input(key, attributes = {}) {
  const node = el("input", { value: draft[key], ...attributes });
  node.addEventListener("input", () => (draft[key] = node.value));
  return node;
}

function lineFields(place) {
  place.replaceChildren(...draft.lines.map((line, index) => el("p", { class: "field" },
    el("label", { for: `line-${index}` }, t("lineNeed", index + 1)),
    (() => {
      const need = el("input", { id: `line-${index}`, value: line.need, required: true, list: "known-needs" });
      need.addEventListener("input", () => (line.need = need.value));
      return need;
    })(),
    el("label", { for: `count-${index}` }, t("count")),
    (() => {
      const count = el("input", { id: `count-${index}`, type: "number", min: 1, max: 20, value: line.count });
      count.addEventListener("input", () => (line.count = Number(count.value)));
      return count;
    })(),
    draft.lines.length > 1 ? button(t("remove"), () => (draft.lines.splice(index, 1), lineFields(place))) : null)));
}

export function requestFrom(unit) {
  draft.lines = (state.need.length ? state.need : [unit.capabilities[0] ?? "pumping"]).map((need) => ({ need, count: 1 }));
  const lines = el("div");
  lineFields(lines);
  const trouble = el("p", { class: "trouble", role: "alert", hidden: true });
  const exercise = el("input", { type: "checkbox", checked: draft.exercise });
  exercise.addEventListener("change", () => (draft.exercise = exercise.checked));
  const send = el("button", { type: "submit", class: "main" }, t("send"));
  const form = el("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      if (isLost()) {
        Object.assign(trouble, { hidden: false, textContent: t("noLink") });
        return;
      }
      send.disabled = true;
      try {
        const base = options();
        const body = {
          at: base.at, service: base.service, scope: base.scope, agreement: base.agreement,
          need: draft.lines.map((line) => `${line.need}:${line.count}`), incident: draft.incident, urgency: draft.urgency,
        };
        if (unit.control_room) body.to = unit.control_room.id;
        if (draft.text) body.text = draft.text;
        if (draft.place) body.place = draft.place;
        if (draft.exercise) body.exercise = true;
        if (base["incident-country"]) body["incident-country"] = base["incident-country"];
        const made = await make(body);
        Object.assign(draft, { incident: "", text: "", place: "" });
        node.close();
        say(t("requestSent", made.length));
      } catch (error) {
        Object.assign(trouble, { hidden: false, textContent: `${error.message} ${error.hint ?? ""}` });
      } finally {
        send.disabled = false;
      }
    },
  },
  el("p", {}, t("requestTo"), " ", el("strong", {}, bdi(unit.control_room?.name ?? "?"))),
  field("incident", t("incidentNumber"), input("incident", { required: true })),
  field("what", t("whatHappened"), input("text")), field("where", t("whereWords"), input("place")),
  field("urgency", t("urgency"), select(["immediate", "urgent", "planned"].map((word) => [word, name("request-urgency", word)]),
    draft.urgency, (word) => (draft.urgency = word))),
  lines,
  el("datalist", { id: "known-needs" }, ["pumping", "ladder>=23", "water-tanker", "technical-rescue"].map((need) =>
    el("option", { value: need }, needName(need)))),
  button(t("addLine"), () => (draft.lines.push({ need: "ladder>=23", count: 1 }), lineFields(lines))),
  el("p", { class: "field" }, el("label", {}, exercise, " ", t("isExercise"))), trouble, el("p", { class: "row" }, send));
  const node = dialog(t("requestTitle"), form);
  form.querySelector("#incident").focus();
}
