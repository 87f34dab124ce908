// What every component of the page makes its elements with. They all ask for it at the one address of
// the layout's component, so the browser fetches it once.

/** Return a new element; its text is only ever text, whatever is in it. */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  return element;
}
