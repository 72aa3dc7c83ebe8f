// Who writes: a token, which is kept for this browser, and asked for again where it has run out. Nothing typed is lost by it.
import { button, el } from "./dom.js";
import { tell } from "./bus.js";
import { t } from "./words.js";

const key = "mutualaid-token";
let asking = null;

export const token = () => localStorage.getItem(key);

export async function forget() {
  localStorage.removeItem(key);
  await fetch("/logout", { method: "POST" }).catch(() => null);
  await know();
  tell("login");
}

// Who asks, as the service knows them: by a token, a session of the authority's login service, or a certificate.
export const me = { owner: null, scopes: [], login: false };
let hasDeclined = false;

export async function know() {
  const headers = token() ? { Authorization: `Bearer ${token()}` } : {};
  const answer = await fetch("/v1/me", { headers }).catch(() => null);
  Object.assign(me, { owner: null, scopes: [] }, answer?.ok ? await answer.json() : {});
}

// The control room that asks; `null` for somebody who is none.
export const owner = () => me.owner?.split(" ").map((word) => word.replace(/^room:/, "")).find((word) => !word.includes(":")) ?? null;
export const isKnown = () => Boolean(me.owner);
// Whether it is of use to ask once more who somebody is.
export const mayAsk = () => !hasDeclined;

// Asks for a token; true where one was given. Who asks meanwhile waits for the same answer.
export function login(why) {
  asking ??= new Promise((done) => {
    const before = document.activeElement;
    const field = el("input", { type: "password", id: "token", autocomplete: "off", required: !me.login });
    const finish = async (given) => {
      if (given && field.value) localStorage.setItem(key, field.value.trim());
      hasDeclined = !given;
      if (given) await know();
      dialog.close();
      dialog.remove();
      asking = null;
      before?.focus?.();
      if (given) tell("login");
      done(given);
    };
    const form = el("form", { onsubmit: (event) => (event.preventDefault(), finish(true)) },
      el("h2", { id: "login-title" }, t("login")), el("p", {}, why ?? t("loginWhy")),
      me.login ? el("p", {}, el("a", { href: "/login?return=/help", target: "_blank" }, t("loginThere"))) : null,
      el("label", { for: "token" }, t("token")), field,
      el("p", { class: "row" }, el("button", { type: "submit", class: "main" }, t("login")),
        button(t("cancel"), () => finish(false))));
    const dialog = el("dialog", { "aria-labelledby": "login-title" }, form);
    dialog.addEventListener("cancel", (event) => (event.preventDefault(), finish(false)));
    document.body.append(dialog);
    dialog.showModal();
  });
  return asking;
}
