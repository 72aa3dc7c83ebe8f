// What happens, as it happens: one stream for all tabs of a browser, because a browser opens six connections to a server
// and no more. The tab that holds the lock reads and passes on; when it goes, another takes over where it was.
import { tell } from "./bus.js";
import { token } from "./session.js";

const channel = new BroadcastChannel("mutualaid");
const silence = 40_000;
let last = null;
let isReading = false;
export let isUp = null;
export let heard = Date.now();
// How far the server's clock is ahead of this one, in milliseconds.
export let ahead = 0;

function take(message) {
  if (message.kind === "link") {
    if (message.heard) heard = message.heard;
    if (message.isUp !== isUp) {
      isUp = message.isUp;
      tell("link", isUp);
    }
  } else if (message.kind === "event") {
    heard = Date.now();
    last = message.id ?? last;
    if (message.name === "hello" || message.name === "reset") ahead = Date.parse(message.data.time) - Date.now();
    tell("event", message);
  } else if (message.kind === "who" && isReading) {
    channel.postMessage({ kind: "link", isUp, heard });
  }
}

function pass(message) {
  take(message);
  channel.postMessage(message);
}

channel.onmessage = (event) => take(event.data);

async function read() {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), silence);
  const headers = { Accept: "text/event-stream" };
  if (token()) headers.Authorization = `Bearer ${token()}`;
  if (last) headers["Last-Event-ID"] = last;
  const answer = await fetch("/v1/events", { headers, signal: abort.signal, cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  pass({ kind: "link", isUp: true, heard: Date.now() });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), silence);
      heard = Date.now();
      rest += value;
      const blocks = rest.split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) passBlock(block);
    }
  } finally {
    clearTimeout(timer);
  }
}

function passBlock(block) {
  const fields = {};
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
  }
  if (!fields.data) return;
  pass({ kind: "event", name: fields.event, id: fields.id, data: JSON.parse(fields.data) });
}

async function keepReading() {
  isReading = true;
  for (let attempt = 0; ; attempt += 1) {
    const begun = Date.now();
    try {
      await read();
    } catch {
      // What is wrong is told by the banner; the next attempt follows.
    }
    if (Date.now() - begun > 5000) attempt = 0;
    if (isUp !== false) pass({ kind: "link", isUp: false, heard });
    await new Promise((go) => setTimeout(go, Math.min(5000, 500 * 2 ** attempt)));
  }
}

export function begin(after) {
  last ??= after;
  channel.postMessage({ kind: "who" });
  if (navigator.locks) navigator.locks.request("mutualaid-stream", keepReading);
  else keepReading();
}
