// The report of coverage, as a job: asked for, watched, and taken away in the form that is needed.
import { ask, get } from "./api.js";
import { bdi, button, byId, el, refill } from "./dom.js";
import { number } from "./format.js";
import { frame } from "./frame.js";
import { name, t } from "./words.js";
import { on } from "./bus.js";

const forms = { html: "html", xlsx: "xlsx", csv: "csv", json: "json" };
let running = null;

function ways() {
  const services = ["fire", "ambulance", "civil-protection"];
  refill(byId("report-service"), services.map((word) => el("option", { value: word }, name("service", word))));
}

async function watch(job) {
  while (job.state === "queued" || job.state === "running") {
    refill(byId("report-state"), el("progress", { "aria-label": t("counting") }), ` ${job.progress?.stage ?? ""} `,
      button(t("cancel"), () => ask(`/v1/jobs/${job.id}`, { method: "DELETE" }).catch(() => {}), { data: { key: "cancel" } }));
    await new Promise((go) => setTimeout(go, 700));
    job = await get(`/v1/jobs/${job.id}`);
  }
  return job;
}

function table(report) {
  return report.scenarios[0].services.map((service) => el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": name("service", service.service) },
    el("table", {}, el("caption", {}, name("service", service.service)),
      el("thead", {}, el("tr", {}, [t("region"), t("people"), t("covered"), t("share")].map((text) => el("th", { scope: "col" }, text)))),
      el("tbody", {}, service.areas.filter((area) => area.judged > 0).map((area) => el("tr", {},
        el("th", { scope: "row" }, bdi(area.name ?? t("all"))), el("td", {}, number(area.judged)), el("td", {}, number(area.covered)),
        el("td", {}, `${(100 * area.share).toFixed(1)} %`)))))));
}

async function run(form) {
  running?.abort();
  running = new AbortController();
  const body = { service: [byId("report-service").value], format: form };
  try {
    const { data, status } = await ask("/v1/coverage", { method: "POST", body, headers: { Prefer: "wait=0" }, signal: running.signal });
    const job = status === 202 ? await watch(data) : data;
    if (job.state && job.state !== "done") {
      refill(byId("report-state"), el("p", { class: "trouble" }, bdi(job.problem?.message ?? job.state)));
      return;
    }
    refill(byId("report-state"), el("p", {}, t("done")));
    if (form === "json") refill(byId("report-result"), table(status === 202 ? await get(`/v1/jobs/${job.id}/result`) : data));
    else {
      const { data: bytes } = await ask(`/v1/jobs/${job.id}/result`, { raw: true });
      const link = el("a", { href: URL.createObjectURL(bytes), download: `coverage.${forms[form]}` }, t("download", forms[form]));
      refill(byId("report-result"), el("p", {}, link));
      link.focus();
    }
  } catch (error) {
    if (error.name !== "AbortError") refill(byId("report-state"), el("p", { class: "trouble", role: "alert" }, bdi(error.message)));
  }
}

await frame();
ways();
on("language", ways);
byId("report-form").addEventListener("submit", (event) => {
  event.preventDefault();
  run(byId("report-kind").value);
});
