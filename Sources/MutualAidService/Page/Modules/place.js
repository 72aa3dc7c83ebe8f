// Reads what somebody typed as a place. Coordinates go to the service as they are, which reads all their forms; names are
// looked up. What may mean several places is asked, and never guessed.
import { get, query, Trouble } from "./api.js";
import { bdi, button, el } from "./dom.js";
import { t } from "./words.js";

// Whether somebody means figures rather than a name: no word of more than two letters, and digits.
export const isCoordinates = (text) => /\d/.test(text) && !/\p{L}{3,}/u.test(text);

// Pairs of degrees that stand in a message of the service.
const pairs = (text) => [...text.matchAll(/(-?\d+\.\d+),(-?\d+\.\d+)/g)].map((found) => `${found[1]},${found[2]}`);

const exact = (found, text) => found.filter((place) => place.name.toLowerCase() === text.toLowerCase());

// What a text may mean: one place that is certain, or several to choose from.
export async function places(text) {
  if (isCoordinates(text)) return [{ at: text, name: text }];
  const [name, behind] = text.split(",").map((part) => part.trim());
  const found = (await get(`/v1/places?${query({ text: name, limit: 12 })}`)).filter((place) => place.lat !== null);
  let fitting = behind
    ? found.filter((place) => [place.country, place.region].some((word) => word?.toLowerCase().includes(behind.toLowerCase())))
    : found;
  const settled = exact(fitting.filter((place) => place.kind === "place"), name);
  if (settled.length) fitting = settled;
  return fitting.map((place) => ({ ...place, at: `${place.lat},${place.lon}` }));
}

// Places that a refusal of the service names.
export function meant(error) {
  if (!(error instanceof Trouble) || error.status !== 400) return [];
  return pairs(error.message).map((at) => ({ at, name: at }));
}

// The question which one is meant.
export function question(title, found, choose) {
  return el("section", { class: "question", "aria-labelledby": "question-title" },
    el("h2", { id: "question-title", tabindex: "-1" }, title),
    el("ul", {}, found.map((place) => el("li", {}, button([bdi(place.name), " ",
      el("small", {}, [place.kind && t(`kind-${place.kind}`), place.region, place.country].filter(Boolean).join(", "))],
    () => choose(place))))));
}
