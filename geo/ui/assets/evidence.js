// The evidence panel. It gets plain data and writes every text with textContent, so nothing in it is
// ever read as markup. It is drawn again only when the data has changed, so a reader's place in a long
// list survives a rerun.

const drawn = new WeakMap();

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  return element;
}

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
  const link = make("a", "", new URL(address).hostname);
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
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
  note.append(make("h4", "", heading), make("p", "", part.says), listOf(part.rows));
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

function cardOf(claim, data, open) {
  const card = make("article", "claim");
  card.dataset.claim = claim.id;
  const tags = make("p", "tags");
  tags.append(make("span", "tag kind", claim.kind), make("span", `tag ${claim.tone}`, claim.modality));
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
  return card;
}

function panelOf(data, send) {
  const panel = make("section", "panel");
  panel.lang = data.language;
  panel.setAttribute("aria-label", data.words.heading);
  panel.tabIndex = -1;
  const head = make("header");
  const titles = make("div");
  titles.append(make("h3", "", data.title), make("p", "count", data.count));
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
  for (const claim of data.claims) list.append(cardOf(claim, data, (selection) => send("open", selection)));
  panel.append(head, list);
  return panel;
}

export default function evidence({ data, parentElement, setTriggerValue }) {
  const state = drawn.get(parentElement) ?? { key: null, selection: null, root: null };
  const first = !drawn.has(parentElement);
  drawn.set(parentElement, state);
  const key = JSON.stringify(data);
  if (key === state.key) return;
  state.key = key;
  const host = parentElement.host ?? parentElement;
  host.dataset.open = String(data.open);
  host.dataset.selection = data.open ? data.selection : "";
  state.root?.remove();
  state.root = null;
  const before = state.selection;
  state.selection = data.open ? data.selection : null;
  if (!data.open) return;
  state.root = panelOf(data, (name, value) => setTriggerValue(name, value));
  parentElement.append(state.root);
  // Below the map on a narrow screen: bring what was just clicked on into view.
  if (!first && state.selection !== before && host.getBoundingClientRect().top > window.innerHeight - 80) {
    state.root.scrollIntoView({ block: "start", behavior: "smooth" });
  }
}
