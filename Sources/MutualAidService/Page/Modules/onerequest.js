// One request, with all that happened: the same story for both rooms, on the screen and on paper, in two languages.
import { bdi, button, el, select } from "./dom.js";
import { clock, minutes } from "./format.js";
import { isLost } from "./link.js";
import { isMine, step } from "./requests.js";
import { dialog } from "./why.js";
import { language, name, t } from "./words.js";

const reasons = ["none-free", "own-incident", "too-far", "not-allowed", "no-crew", "technical", "weather", "wrong-room", "other"];
const roomLanguages = (room) => (room?.languages ?? []).filter((tag) => ["en", "fr", "nl", "de"].includes(tag));

// The words of the other room's language, beside ours.
async function otherWords(request) {
  const other = isMine(request) ? request.rooms?.asked : request.rooms?.asking;
  const tag = roomLanguages(other).find((one) => one !== language);
  if (!tag) return () => "";
  const answer = await fetch(`/page/words/${tag}`);
  const { names } = await answer.json();
  return (section, word) => ` / ${names[section]?.[word] ?? word}`;
}

function needsOf(action, line) {
  const units = el("input", { value: (line.units?.length ? line.units : [line.match?.unit].filter(Boolean)).join(" "), "aria-label": t("unitsWord") });
  const insteadOf = select((line.units ?? []).map((id) => [id, id]), line.units?.[0] ?? "", () => {}, { "aria-label": t("insteadOf") });
  const reason = select(reasons.map((word) => [word, name("request-reason", word)]), "none-free", () => {}, { "aria-label": t("reason") });
  const later = el("input", { type: "number", min: 1, max: 240, value: 10, "aria-label": t("inMinutes") });
  const list = () => units.value.split(/[\s,]+/).filter(Boolean);
  switch (action) {
    case "accept": case "accept-part": return [[units], () => ({ units: list() })];
    case "replace": return [[insteadOf, units], () => ({ units: list(), instead_of: insteadOf.value })];
    case "decline": case "withdraw": return [[reason], () => ({ reason: reason.value })];
    case "defer": return [[later], () => ({ until: new Date(Date.now() + later.value * 60_000).toISOString() })];
    default: return [[], () => ({})];
  }
}

const silent = new Set(["receive", "expire"]);

function lineRow(request, line, other, again, trouble) {
  const may = (request.may ?? []).find((one) => one.line === line.number)?.steps ?? [];
  const acts = may.filter((action) => !silent.has(action)).map((action) => {
    const [controls, values] = needsOf(action, line);
    return el("span", { class: "act" }, controls, button(t(`do-${action}`), async () => {
      if (isLost()) {
        trouble(t("noLink"));
        return;
      }
      try {
        await step(request.id, { action, line: line.number, version: request.version, ...values() });
        again();
      } catch (error) {
        const last = error.problem?.meanwhile?.at?.(-1);
        trouble(`${error.message} ${last ? `${t("meanwhile")} ${name("request-action", last.action)} (${clock(last.time)})` : error.hint ?? ""}`);
        again(true);
      }
    }, { data: { key: `${action}-${line.number}` } }));
  });
  return el("li", { class: `line ${line.state}` },
    el("p", {}, el("strong", {}, `${line.number}. ${line.count} × `, bdi(line.need ?? line.unit)), " · ",
      el("span", { class: "state" }, name("request-state", line.state) + other("request-state", line.state)), ` · ${t("since", clock(line.since))}`),
    line.units?.length ? el("p", {}, `${t("promised")} `, bdi(line.units.join(", "))) : null,
    line.match ? el("p", {}, `${t("proposed")} `, bdi(line.match.name ?? line.match.unit), ` · ${minutes(line.match.eta)} ${t("min")} · `,
      name("verdict", line.match.verdict), line.match.citation ? [" · ", el("cite", {}, bdi(line.match.citation))] : null) : null,
    el("div", { class: "acts" }, acts));
}

export async function show(request, reload) {
  const other = await otherWords(request);
  const body = el("div", { class: "paper" });
  const said = el("p", { class: "trouble", role: "alert", hidden: true });
  const trouble = (text) => Object.assign(said, { hidden: !text, textContent: text });
  const draw = (one) => body.replaceChildren(
    ...(one.is_exercise ? [el("p", { class: "exercise" }, t("exerciseMark"))] : []),
    el("p", {}, bdi(one.rooms?.asking?.name ?? one.asking), " → ", bdi(one.rooms?.asked?.name ?? one.asked),
      one.rooms?.asked?.phone ? [" ", el("a", { href: `tel:${one.rooms.asked.phone}` }, `☎ ${one.rooms.asked.phone}`)] : null),
    el("p", {}, `${t("incident")} `, bdi(one.incident.id), ` · ${one.incident.latitude}, ${one.incident.longitude} `,
      bdi([one.incident.place, one.incident.text].filter(Boolean).join(" · "))),
    el("p", {}, name("request-urgency", one.urgency) + other("request-urgency", one.urgency),
      one.line_alive === false ? ` · ✕ ${t("lineDead")}` : one.line_alive ? ` · ● ${t("lineAlive")}` : ""),
    el("ol", { class: "lines" }, one.lines.map((line) => lineRow(one, line, other, again, trouble))),
    el("h3", {}, t("happened")),
    el("ol", { class: "story" }, one.steps.map((taken) => el("li", {}, `${clock(taken.time, true)} · ${taken.line}. `,
      name("request-action", taken.action) + other("request-action", taken.action), ` · ${name("request-party", taken.party)}`,
      taken.units ? [" · ", bdi(taken.units.join(", "))] : null, taken.reason ? ` · ${name("request-reason", taken.reason)}` : null,
      taken.note ? [" · ", bdi(taken.note)] : null))));
  const again = async (keeps = false) => {
    if (!keeps) trouble("");
    draw(await reload(request.id));
  };
  const node = dialog(`${t("requestWord")} ${request.id}`, said, body, el("p", { class: "row" },
    button(t("print"), () => print())));
  node.classList.add("one-request");
  draw(request);
  return { node, again };
}
