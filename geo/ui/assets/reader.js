// The reader: a text paragraph by paragraph, or its outline, with each passage marked. It gets plain
// data, already cut into runs of characters, and writes every text with textContent only. It is built
// again only when the text has changed; a new selection only moves the mark.

import { make } from "../geo.layout/elements.js";

const readers = new WeakMap();
const LANES = 4;

const tint = (claim, strength) => `hsl(${claim.hue} 70% 50% / ${strength})`;

/** One line under the words for each claim that covers them, in the colour of its first threat. */
function underline(mark, covering) {
  const lines = covering.filter((claim) => claim.lane < LANES);
  const layers = lines.map((claim) => `linear-gradient(${claim.colour}, ${claim.colour})`);
  const places = lines.map((claim) => `0 calc(100% - ${claim.lane * 4}px)`);
  mark.style.backgroundImage = layers.join(", ");
  mark.style.backgroundPosition = places.join(", ");
  mark.style.backgroundColor = tint(covering[0], 0.16);
}

function tell(claim) {
  return [claim.kind, claim.modality, ...claim.threats.map(([label]) => label)].join(" · ");
}

function runOf(text, covering, held) {
  if (!covering.length) return document.createTextNode(text);
  const mark = make("mark", "", text);
  mark.title = covering.map((claim) => `${tell(claim)}: ${claim.summary}`).join("\n");
  underline(mark, covering);
  // A click on words that several claims cover goes from one claim to the next.
  mark.addEventListener("click", () => {
    const at = covering.findIndex((claim) => claim.id === held.data.selected);
    held.open(covering[(at + 1) % covering.length].id);
  });
  for (const claim of covering) held.marks.get(claim.id).push(mark);
  return mark;
}

function chipOf(claim, held) {
  const chip = make("button", `chip ${claim.tone}`);
  chip.type = "button";
  chip.dataset.claim = claim.id;
  const head = make("span", "head");
  const kind = make("span", "kind", claim.kind);
  kind.style.backgroundColor = tint(claim, 0.16);
  head.append(make("span", "number", claim.number), kind, make("span", "modality", claim.modality));
  chip.append(head);
  for (const [label, colour] of claim.threats) {
    const threat = make("span", "threat", label);
    threat.style.borderLeftColor = colour;
    chip.append(threat);
  }
  if (held.data.outline) chip.append(make("span", "says", claim.summary), make("span", "locator", claim.locator));
  else chip.title = claim.summary;
  chip.addEventListener("click", () => held.open(claim.id));
  held.chips.set(claim.id, chip);
  return chip;
}

function blockOf(block, held) {
  const section = make("section", block.aside ? "block aside" : "block");
  const claims = block.claims.map((index) => held.data.claims[index]);
  const main = make("div", "main");
  if (block.label) main.append(make("p", "label", block.label));
  if (block.runs.length) {
    const words = make("p", "words");
    words.lang = held.data.text_language;
    for (const [text, covering] of block.runs) {
      words.append(runOf(text, covering.map((index) => held.data.claims[index]), held));
    }
    main.append(words);
  }
  section.append(main);
  if (claims.length) {
    const list = make("ul", "chips");
    for (const claim of claims) {
      const item = make("li");
      item.append(chipOf(claim, held));
      list.append(item);
    }
    section.append(list);
  }
  return section;
}

function barOf(held) {
  const bar = make("div", "bar");
  const step = (name, by) => {
    const button = make("button", "step", held.data.words[name]);
    button.type = "button";
    button.addEventListener("click", () => {
      const ids = held.data.claims.map((claim) => claim.id);
      const at = ids.indexOf(held.data.selected);
      const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : at + by;
      if (ids[next]) held.open(ids[next]);
    });
    held.steps[name] = button;
    return button;
  };
  held.position = make("span", "position");
  held.position.setAttribute("role", "status");
  bar.append(step("previous", -1), step("next", 1), held.position);
  return bar;
}

function build(held, parentElement) {
  held.root?.remove();
  held.marks = new Map(held.data.claims.map((claim) => [claim.id, []]));
  held.chips = new Map();
  held.steps = {};
  held.root = make("section", held.data.outline ? "reader outline" : "reader");
  held.root.lang = held.data.language;
  held.body = make("div", "body");
  held.body.tabIndex = 0;
  held.body.setAttribute("role", "region");
  held.body.setAttribute("aria-label", held.data.words.label);
  for (const block of held.data.blocks) held.body.append(blockOf(block, held));
  for (const moved of ["wheel", "pointerdown", "keydown", "touchmove"]) {
    held.body.addEventListener(moved, () => { held.bringUntil = 0; }, { passive: true });
  }
  held.settling?.disconnect();
  held.settling = new ResizeObserver(() => bring(held));
  held.settling.observe(held.body);
  for (const section of held.body.children) held.settling.observe(section);
  held.root.append(barOf(held), held.body);
  parentElement.append(held.root);
}

function show(held) {
  const { claims, selected, words } = held.data;
  const at = claims.findIndex((claim) => claim.id === selected);
  held.position.textContent = at < 0 ? words.count : words.position.replace("{at}", String(at + 1));
  held.steps.previous.disabled = !claims.length || at === 0;
  held.steps.next.disabled = !claims.length || at === claims.length - 1;
  for (const marks of held.marks.values()) for (const mark of marks) mark.classList.remove("selected");
  for (const mark of held.marks.get(selected) ?? []) mark.classList.add("selected");
  for (const [id, chip] of held.chips) chip.setAttribute("aria-pressed", String(id === selected));
  if (selected === held.shown) return;
  held.shown = selected;
  held.bringUntil = performance.now() + 3000;
  bring(held);
}

/**
 * Scroll to the selected passage. The style sheet and the fonts may come after the words, and then it
 * stands elsewhere: so this is done again while the layout settles, unless the reader scrolls first.
 */
function bring(held) {
  if (performance.now() > held.bringUntil) return;
  const target = held.marks.get(held.shown)?.[0] ?? held.chips.get(held.shown);
  if (!target) return;
  const away = target.getBoundingClientRect().top - held.body.getBoundingClientRect().top;
  if (away <= 0 || away >= held.body.clientHeight - 60) held.body.scrollTop += away - held.body.clientHeight / 3;
}

export default function reader({ data: [text], parentElement, setTriggerValue }) {
  const held = readers.get(parentElement) ?? { key: null, shown: null, root: null, bringUntil: 0 };
  readers.set(parentElement, held);
  held.open = (id) => setTriggerValue("open", `claim:${id}`);
  const data = JSON.parse(text);
  held.data = data;
  const key = JSON.stringify({ ...data, selected: null });
  if (key !== held.key) {
    held.key = key;
    held.shown = null;
    build(held, parentElement);
  }
  show(held);
}
