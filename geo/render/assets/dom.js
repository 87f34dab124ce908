// Build page elements. Text only ever enters through `textContent`; there is no way here to pass markup.

const SVG = "http://www.w3.org/2000/svg";

/** Make an HTML element. `attributes` are set as they are; children are elements or plain text. */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Make an SVG element, as `element` does for HTML. */
export function svgElement(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined) continue;
    made.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
  }
  return made;
}

/** Remove every child of an element. */
export function emptied(target) {
  while (target.firstChild) target.removeChild(target.firstChild);
  return target;
}

/** Set an attribute only where it changes, so that an update touches no more of the page than it must. */
export function setAttribute(target, name, value) {
  if (value === null || value === undefined) {
    if (target.hasAttribute(name)) target.removeAttribute(name);
  } else if (target.getAttribute(name) !== String(value)) {
    target.setAttribute(name, String(value));
  }
}
