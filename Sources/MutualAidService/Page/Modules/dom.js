// Makes elements. Text is always text: whatever stands in a name can never become markup.
export const byId = (id) => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key === "value" || key === "checked" || key === "disabled") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// A button with a text.
export const button = (text, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, text);

// A choice: [value, text] pairs.
export function select(options, value, onchange, attributes = {}) {
  const node = el("select", { ...attributes }, options.map(([key, text]) => el("option", { value: key }, text)));
  node.value = value;
  node.addEventListener("change", () => onchange(node.value));
  return node;
}

// Names come in any direction of writing; each stands by itself.
export const bdi = (text) => el("bdi", {}, text ?? "");

// Replaces what an element holds without taking the focus from a control that is there again, by its data-key.
export function refill(node, ...children) {
  const key = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  node.replaceChildren(...children.flat().filter(Boolean));
  if (key) node.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

// Calls a function a while after it is wanted, once for all who want it meanwhile: fifty changes a second do not put it off.
export function calm(milliseconds, body) {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      body();
    }, milliseconds);
  };
}
