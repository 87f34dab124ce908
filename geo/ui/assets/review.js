// The text under review: candidates marked, the current one with its buttons, keys for all of them.
//
// A step is shown at once and told to the server with a number; steps that the server has not answered
// yet are sent again with the next one, so none is lost when reruns overtake each other.

import { make } from "../geo.layout/elements.js";

const pages = new WeakMap();
const KEYS = { a: "accept", r: "reject", u: "reopen", j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", n: "next_open", c: "add" };
const VERDICTS = { accept: "accepted", reject: "rejected", reopen: "open" };
const STORED = "atlas.review.keys";

/** Whether keys work, from the last visit; a browser that keeps nothing starts with them. */
function remembered() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    localStorage.setItem(STORED, value);
  } catch {
    // Then the next visit starts with keys.
  }
}

/** What is marked in a page, also where that is in a shadow tree, which each browser tells in its own way. */
function markedRange(root) {
  const selection = globalThis.getSelection();
  const shadow = root instanceof ShadowRoot;
  if (shadow && selection?.getComposedRanges) return selection.getComposedRanges({ shadowRoots: [root] })[0];
  const own = (shadow && root.getSelection?.()) || selection;
  return own?.rangeCount ? own.getRangeAt(0) : undefined;
}

/** Where a point of the page stands in the article; the block's own start or end where it lies outside of it. */
function position(block, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(block);
  if (block.contains(node)) before.setEnd(node, offset);
  else if (before.comparePoint(node, offset) < 0) before.collapse(true);
  return Number(block.dataset.start) + [...before.toString()].length;
}

class Review {
  constructor(parent) {
    this.pending = [];
    this.pressed = null;
    this.number = 0;
    this.textKey = "";
    this.shown = null;
    this.root = make("section", "review");
    this.bar = make("div", "bar");
    this.meter = make("progress");
    this.progress = make("span", "progress");
    this.progress.setAttribute("role", "status");
    this.part = make("span", "part");
    this.card = make("div", "card");
    this.card.setAttribute("aria-live", "polite");
    this.buttons = {};
    const acts = make("div", "row");
    for (const [key, doing] of [["k", "previous"], ["j", "next"], ["a", "accept"], ["r", "reject"], ["u", "reopen"], ["c", "add"]]) {
      const button = make("button", `act ${doing}`);
      button.type = "button";
      button.append(make("span"), make("kbd", "", key));
      button.setAttribute("aria-keyshortcuts", key);
      // The words that are marked in the text stay marked; a finger may unmark them before the click comes.
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("pointerdown", () => { this.pressed = this.marked(); });
      button.addEventListener("click", () => this.take(doing));
      this.buttons[doing] = button;
      acts.append(button);
    }
    const how = make("div", "row");
    how.append(this.progress, this.meter, this.part);
    this.notice = make("p", "notice");
    this.notice.setAttribute("role", "status");
    this.bar.append(how, acts, this.notice, this.card);
    this.body = make("div", "body");
    this.body.tabIndex = 0;
    this.body.setAttribute("role", "region");
    this.foot = make("div", "foot");
    this.legend = make("p");
    this.keysLine = make("p");
    const label = make("label");
    this.switch = make("input");
    this.switch.type = "checkbox";
    this.switch.checked = remembered() !== "off";
    this.switch.addEventListener("change", () => remember(this.switch.checked ? "on" : "off"));
    this.switchText = make("span");
    label.append(this.switch, this.switchText);
    this.foot.append(this.legend, this.keysLine, label);
    this.root.append(this.bar, this.body, this.foot);
    parent.append(this.root);
    // Before the page itself, which has keys of its own ("r" would run it again).
    this.onKey = (event) => this.key(event);
    globalThis.addEventListener("keydown", this.onKey, true);
  }

  close() {
    globalThis.removeEventListener("keydown", this.onKey, true);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.switch.checked || !this.root.isConnected) return;
    const doing = KEYS[event.key];
    if (!doing || event.defaultPrevented) return;
    const [target] = event.composedPath();
    const busy = target instanceof Element && (target.matches("input, textarea, select, [role=combobox], [role=slider], [role=listbox]") || target.isContentEditable);
    // Arrows scroll and move the map unless the text is what is looked at.
    if (busy || (event.key.startsWith("Arrow") && !(target instanceof Node && this.body.contains(target)))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat || doing === "next" || doing === "previous") this.take(doing);
  }

  /** Take a step: show what it does to this part of the text, and tell the server. */
  take(doing, claim = this.current) {
    const span = doing === "add" ? this.marked() ?? this.pressed : null;
    this.pressed = null;
    if (!this.data || !(claim || span) || this.tooLong(span)) return;
    const at = this.claims.findIndex((one) => one.id === claim);
    this.number = Math.max(this.number + 1, Date.now());
    this.pending.push({ number: this.number, do: doing, claim: claim ?? "", ...(span && { span }) });
    if (span) globalThis.getSelection().removeAllRanges();
    if (doing in VERDICTS && at >= 0) this.claims[at].verdict = VERDICTS[doing];
    const next = {
      go: claim,
      next: this.claims[at + 1]?.id,
      previous: this.claims[at - 1]?.id,
      accept: this.openAfter(at),
      reject: this.openAfter(at),
      next_open: this.openAfter(at),
      reopen: claim,
    }[doing];
    // What lies in another part of the text is for the server to find.
    if (next) this.current = next;
    this.mark();
    this.send(this.pending.slice());
  }

  /** The code points of the article between which words are marked, or null. */
  marked() {
    const range = markedRange(this.root.getRootNode());
    const [starts, ends] = range ? [this.body.contains(range.startContainer), this.body.contains(range.endContainer)] : [];
    if (!starts && !ends) return null;
    // What is marked may begin before the text or end after it.
    const within = document.createRange();
    within.selectNodeContents(this.body);
    if (starts) within.setStart(range.startContainer, range.startOffset);
    if (ends) within.setEnd(range.endContainer, range.endOffset);
    const blocks = [...this.body.children].filter((block) => within.intersectsNode(block));
    if (within.collapsed || !blocks.length) return null;
    return [position(blocks[0], within.startContainer, within.startOffset), position(blocks.at(-1), within.endContainer, within.endOffset)];
  }

  tooLong(span) {
    const long = span !== null && span[1] - span[0] > this.data.longest;
    this.notice.textContent = long ? this.data.words.too_long.replace("{most}", String(this.data.longest)) : "";
    return long;
  }

  openAfter(at) {
    return this.claims.slice(at + 1).find((one) => one.verdict === "open")?.id;
  }

  show(data, send) {
    this.send = send;
    this.pending = this.pending.filter((step) => step.number > data.answered);
    this.data = data;
    this.translate(data);
    const textKey = JSON.stringify([data.language, data.blocks, data.claims.map((claim) => claim.id)]);
    // An answer that later steps have overtaken must not undo what is on screen.
    if (this.pending.length && textKey === this.textKey) return;
    this.claims = data.claims.map((claim) => ({ ...claim }));
    this.current = data.current;
    if (textKey !== this.textKey) {
      this.textKey = textKey;
      this.write(data);
    }
    this.mark();
  }

  translate({ language, words }) {
    this.root.lang = language;
    this.body.setAttribute("aria-label", words.region);
    for (const [doing, button] of Object.entries(this.buttons)) button.firstChild.textContent = words[doing];
    this.buttons.add.title = words.add_how;
    this.legend.textContent = words.how;
    this.keysLine.textContent = words.keys;
    this.switchText.textContent = words.keys_on;
    this.part.textContent = words.part;
  }

  /** Write the text anew, each candidate as one mark of several runs. */
  write({ blocks, text_language: language }) {
    this.marks = this.claims.map(() => []);
    this.shown = null;
    this.body.replaceChildren(...blocks.map((block) => {
      const paragraph = make("p", "block");
      paragraph.lang = language;
      paragraph.dataset.start = block.start;
      for (const [text, over, where] of block.runs) {
        const piece = where ? make("span", "name", text) : document.createTextNode(text);
        if (where) piece.title = where;
        if (!over.length) {
          paragraph.append(piece);
          continue;
        }
        const mark = make("mark");
        mark.append(piece);
        mark.addEventListener("click", () => this.go(over));
        for (const index of over) this.marks[index].push([mark, over]);
        paragraph.append(mark);
      }
      return paragraph;
    }));
  }

  /** Go to a claim of the words that were clicked on, the next one with each click. */
  go(over) {
    if (this.marked()) return;
    const at = over.findIndex((index) => this.claims[index].id === this.current);
    this.take("go", this.claims[over[(at + 1) % over.length]].id);
  }

  /** Bring marks, card, buttons and progress in line with where the review stands. */
  mark() {
    const { words, progress } = this.data;
    const before = new Map(this.data.claims.map((claim) => [claim.id, claim.verdict]));
    let done = progress[0];
    this.claims.forEach((claim, index) => {
      done += (claim.verdict !== "open") - (before.get(claim.id) !== "open");
      // Where several claims share words, these show the one that is looked at, else that of the shortest passage.
      for (const [mark, over] of this.marks[index]) {
        const shown = over.find((other) => this.claims[other].id === this.current) ?? over[0];
        if (shown !== index) continue;
        mark.className = claim.verdict;
        mark.classList.toggle("current", claim.id === this.current);
        mark.dataset.claim = claim.id;
      }
    });
    this.meter.max = Math.max(progress[1], 1);
    this.meter.value = done;
    this.progress.textContent = words.progress.replace("{done}", String(done)).replace("{all}", String(progress[1]));
    const at = this.claims.findIndex((claim) => claim.id === this.current);
    const claim = this.claims[at];
    this.buttons.previous.disabled = at < 0 || (at === 0 && this.data.first);
    this.buttons.next.disabled = at < 0 || (at === this.claims.length - 1 && this.data.last);
    for (const doing of ["accept", "reject", "reopen"]) this.buttons[doing].disabled = at < 0 || claim.verdict === VERDICTS[doing];
    this.tell(claim, words);
    this.root.dataset.current = this.current ?? "";
    this.root.dataset.pending = String(this.pending.length);
    if (this.current !== this.shown) {
      this.shown = this.current;
      this.bring(at);
    }
  }

  tell(claim, words) {
    this.card.replaceChildren();
    if (!claim) return;
    const head = make("p", "head", `${claim.number} · ${claim.kind} · ${claim.modality} `);
    head.append(make("span", `verdict ${claim.verdict}`, words[claim.verdict]));
    const threats = make("p");
    for (const [label, colour] of claim.threats) {
      const threat = make("span", "threat", `${label} `);
      threat.style.borderLeftColor = colour;
      threats.append(threat);
    }
    this.card.append(head, make("p", "", claim.summary), make("p", "", claim.place), ...(claim.threats.length ? [threats] : []));
  }

  bring(at) {
    const target = this.marks[at]?.[0]?.[0];
    if (!target) return;
    const away = target.getBoundingClientRect().top - this.body.getBoundingClientRect().top;
    if (away <= 0 || away >= this.body.clientHeight - 60) this.body.scrollTop += away - this.body.clientHeight / 3;
  }
}

export default function review({ data: [text], parentElement, setTriggerValue }) {
  let page = pages.get(parentElement);
  if (!page) {
    page = new Review(parentElement);
    pages.set(parentElement, page);
  }
  page.show(JSON.parse(text), (steps) => setTriggerValue("steps", steps));
  return () => setTimeout(() => {
    if (parentElement.isConnected) return;
    pages.delete(parentElement);
    page.close();
  }, 0);
}
