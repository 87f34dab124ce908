// The filter panel. A choice shows at once and is sent at once; what the server answers is drawn into
// the same elements, so nothing is made anew and no place in a list is lost. All text is textContent.

import { make } from "../geo.layout/elements.js";

const panels = new WeakMap();
const OPEN = new Set(["country", "threat"]); // groups that begin open: what most readers come for
const MANY = 10; // options from which a group gets a field to find one

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

class Panel {
  constructor(parent) {
    this.root = make("form", "filters");
    this.root.addEventListener("submit", (event) => event.preventDefault());
    parent.append(this.root);
    this.controls = new Map();
    this.fixed = "";
    this.sent = 0;
    this.send = () => {};
  }

  show(data) {
    // An answer to a click that a later one has overtaken: what the reader chose since stands.
    if (this.sent > data.answered && data.answered > 0) return;
    const fixed = JSON.stringify([data.language, data.words, data.controls]);
    const built = fixed !== this.fixed;
    if (built) {
      this.fixed = fixed;
      this.build(data);
    }
    for (const [id, control] of this.controls) {
      control.choose(new Set(data.chosen[id]));
      control.count?.(data.counts[id]);
    }
    this.clear.disabled = !this.any();
    // What a link has chosen may stand far down its list.
    if (built) this.controls.forEach((control) => control.reveal?.());
  }

  build({ language, words, controls }) {
    const open = new Map([...this.controls].map(([id, control]) => [id, control.root.open]));
    const focused = this.root.getRootNode().activeElement?.closest("[data-filter]")?.dataset.filter;
    this.root.replaceChildren();
    this.root.lang = language;
    this.clear = make("button", "clear-all", words.clear_all);
    this.clear.type = "button";
    this.clear.dataset.clear = "";
    this.clear.addEventListener("click", () => {
      for (const control of this.controls.values()) if (control.filter) control.choose(new Set());
      this.changed();
    });
    this.root.append(this.clear);
    this.controls = new Map(controls.map((control) => [control.id, new KINDS[control.type](control, words, () => this.changed())]));
    for (const [id, control] of this.controls) {
      control.root.dataset.filter = id;
      if (control.root.tagName === "DETAILS") control.root.open = open.get(id) ?? OPEN.has(id);
      this.root.append(control.root);
    }
    // Another language builds the panel anew under the reader's hands.
    if (focused) this.controls.get(focused)?.root.querySelector("select, input, summary")?.focus();
  }

  any() {
    return [...this.controls.values()].some((control) => control.filter && control.chosen().length > 0);
  }

  changed() {
    // Greater than any number that this page or an earlier one of the session has sent.
    this.sent = Math.max(this.sent + 1, Date.now());
    this.clear.disabled = !this.any();
    const change = { number: this.sent, chosen: Object.fromEntries([...this.controls].map(([id, control]) => [id, control.chosen()])) };
    // The map asks for its new state by itself, so it need not wait for the rest of the page.
    globalThis.dispatchEvent(new CustomEvent("atlas-filters", { detail: change }));
    this.send(change);
  }
}

/** One value of a few: boundaries, language. */
class Choice {
  constructor({ label, help, options }, _words, changed) {
    this.root = make("div", "single");
    const name = make("label", "label", label);
    this.field = make("select");
    for (const [value, said] of options) this.field.add(new Option(said, value));
    this.field.addEventListener("change", changed);
    name.append(this.field);
    this.root.append(name);
    if (help) this.root.append(make("p", "help", help));
  }

  chosen() {
    return [this.field.value];
  }

  choose(values) {
    const [value] = values;
    if (value !== undefined && this.field.value !== value) this.field.value = value;
  }
}

/** A day; where none is chosen, the one that stands is shown and counts as none. */
class Day {
  filter = true;

  constructor({ label, help, standing, first, last }, _words, changed) {
    this.root = make("div", "single");
    this.standing = standing;
    const name = make("label", "label", label);
    this.field = make("input");
    this.field.type = "date";
    this.field.min = first;
    this.field.max = last;
    // A year that is being typed is no day yet.
    this.field.addEventListener("change", () => {
      if (this.field.validity.valid) changed();
    });
    name.append(this.field);
    this.root.append(name);
    if (help) this.root.append(make("p", "help", help));
  }

  chosen() {
    const { value } = this.field;
    return value && value !== this.standing && this.field.validity.valid ? [value] : [];
  }

  choose(values) {
    const [value] = values;
    if (this.field.value !== (value ?? this.standing)) this.field.value = value ?? this.standing;
  }
}

/** Any number of options, each with the number of claims that it would leave. */
class Group {
  filter = true;

  constructor({ label, help, options }, words, changed) {
    this.words = words;
    this.root = make("details", "group");
    const summary = make("summary");
    this.said = make("span", "said");
    summary.append(make("span", "label", label), this.said);
    const field = make("fieldset");
    field.append(make("legend", "hidden", label));
    if (help) field.append(make("p", "help", help));
    if (options.length > MANY) field.append(this.finder(words, label));
    this.list = make("div", "options");
    this.options = options.map(([value, name]) => this.option(value, name, changed));
    this.nothing = make("p", "nothing", words.none);
    this.nothing.hidden = true;
    this.reset = make("button", "reset", words.clear.replace("{filter}", label));
    this.reset.type = "button";
    this.reset.addEventListener("click", () => {
      this.choose(new Set());
      changed();
      summary.focus();
    });
    this.list.append(...this.options.map((option) => option.row), this.nothing);
    field.append(this.list, this.reset);
    this.root.append(summary, field);
  }

  finder(words, label) {
    const find = make("input", "find");
    find.type = "search";
    find.placeholder = words.find.replace("{filter}", label);
    find.setAttribute("aria-label", find.placeholder);
    find.addEventListener("input", () => {
      const wanted = folded(find.value.trim());
      let shown = 0;
      for (const { row, key } of this.options) {
        row.hidden = !key.includes(wanted);
        shown += row.hidden ? 0 : 1;
      }
      this.nothing.hidden = shown > 0;
    });
    return find;
  }

  option(value, name, changed) {
    const row = make("label", "option");
    const box = make("input");
    box.type = "checkbox";
    box.value = value;
    const number = make("span", "number");
    box.addEventListener("change", () => {
      this.say();
      changed();
    });
    row.append(box, make("span", "name", name), number);
    return { row, box, number, value, name, key: folded(name) };
  }

  chosen() {
    return this.options.filter(({ box }) => box.checked).map(({ value }) => value);
  }

  choose(values) {
    for (const { box, value } of this.options) box.checked = values.has(value);
    this.say();
  }

  reveal() {
    const first = this.options.find(({ box }) => box.checked);
    if (first) this.list.scrollTop = first.row.offsetTop - this.list.offsetTop - 24;
  }

  count(numbers) {
    this.options.forEach(({ row, number }, at) => {
      const text = String(numbers[at]);
      if (number.textContent === text) return;
      number.textContent = text;
      row.classList.toggle("empty", numbers[at] === 0);
    });
  }

  say() {
    const names = this.options.filter(({ box }) => box.checked).map(({ name }) => name);
    const text = names.length ? names.join(", ") : this.words.any;
    if (this.said.textContent !== text) this.said.textContent = text;
    this.root.classList.toggle("set", names.length > 0);
    this.reset.hidden = names.length === 0;
  }
}

const KINDS = { options: Group, choice: Choice, date: Day };

export default function filters({ data: [text], parentElement, setStateValue }) {
  let panel = panels.get(parentElement);
  if (!panel) {
    panel = new Panel(parentElement);
    panels.set(parentElement, panel);
  }
  panel.send = (change) => setStateValue("filters", change);
  panel.show(JSON.parse(text));
}
