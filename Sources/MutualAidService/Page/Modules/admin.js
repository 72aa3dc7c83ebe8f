// For who runs the service: sources and their age, tokens, what was changed, jobs.
import { ask, get } from "./api.js";
import { bdi, button, byId, el, refill } from "./dom.js";
import { on } from "./bus.js";
import { age, clock, day, number } from "./format.js";
import { frame } from "./frame.js";
import { isKnown, login } from "./session.js";
import { now } from "./units.js";
import { t } from "./words.js";

const changes = [];

const table = (heads, rows) => el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": heads[0] }, el("table", {},
  el("thead", {}, el("tr", {}, heads.map((text) => el("th", { scope: "col" }, text)))), el("tbody", {}, rows)));
const row = (first, ...cells) => el("tr", {}, el("th", { scope: "row" }, first), cells.map((cell) => el("td", {}, cell ?? "–")));
const old = (moment) => (moment ? t("ago", age((now() - Date.parse(moment)) / 1000)) : "–");

async function sources() {
  const summary = await get("/v1/registries");
  refill(byId("admin-sources"), table([t("registry"), t("country"), t("unitsWord"), t("issued"), t("ageWord")],
    summary.registries.map((one) => row(bdi(one.id), one.country, number(one.units ?? 0), one.issued ? day(one.issued) : "–", old(one.issued)))));
}

async function jobs() {
  const all = await get("/v1/jobs");
  refill(byId("admin-jobs"), all.length ? table([t("job"), t("kind"), t("stateWord"), t("begun"), t("actions")], all.map((job) => row(bdi(job.id), job.kind, job.state,
    job.started ? clock(job.started) : "–", job.state === "running" ? button(t("cancel"), async () => {
      await ask(`/v1/jobs/${job.id}`, { method: "DELETE" });
      jobs();
    }) : null))) : el("p", {}, t("none")));
}

async function tokens() {
  if (!isKnown()) {
    refill(byId("admin-tokens"), el("p", {}, button(t("login"), () => login())));
    return;
  }
  try {
    const all = await get("/v1/tokens");
    refill(byId("admin-tokens"), table([t("ownerWord"), t("scopes"), t("issued"), t("expires"), t("actions")], all.map((one) => row(bdi(one.owner),
      one.scopes.join(", "), day(one.issued), one.expires ? day(one.expires) : "–", one.revoked ? t("revoked") : button(t("revoke"), async () => {
        await ask(`/v1/tokens/${one.id}`, { method: "DELETE" });
        tokens();
      }, { "aria-label": `${t("revoke")} ${one.owner}` })))));
  } catch (error) {
    refill(byId("admin-tokens"), el("p", { class: "trouble" }, bdi(error.message)));
  }
}

async function issue(event) {
  event.preventDefault();
  const scopes = [...byId("issue").querySelectorAll("input[name=scope]:checked")].map((box) => box.value);
  try {
    const { data } = await ask("/v1/tokens", { method: "POST", body: { owner: byId("issue-owner").value, scope: scopes } });
    refill(byId("issued"), el("p", {}, t("tokenOnce")), el("code", { class: "token" }, data.token));
    tokens();
  } catch (error) {
    refill(byId("issued"), el("p", { class: "trouble", role: "alert" }, bdi(error.message)));
  }
}

// The newest of the journal, and whether all of it holds.
async function audit() {
  if (!isKnown()) return;
  try {
    const entries = await get("/v1/audit?limit=20");
    refill(byId("admin-audit"), button(t("verify"), verify, { data: { key: "verify" } }), table([t("number"), t("kind"), t("time")],
      entries.toReversed().map((one) => row(String(one.number ?? ""), one.kind ?? "", one.received ?? one.time ?? ""))));
  } catch (error) {
    refill(byId("admin-audit"), el("p", { class: "trouble" }, bdi(error.message)));
  }
}

async function verify() {
  const found = await get("/v1/audit/verification", { method: "POST" }).catch((error) => ({ problem: error.message }));
  refill(byId("admin-verified"), el("pre", {}, JSON.stringify(found, null, 1)));
}

function showChanges() {
  refill(byId("admin-changes"), changes.length ? el("ol", {}, changes.map((one) => el("li", {}, `${clock(one.time, true)} · `, bdi(one.text))))
    : el("p", {}, t("noChanges")));
}

async function show() {
  await Promise.allSettled([sources(), jobs(), tokens(), audit()]);
  showChanges();
}

await frame();
on("event", ({ name, data }) => {
  if (name === "hello") return;
  changes.unshift({ time: data.time, text: [name, data.unit?.id, data.report?.status, data.owner].filter(Boolean).join(" · ") });
  changes.length = Math.min(changes.length, 100);
  showChanges();
});
on("language", show);
on("login", show);
byId("issue").addEventListener("submit", issue);
show();
