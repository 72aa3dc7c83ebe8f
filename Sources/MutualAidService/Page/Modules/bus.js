// What parts of the page tell each other: units, link, language, state, answer, supposed, requests, login.
const target = new EventTarget();

export function on(name, body) {
  target.addEventListener(name, (event) => body(event.detail));
}

export function tell(name, detail) {
  target.dispatchEvent(new CustomEvent(name, { detail }));
}
