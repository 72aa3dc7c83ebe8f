// Whether the page hears the server; where it does not, a banner counts the age of what is shown.
import { byId } from "./dom.js";
import { on } from "./bus.js";
import { age } from "./format.js";
import { alarm, say } from "./told.js";
import * as stream from "./stream.js";
import { t } from "./words.js";

export const isLost = () => stream.isUp === false;

function show() {
  const banner = byId("lost");
  const lost = isLost();
  if (banner) {
    banner.hidden = !lost;
    if (lost) banner.firstElementChild.textContent = t("linkLost", age((Date.now() - stream.heard) / 1000));
  }
  const mark = byId("link");
  if (mark) {
    mark.className = lost ? "lost" : stream.isUp ? "up" : "waiting";
    mark.textContent = lost ? `✕ ${t("linkDown")}` : stream.isUp ? `● ${t("linkUp")}` : `○ ${t("linkWaits")}`;
  }
  document.body.classList.toggle("stale", lost);
}

on("link", (up) => {
  show();
  if (up === false) alarm(t("linkLostSaid"));
  else say(t("linkBack"));
});
on("second", show);
on("language", show);
