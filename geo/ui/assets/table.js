// A table whose rows open something. It holds as many rows as there may be and draws only those in sight;
// a row keeps its place under a rerun, columns sort, and all of it works from the keyboard.

import { make } from "../geo.layout/elements.js";

const ATLAS = new URL("../../../atlas/", import.meta.url);
const tables = new WeakMap();
const files = new Map();
const AROUND = 6; // rows drawn above and below those in sight

/** Fetch a file of rows once; its name holds the hash of its contents. */
function load(name) {
  if (!files.has(name)) {
    const wanted = fetch(new URL(`rows/${encodeURIComponent(name)}`, ATLAS)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${name}`);
      return answer.json();
    });
    wanted.catch(() => files.delete(name));
    files.set(name, wanted);
  }
  return files.get(name);
}

/** A day or month, which a narrow cell must not break at its hyphens. */
const DATE = /^\d{4}(-\d\d){1,2}$/;

class Table {
  constructor(parent) {
    this.root = make("section", "table");
    this.heading = make("h2", "heading");
    this.help = make("p", "help");
    this.message = make("p", "message");
    this.scroller = make("div", "scroller");
    this.grid = make("div", "grid");
    this.grid.setAttribute("role", "grid");
    this.head = make("div", "head");
    this.head.setAttribute("role", "row");
    this.headGroup = make("div");
    this.headGroup.setAttribute("role", "rowgroup");
    this.headGroup.append(this.head);
    this.body = make("div", "body");
    this.body.setAttribute("role", "rowgroup");
    this.grid.append(this.headGroup, this.body);
    this.scroller.append(this.grid);
    this.root.append(this.heading, this.help, this.message, this.scroller);
    parent.append(this.root);
    this.scroller.addEventListener("scroll", () => this.draw(), { passive: true });
    this.body.addEventListener("click", (event) => this.clicked(event));
    this.body.addEventListener("keydown", (event) => this.key(event));
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(this.scroller);
    this.rows = [];
    this.drawn = new Map();
    this.sort = null;
    this.active = 0;
    this.shown = "";
    this.fixed = "";
    this.send = () => {};
  }

  async show(data) {
    const key = JSON.stringify(data);
    if (key === this.shown) return;
    this.shown = key;
    // Rows may come later than what stands below the table: that must not be pushed down then.
    if (!this.data && data.selections.length) {
      this.say(data, "");
      this.reserve(data);
    }
    let cells = data.rows;
    if (data.file) {
      const held = await load(data.file).catch(() => null);
      if (this.shown !== key) return;
      if (held === null) {
        this.shown = "";
        this.say(data, data.words.failed);
        return;
      }
      cells = data.ids.map((id) => data.more?.[id] ?? [...held[id], ...(data.rest ?? [])]);
    }
    this.data = data;
    this.lines = data.selections.map((selection, at) => ({ selection, cells: cells[at], at }));
    this.say(data, this.lines.length ? "" : data.nothing);
    const fixed = JSON.stringify([data.language, data.columns, data.row_height]);
    if (fixed !== this.fixed) {
      this.fixed = fixed;
      this.sort = null;
      this.columns();
      this.clear();
    }
    this.order();
    const opened = this.rows.findIndex(({ selection }) => selection === data.opened);
    if (opened >= 0 && data.opened !== this.opened) this.reveal(opened);
    this.opened = data.opened;
    this.active = opened >= 0 ? opened : Math.min(this.active, Math.max(this.rows.length - 1, 0));
    this.draw();
  }

  say(data, message) {
    this.root.lang = data.language;
    if (this.heading.localName !== `h${data.level}`) {
      const heading = make(`h${data.level}`, "heading");
      this.heading.replaceWith(heading);
      this.heading = heading;
    }
    this.heading.textContent = data.heading;
    this.heading.hidden = !data.heading;
    this.help.textContent = data.help;
    this.help.hidden = !data.help || Boolean(message);
    this.message.textContent = message;
    this.message.hidden = !message;
    this.scroller.hidden = Boolean(message) || !data.selections.length;
    this.grid.setAttribute("aria-label", data.label);
  }

  columns() {
    const { columns, row_height: height } = this.data;
    const widths = columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(" ");
    this.grid.style.setProperty("--columns", widths);
    this.grid.style.setProperty("--row", `${height}px`);
    this.grid.style.setProperty("--lines", String(Math.max(1, Math.floor((height - 10) / 18))));
    this.grid.style.minWidth = `${columns.reduce((sum, { width }) => sum + width, 0)}px`;
    this.grid.setAttribute("aria-colcount", String(columns.length));
    this.head.replaceChildren(...columns.map(({ label }, at) => {
      const cell = make("div", "cell");
      cell.setAttribute("role", "columnheader");
      const button = make("button", "", label);
      button.type = "button";
      button.addEventListener("click", () => this.sortBy(at));
      cell.append(button);
      return cell;
    }));
  }

  sortBy(column) {
    const was = this.sort?.column === column ? this.sort.down : null;
    this.sort = was === null ? { column, down: false } : was ? null : { column, down: true };
    this.order();
    this.clear();
    this.scroller.scrollTop = 0;
    this.active = 0;
    this.draw();
  }

  order() {
    const { sort } = this;
    [...this.head.children].forEach((cell, at) => {
      cell.setAttribute("aria-sort", sort?.column !== at ? "none" : sort.down ? "descending" : "ascending");
      cell.classList.toggle("number", this.lines.some(({ cells }) => typeof cells[at] === "number"));
    });
    this.rows = [...this.lines];
    if (!sort) return;
    const compare = new Intl.Collator(this.data.language, { numeric: true }).compare;
    const sign = sort.down ? -1 : 1;
    this.rows.sort((one, other) => {
      const [a, b] = [one.cells[sort.column], other.cells[sort.column]];
      // What is empty stands last either way.
      if (a === null || a === "" || b === null || b === "") return (a === null || a === "" ? 1 : 0) - (b === null || b === "" ? 1 : 0);
      return sign * (typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b)));
    });
  }

  clear() {
    this.body.replaceChildren();
    this.drawn.clear();
  }

  reserve({ height, row_height: row, selections }) {
    this.scroller.style.maxHeight = `${height + row + 2}px`;
    this.body.style.height = `${selections.length * row}px`;
  }

  /** Draw the rows in sight; elements that show the same row already stay. */
  draw() {
    const { data, rows } = this;
    if (!data || this.scroller.hidden) return;
    const height = data.row_height;
    this.reserve(data);
    this.grid.setAttribute("aria-rowcount", String(rows.length + 1));
    const from = Math.max(0, Math.floor(this.scroller.scrollTop / height) - AROUND);
    const to = Math.min(rows.length, Math.ceil((this.scroller.scrollTop + data.height) / height) + AROUND);
    const wanted = new Map();
    for (let at = from; at < to; at += 1) wanted.set(rows[at].selection, at);
    if (this.active >= 0 && this.active < rows.length) wanted.set(rows[this.active].selection, this.active);
    for (const [selection, line] of this.drawn) {
      if (wanted.has(selection)) continue;
      line.element.remove();
      this.drawn.delete(selection);
    }
    let before = null;
    for (const [selection, at] of [...wanted].sort((one, other) => one[1] - other[1])) {
      const line = this.line(selection, at);
      // In the order of the table, for who reads it aloud; an element that has focus is not moved.
      const next = before ? before.nextSibling : this.body.firstChild;
      if (next !== line.element) this.body.insertBefore(line.element, next);
      before = line.element;
    }
  }

  line(selection, at) {
    const { cells } = this.rows[at];
    let line = this.drawn.get(selection);
    if (!line) {
      line = { element: make("div", "row"), cells: null };
      line.element.setAttribute("role", "row");
      line.element.dataset.selection = selection;
      this.drawn.set(selection, line);
    }
    if (line.cells !== cells && JSON.stringify(line.cells) !== JSON.stringify(cells)) {
      line.element.replaceChildren(...cells.map((value) => {
        const cell = make("div", "cell");
        cell.setAttribute("role", "gridcell");
        if (typeof value === "number") cell.classList.add("number");
        if (DATE.test(value)) cell.classList.add("date");
        cell.append(make("span", "", value === null ? "" : typeof value === "number" ? value.toLocaleString(this.data.language) : value));
        return cell;
      }));
    }
    line.cells = cells;
    const opened = selection === this.data.opened;
    line.element.style.top = `${at * this.data.row_height}px`;
    line.element.setAttribute("aria-rowindex", String(at + 2));
    line.element.setAttribute("aria-selected", String(opened));
    line.element.tabIndex = at === this.active ? 0 : -1;
    return line;
  }

  clicked(event) {
    const row = event.target.closest("[data-selection]");
    if (row && !String(globalThis.getSelection() ?? "")) this.open(row.dataset.selection);
  }

  open(selection) {
    this.active = this.rows.findIndex((row) => row.selection === selection);
    this.send(selection === this.data.opened ? "" : selection);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.data.height / this.data.row_height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open(this.rows[this.active].selection);
    } else if (event.key in steps) {
      event.preventDefault();
      this.active = Math.min(Math.max(this.active + steps[event.key], 0), this.rows.length - 1);
      this.reveal(this.active);
      this.draw();
      this.drawn.get(this.rows[this.active].selection).element.focus({ preventScroll: true });
    }
  }

  reveal(at) {
    const height = this.data.row_height;
    this.body.style.height = `${this.rows.length * height}px`;
    if (at * height < this.scroller.scrollTop) this.scroller.scrollTop = at * height;
    else if ((at + 1) * height > this.scroller.scrollTop + this.data.height) this.scroller.scrollTop = (at + 1) * height - this.data.height;
  }
}

export default function table({ data: [text], parentElement, setTriggerValue }) {
  let drawn = tables.get(parentElement);
  if (!drawn) {
    drawn = new Table(parentElement);
    tables.set(parentElement, drawn);
  }
  drawn.send = (selection) => setTriggerValue("picked", selection);
  drawn.show(JSON.parse(text));
}
