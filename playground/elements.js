// Elements of the page.

/** Makes an element; what begins with `on` is called at that event. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const button = (label, onclick, more = {}) =>
  element("button", { type: "button", class: "md-button", onclick, ...more }, label);
