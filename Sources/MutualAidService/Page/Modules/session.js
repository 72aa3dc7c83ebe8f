// Who writes: a token, which is kept for this browser, and asked for again where it has run out. Nothing typed is lost by it.
import { button, el } from "./dom.js";
import { tell } from "./bus.js";
import { t } from "./words.js";

const key = "mutualaid-token";
let asking = null;

export const token = () => localStorage.getItem(key);

export function forget() {
  localStorage.removeItem(key);
  tell("login");
}

// What the token says of its bearer; it is the server that judges it.
export function bearer() {
  try {
    const part = token().split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    return JSON.parse(atob(part));
  } catch {
    return null;
  }
}

export const owner = () => {
  const found = bearer();
  return found?.owner ?? found?.sub ?? null;
};

// Asks for a token; true where one was given. Who asks meanwhile waits for the same answer.
export function login(why) {
  asking ??= new Promise((done) => {
    const before = document.activeElement;
    const field = el("input", { type: "password", id: "token", autocomplete: "off", required: true });
    const finish = (given) => {
      if (given) localStorage.setItem(key, field.value.trim());
      dialog.close();
      dialog.remove();
      asking = null;
      before?.focus?.();
      if (given) tell("login");
      done(given);
    };
    const form = el("form", { onsubmit: (event) => (event.preventDefault(), finish(true)) },
      el("h2", { id: "login-title" }, t("login")), el("p", {}, why ?? t("loginWhy")),
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
