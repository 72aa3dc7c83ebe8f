// Asks the service; what goes wrong is told in the reader's language, as the service words it.
import { tell } from "./bus.js";
import { login, mayAsk, token } from "./session.js";
import { language, t } from "./words.js";

export class Trouble extends Error {
  constructor(status, problem) {
    const error = problem?.error ?? {};
    super(error.message ?? problem?.detail ?? t("noAnswer"));
    this.status = status;
    this.code = error.code ?? (status ? `http-${status}` : "no-link");
    this.hint = error.hint ?? null;
    this.problem = problem;
  }
}

export async function ask(path, { method = "GET", body, headers = {}, signal, raw = false, retry = true } = {}) {
  const bearer = token();
  const given = { "Accept-Language": language, ...headers };
  if (bearer) given.Authorization = `Bearer ${bearer}`;
  if (body !== undefined) given["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, {
      method, headers: given, signal, cache: "no-cache",
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    tell("unreachable");
    throw new Trouble(0, { detail: t("noLink") });
  }
  if (answer.status === 401 && retry && (method !== "GET" || mayAsk())) {
    if (await login(bearer ? t("loginAgain") : t("loginWhy"))) {
      return ask(path, { method, body, headers, signal, raw, retry: false });
    }
  }
  if (!answer.ok) throw new Trouble(answer.status, await answer.json().catch(() => null));
  const data = raw ? await answer.blob() : answer.status === 204 ? null : await answer.json();
  return { status: answer.status, data, headers: answer.headers };
}

export const get = async (path, more) => (await ask(path, more)).data;

// Options as a query; lists give an option several times.
export function query(options) {
  const all = new URLSearchParams();
  for (const [key, value] of Object.entries(options)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") all.append(key, one);
    }
  }
  return all.toString();
}
