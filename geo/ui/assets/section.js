// A section of a page that is read: heading, words, tables and lines. It is built anew only where it says something else.

import { linkTo, make } from "../geo.layout/elements.js";

const WEB = /^https?:\/\//;
const shown = new WeakMap();
const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => stopAt(target.closest(".scroller"))));

/** A region that scrolls must be reached from the keyboard, so while it does it is a stop on the way. */
function stopAt(scroller) {
  const scrolls = scroller.scrollWidth > scroller.clientWidth + 1;
  if (scrolls === scroller.hasAttribute("tabindex")) return;
  if (scrolls) {
    scroller.tabIndex = 0;
    scroller.setAttribute("role", "region");
    scroller.setAttribute("aria-label", scroller.firstElementChild.getAttribute("aria-label"));
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) scroller.removeAttribute(name);
  }
}

function tableOf({ columns, rows }, label) {
  const table = make("table");
  table.setAttribute("aria-label", label);
  const head = make("tr");
  for (const column of columns) {
    const cell = make("th", "", column);
    cell.scope = "col";
    head.append(cell);
  }
  const top = make("thead");
  top.append(head);
  const body = make("tbody");
  for (const row of rows) {
    const line = make("tr");
    for (const cell of row) line.append(make("td", "", cell));
    body.append(line);
  }
  table.append(top, body);
  const scroller = make("div", "scroller");
  scroller.append(table);
  // What is in it may grow while it stays as wide as it is.
  for (const one of [scroller, table]) sizes.observe(one);
  return scroller;
}

function lineOf({ text, url }) {
  const line = make("p", "", text);
  if (url === undefined) return line;
  // An address of another kind is told and can't be followed.
  line.append(" ", WEB.test(url) ? linkTo(url, "address", url) : make("span", "address", url));
  return line;
}

function partOf(part, heading, open) {
  if (part.kind === "lines") {
    const lines = make("div", part.small ? "lines small" : "lines");
    lines.append(...part.lines.map(lineOf));
    return lines;
  }
  const table = tableOf(part, part.fold || heading);
  if (!part.fold) return table;
  const fold = make("details", part.on_paper ? "" : "off-paper");
  fold.open = open;
  fold.append(make("summary", "", part.fold), table);
  return fold;
}

export default function section({ data: [text], parentElement }) {
  const before = shown.get(parentElement);
  if (before?.text === text && before.root.isConnected) return;
  const data = JSON.parse(text);
  const root = make("section", "atlas-section");
  root.lang = data.language;
  if (data.heading) {
    const heading = make("h2", "", data.heading);
    heading.id = data.anchor;
    root.append(heading);
  }
  if (data.help) root.append(make("p", "help", data.help));
  // What the reader has unfolded stays so.
  const open = new Set([...(before?.root.querySelectorAll("details[open] > summary") ?? [])].map((one) => one.textContent));
  root.append(...data.parts.map((part) => partOf(part, data.heading, open.has(part.fold))));
  before?.root.remove();
  parentElement.append(root);
  shown.set(parentElement, { text, root });
}
