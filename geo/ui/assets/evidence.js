// The evidence panel. It gets plain data and writes every text with textContent, so nothing in it is
// ever read as markup. It is drawn again only when the data has changed, so a reader's place in a long
// list survives a rerun.

import { linkTo, make } from "../geo.layout/elements.js";

const drawn = new WeakMap();

function webAddress(text) {
  try {
    const address = new URL(text);
    return address.protocol === "https:" || address.protocol === "http:" ? address.href : null;
  } catch {
    return null;
  }
}

function valueOf(text) {
  const address = webAddress(text);
  if (address === null) return make("dd", "", text);
  const value = make("dd");
  const link = linkTo(address, "", new URL(address).hostname);
  link.title = text;
  value.append(link);
  return value;
}

function listOf(rows) {
  const list = make("dl");
  for (const [label, text] of rows) list.append(make("dt", "", label), valueOf(text));
  return list;
}

function noteOf(className, heading, part) {
  const note = make("section", `note ${className}`);
  note.append(make("h3", "", heading), make("p", "", part.says), listOf(part.rows));
  return note;
}

function passageOf(passage) {
  const block = make("div", `passage ${passage.state}`);
  block.append(make("p", "locator", passage.locator));
  if (passage.text) {
    const quote = make("blockquote", "", passage.text);
    quote.lang = passage.language;
    block.append(quote);
  }
  block.append(make("p", "state", passage.label));
  return block;
}

/** A link to the passage in its text. It can be opened in a tab of its own; a plain click stays in the session. */
function readLink(claim, data, read) {
  const selection = `claim:${claim.id}`;
  const link = make("a", "read", data.words.read);
  // The filters may have changed since the card was drawn.
  const aim = () => {
    const address = new URL("texts", window.location.href);
    const kept = window.location.search.slice(1).split("&").filter((pair) => pair && !/^(sel|at)=/.test(pair));
    address.search = [...kept, `sel=${encodeURIComponent(selection)}`].join("&");
    link.href = address.href;
  };
  aim();
  for (const before of ["pointerdown", "focus"]) link.addEventListener(before, aim);
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    read(selection);
  });
  return link;
}

function cardOf(claim, data, open, read) {
  const card = make("article", "claim");
  card.dataset.claim = claim.id;
  const tags = make("p", "tags");
  tags.append(make("span", "tag kind", claim.kind), make("span", `tag ${claim.tone}`, claim.modality));
  if (claim.status) {
    tags.append(make("span", "tag candidate", claim.status));
    card.classList.add("candidate");
  }
  card.append(tags, make("p", "summary", claim.summary), listOf(claim.rows), passageOf(claim.passage));
  if (claim.correction) card.append(noteOf("correction", data.words.correction, claim.correction));
  if (claim.outcome) {
    const heading = `${data.words.outcome}: ${claim.outcome.verdict}`;
    card.append(noteOf(`outcome ${claim.outcome.tone}`, heading, claim.outcome));
  }
  if (!data.single) {
    const only = make("button", "only", data.words.only);
    only.type = "button";
    only.addEventListener("click", () => open(`claim:${claim.id}`));
    card.append(only);
  }
  if (!data.reading) card.append(readLink(claim, data, read));
  return card;
}

function panelOf(data, send) {
  const panel = make("section", "panel");
  panel.lang = data.language;
  panel.setAttribute("aria-label", data.words.heading);
  panel.tabIndex = -1;
  const head = make("header");
  const titles = make("div");
  titles.append(make("h2", "", data.title), make("p", "count", data.count));
  const close = make("button", "close", "×");
  close.type = "button";
  close.title = data.words.close;
  close.setAttribute("aria-label", data.words.close);
  close.addEventListener("click", () => send("close", true));
  head.append(titles, close);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") send("close", true);
  });
  const list = make("div", "claims");
  for (const claim of data.claims) list.append(cardOf(claim, data, (selection) => send("open", selection), (selection) => send("read", selection)));
  panel.append(head, list);
  return panel;
}

/** What has the focus, inside whatever shadow root. */
function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

export default function evidence({ data: [text], parentElement, setTriggerValue }) {
  const state = drawn.get(parentElement) ?? { text: null, selection: null, root: null, opener: null };
  const first = !drawn.has(parentElement);
  drawn.set(parentElement, state);
  if (text === state.text) return;
  state.text = text;
  const data = JSON.parse(text);
  const host = parentElement.host ?? parentElement;
  host.dataset.open = String(data.open);
  host.dataset.selection = data.open ? data.selection : "";
  // Who works from the keyboard goes from a mark on the map to what it opens, and back when that is closed.
  const from = focused();
  const inside = Boolean(state.root?.contains(from));
  state.root?.remove();
  state.root = null;
  const before = state.selection;
  state.selection = data.open ? data.selection : null;
  if (!data.open) {
    if (inside && state.opener?.isConnected) state.opener.focus({ preventScroll: true });
    return;
  }
  state.root = panelOf(data, (name, value) => setTriggerValue(name, value));
  parentElement.append(state.root);
  const marked = !first && state.selection !== before && from?.matches("[data-mark]:focus-visible");
  if (marked) state.opener = from;
  if (inside || marked) state.root.focus({ preventScroll: true });
  // Below the map on a narrow screen: bring what was just clicked on into view.
  if (!first && state.selection !== before && host.getBoundingClientRect().top > window.innerHeight - 80) {
    state.root.scrollIntoView({ block: "start", behavior: "smooth" });
  }
}
