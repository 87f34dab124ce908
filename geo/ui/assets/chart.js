// A Plotly figure with its heading, a sentence for who can't see it, and its numbers as a table.
// The figure is drawn when it comes into view and changed in place from then on. Plotly is fetched
// with the first figure that is seen, so a page whose first screen has none does not wait for it.

import { classicScript, make } from "../geo.layout/elements.js";

const ATLAS = new URL("../../../atlas/", import.meta.url);
const charts = new WeakMap();
const NEAR = 160; // pixels: how far below the screen a figure is drawn already
const MAP_PRELOAD = 'link[rel="modulepreload"][href*="/geo.atlas_map/"]';
const PART = '[data-testid^="stBidiComponent"]';
const RUNNING = '[data-test-script-state="running"]';
const LETTER = 6.2; // pixels of a letter in a figure, about
const ASLANT = -60; // degrees
const RISE = 0.87; // of a head's length, at that angle
const OVER = 24; // pixels that the last of such heads needs beyond its column
const NARROW = 560; // pixels: a figure that has to save room
const BREADTH = { diamond: 1.3 }; // of a mark, to the size that Plotly gives it; 1 for others
const SMALLEST_NUMBER = 8.5; // pixels
const LONGEST_WAIT = 10_000; // milliseconds, for a part that never comes

/**
 * Wait until the page has its map and what else stands above a figure, and tell whether that is on or near the screen then.
 * Parts that come push it down, and a library of five megabytes, fetched for what nobody sees, would hold them back.
 */
async function stillNear(figure) {
  const until = Date.now() + LONGEST_WAIT;
  while (Date.now() < until && (document.querySelector(RUNNING) || mapAwaited() || partsAbove(figure).some(missing))) await pause(50);
  // A style sheet may follow its part.
  await pause(100);
  const { top, bottom } = figure.getBoundingClientRect();
  return bottom > -NEAR && top < globalThis.innerHeight + NEAR;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether a map is on its way: a chart may be mounted before it is, but the page's head says that it will come. */
function mapAwaited() {
  const state = document.documentElement.dataset.atlasMap;
  return state === undefined ? Boolean(document.querySelector(MAP_PRELOAD)) : state === "awaited";
}

function partsAbove(figure) {
  return [...document.querySelectorAll(PART)].filter((part) => part.compareDocumentPosition(figure) === Node.DOCUMENT_POSITION_FOLLOWING);
}

/** Whether a part holds no more than Streamlit's own first element, and is none of those that need no more. */
function missing(part) {
  return (part.shadowRoot ?? part).childElementCount < 2 && !part.matches("[data-empty], [data-open]");
}

/** Pixels that a figure grows by where its columns' heads would run into each other, and so stand aslant. */
function slant({ xaxis, margin }, width) {
  if (xaxis?.side !== "top" || xaxis.tickangle !== 0 || !xaxis.ticktext?.length) return 0;
  const longest = (texts) => LETTER * Math.max(...texts.map(({ length }) => length));
  const room = (width - margin.l - margin.r) / xaxis.ticktext.length;
  if (longest(xaxis.ticktext.flatMap((head) => head.split("<br>"))) <= room) return 0;
  return Math.max(0, Math.ceil(longest(xaxis.ticktext) * RISE) + 12 - margin.t);
}

/** Give the room that the names of rows need on a narrow screen, and no more, to the columns. */
function saveRoom({ margin, yaxis }, width, font) {
  if (width > NARROW || !yaxis?.ticktext?.length || !yaxis.tickfont) return;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${yaxis.tickfont.size}px ${font}`;
  const widths = yaxis.ticktext.flatMap((label) => label.split("<br>")).map((line) => pen.measureText(line).width);
  margin.l = Math.min(margin.l, Math.ceil(Math.max(...widths)) + 14);
}

/** Make marks small enough that those of neighbouring columns don't touch. */
function keepApart(traces, { margin, xaxis }, width) {
  const [from, to] = xaxis?.range ?? [0, 0];
  const column = (width - margin.l - margin.r) / (to - from);
  if (!xaxis?.ticktext?.length) return;
  for (const { marker, textfont } of traces) {
    const share = column / (marker?.size * (BREADTH[marker?.symbol] ?? 1));
    if (!(share < 1)) continue;
    marker.size *= share;
    if (textfont?.size) textfont.size = Math.max(SMALLEST_NUMBER, textfont.size * share);
  }
}

class Chart {
  constructor(parent) {
    this.root = make("section", "atlas-chart");
    this.heading = make("h2", "heading");
    this.help = make("p", "help");
    this.nothing = make("p", "nothing");
    this.figure = make("div", "figure");
    this.figure.setAttribute("role", "img");
    this.message = make("p", "message");
    this.message.setAttribute("role", "alert");
    this.message.hidden = true;
    this.twin = make("details", "twin");
    this.twinTitle = make("summary");
    this.twinBody = make("div", "rows");
    // It scrolls, so it must be reached from the keyboard.
    this.twinBody.tabIndex = 0;
    this.twinBody.setAttribute("role", "region");
    this.twin.append(this.twinTitle, this.twinBody);
    this.twin.addEventListener("toggle", () => this.table());
    this.root.append(this.heading, this.help, this.nothing, this.figure, this.message, this.twin);
    parent.append(this.root);
    this.send = () => {};
    this.shown = "";
    this.drawn = null;
    this.seen = false;
    this.wide = 0;
    this.eye = new IntersectionObserver(([entry]) => {
      this.seen = entry.isIntersecting;
      if (this.seen) this.draw();
    }, { rootMargin: `${NEAR}px` });
    this.eye.observe(this.figure);
    this.sizes = new ResizeObserver(([entry]) => this.resize(entry.contentRect.width));
    this.sizes.observe(this.root);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.onScheme = () => this.repaint();
    this.scheme.addEventListener("change", this.onScheme);
    // On paper its table stands for the figure, which redraws too late for the printer (layout.css).
    this.paper = matchMedia("print");
    this.onPaper = () => this.table();
    this.paper.addEventListener("change", this.onPaper);
  }

  show(text) {
    if (text !== this.shown) {
      const data = JSON.parse(text);
      this.shown = text;
      this.data = data;
      this.root.lang = data.language;
      this.heading.textContent = data.heading;
      this.help.textContent = data.help;
      this.help.hidden = !data.help;
      this.nothing.textContent = data.nothing;
      this.nothing.hidden = !data.nothing;
      this.figure.hidden = Boolean(data.nothing);
      this.twin.hidden = Boolean(data.nothing);
      this.figure.setAttribute("aria-label", data.alt);
      this.figure.style.height = `${data.height + (data.nothing ? 0 : slant(data.figure.layout, this.across()))}px`;
      this.twinTitle.textContent = data.words.table;
      this.twinBody.setAttribute("aria-label", data.heading);
      this.table();
    }
    if (this.seen) this.draw();
  }

  async draw() {
    const { data } = this;
    if (!data || data.nothing) return;
    const look = this.look();
    const key = this.shown + look.key;
    if (this.drawn === key) return;
    this.drawn = key;
    try {
      if (!globalThis.Plotly && !(await stillNear(this.figure))) {
        if (this.drawn === key) this.drawn = null;
        // Observed anew it is reported once more, even where it has come back meanwhile.
        this.eye.unobserve(this.figure);
        this.eye.observe(this.figure);
        return;
      }
      const Plotly = await classicScript(new URL(`plotly/${encodeURIComponent(data.library)}`, ATLAS), "Plotly");
      if (this.drawn !== key || this.closed) return;
      const first = !this.figure.classList.contains("js-plotly-plot");
      const layout = this.layout(look);
      const traces = this.traces();
      keepApart(traces, layout, look.width);
      await Plotly.react(this.figure, traces, layout, { displayModeBar: false, responsive: false, topojsonURL: "./" });
      this.message.hidden = true;
      if (first) this.figure.on("plotly_click", (event) => this.clicked(event.points?.[0]));
    } catch (error) {
      console.warn("atlas chart:", error);
      this.drawn = null;
      this.message.textContent = data.words.failed;
      this.message.hidden = false;
    }
  }

  repaint() {
    if (this.seen) this.draw();
  }

  resize(width) {
    this.wide = width;
    if (this.drawn && width && width !== this.width) this.repaint();
  }

  /** Pixels from edge to edge. To ask the browser for them between two changes would have it lay the page out each time. */
  across() {
    this.wide ||= this.root.clientWidth;
    return this.wide;
  }

  look() {
    const style = getComputedStyle(this.root);
    const look = { text: style.color, ground: style.getPropertyValue("--st-background-color"), font: style.fontFamily, width: this.across() };
    return { ...look, key: JSON.stringify(look) };
  }

  /** The figure's own traces, with what is open marked: a copy, as Plotly writes into what it is given. */
  traces() {
    const traces = structuredClone(this.data.figure.data);
    const marks = traces.map((trace) => (Array.isArray(trace.customdata) ? trace.customdata : []));
    const opened = marks.map((points) => points.flatMap((point, at) => (this.data.selected && opens(point) === this.data.selected ? [at] : [])));
    if (opened.some((points) => points.length)) {
      traces.forEach((trace, at) => {
        if (marks[at].length && trace.type?.startsWith("scatter") && trace.mode?.includes("markers")) Object.assign(trace, { selectedpoints: opened[at], unselected: { marker: { opacity: 0.4 }, textfont: { color: "#FFFFFF" } } });
      });
    }
    return traces;
  }

  layout({ text, ground, font, width }) {
    this.width = width;
    const layout = structuredClone(this.data.figure.layout);
    const taller = slant(layout, width);
    saveRoom(layout, width, font);
    if (taller) {
      Object.assign(layout.xaxis, { tickangle: ASLANT, ticktext: layout.xaxis.ticktext.map((head) => head.replaceAll("<br>", " ")) });
      layout.margin.t += taller;
      layout.margin.r += OVER;
    }
    const height = this.data.height + taller;
    this.figure.style.height = `${height}px`;
    return {
      ...layout, width, height, autosize: false,
      font: { color: text, family: font, size: 12, ...layout.font },
      hoverlabel: { bgcolor: ground, font: { color: text, family: font }, align: "left", ...layout.hoverlabel },
    };
  }

  clicked(point) {
    if (!point) return;
    const selection = opens(point.customdata);
    if (selection) this.send(selection === this.data.selected ? "" : selection);
  }

  /** The same numbers as rows; made when it is opened, or printed. */
  table() {
    if (this.data.nothing || !(this.twin.open || this.paper.matches)) {
      this.twinBody.replaceChildren();
      return;
    }
    const { columns, rows } = this.data.table;
    const table = make("table");
    table.setAttribute("aria-label", this.data.heading);
    const head = make("tr");
    columns.forEach((column, at) => {
      const cell = make("th", rows.every((row) => typeof row[at] === "number") ? "number" : "", column);
      cell.scope = "col";
      head.append(cell);
    });
    const body = make("tbody");
    for (const row of rows) {
      const line = make("tr");
      row.forEach((value) => line.append(make("td", typeof value === "number" ? "number" : "", String(value ?? ""))));
      body.append(line);
    }
    const top = make("thead");
    top.append(head);
    table.append(top, body);
    this.twinBody.replaceChildren(table);
  }

  close() {
    this.closed = true;
    this.eye.disconnect();
    this.sizes.disconnect();
    this.scheme.removeEventListener("change", this.onScheme);
    this.paper.removeEventListener("change", this.onPaper);
    if (this.figure.classList.contains("js-plotly-plot")) globalThis.Plotly?.purge(this.figure);
    this.root.remove();
  }
}

/** The selection that a point stands for: its custom data, or the first part of it. */
function opens(given) {
  const first = Array.isArray(given) ? given[0] : given;
  return typeof first === "string" && first.includes(":") ? first : null;
}

export default function chart({ data: [text], parentElement, setTriggerValue }) {
  let drawn = charts.get(parentElement);
  if (!drawn) {
    drawn = new Chart(parentElement);
    charts.set(parentElement, drawn);
  }
  drawn.send = (selection) => setTriggerValue("picked", selection);
  drawn.show(text);
  // A rerun that overtakes another may call this although the page keeps the element: look again later.
  return () => setTimeout(() => {
    if (parentElement.isConnected) return;
    charts.delete(parentElement);
    drawn.close();
  }, 0);
}
