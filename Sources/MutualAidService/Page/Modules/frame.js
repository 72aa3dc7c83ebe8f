// What all screens have: the words, the bar's language and light, the link, the login.
import { byId, el, select } from "./dom.js";
import { on } from "./bus.js";
import "./link.js";
import { forget, isKnown, know, login, me } from "./session.js";
import { follow } from "./units.js";
import { change, languages, load, name, preferred, t } from "./words.js";

function light(word) {
  if (word === "auto") delete document.documentElement.dataset.light;
  else document.documentElement.dataset.light = word;
  localStorage.setItem("mutualaid-light", word);
}

function showControls() {
  const place = byId("controls");
  if (!place) return;
  const held = document.activeElement?.id;
  const known = localStorage.getItem("mutualaid-light") ?? "auto";
  place.replaceChildren(
    el("label", { for: "language" }, t("language")),
    select(languages.map((tag) => [tag, new Intl.DisplayNames(tag, { type: "language" }).of(tag)]),
      document.documentElement.lang, change, { id: "language" }),
    el("label", { for: "light" }, t("light")),
    select([["auto", t("lightAuto")], ["light", t("lightDay")], ["dark", t("lightNight")]], known, light, { id: "light" }),
    el("button", { type: "button", id: "who", onclick: () => (isKnown() ? forget() : login()) },
      isKnown() ? t("logout", me.owner) : t("login")),
  );
  if (held) byId(held)?.focus();
  document.title = `${t(document.body.dataset.title ?? "title")} – Mutual Aid`;
}

export async function frame() {
  light(localStorage.getItem("mutualaid-light") ?? "auto");
  await Promise.all([load(preferred()), know()]);
  showControls();
  on("language", showControls);
  on("login", showControls);
  follow();
}

export { name };
