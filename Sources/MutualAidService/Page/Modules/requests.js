// The requests of one's room: read anew where one has changed. A server that has none, and nobody who is known, has no board.
import { ask, get } from "./api.js";
import { calm } from "./dom.js";
import { on, tell } from "./bus.js";
import { isKnown, owner } from "./session.js";
import { has } from "./words.js";

export const requests = { all: [], isThere: false };
const seen = new Set();
let isFirst = true;

export const isMine = (request) => request.asking === owner();
const isNew = (request) => !isMine(request) && request.lines.some((line) => ["sent", "received"].includes(line.state));

export async function load() {
  requests.isThere = has.includes("requests");
  if (!requests.isThere || !isKnown()) {
    requests.all = [];
    tell("requests", []);
    return;
  }
  try {
    requests.all = await get("/v1/requests?limit=100", { retry: false });
  } catch {
    // The banner tells of the link; the board stays as it is.
    return;
  }
  const fresh = requests.all.filter((request) => isNew(request) && !seen.has(request.id));
  for (const request of requests.all) seen.add(request.id);
  tell("requests", isFirst ? [] : fresh);
  isFirst = false;
}

const key = () => crypto.randomUUID();

export async function make(body) {
  const made = await ask("/v1/requests", { method: "POST", body, headers: { "Idempotency-Key": key() } });
  await load();
  return made.data;
}

export async function step(id, body) {
  const taken = await ask(`/v1/requests/${encodeURIComponent(id)}/steps`, { method: "POST", body, headers: { "Idempotency-Key": key() } });
  await load();
  return taken.data;
}

const soon = calm(80, load);

export function followRequests() {
  on("change", (message) => /request/.test(message.name) && soon());
  on("link", (up) => up && soon());
  on("login", () => (isFirst = true, load()));
  load();
}
