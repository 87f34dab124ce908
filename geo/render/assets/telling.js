// What the map tells in words: in tooltips and popups, and in a list for who does not see it.

import { element, emptied } from "./dom.js";
import { symbolOf } from "./symbols.js";

/** What is told of features (pairs of id and row) of a layer, as an element. */
export function told(words, layer, members) {
  const parts = members.flatMap(([id, row]) => [
    element("strong", {}, words.name(layer, id)),
    element("ul", {}, ...words.lines(layer, id, row).map(line)),
  ]);
  return element("div", { class: "atlas-told" }, ...(parts.length ? parts : [words.say("claims.none")]));
}

function line({ text, symbol, strong, quiet }) {
  const look = strong ? "atlas-strong" : quiet ? "atlas-quiet" : null;
  return element("li", { class: look }, symbol ? symbolOf(symbol, 12) : null, text);
}

/** A list of the places that share a mark; `open` is called with the selection of the one chosen. */
export function choices(words, layer, members, prefix, open) {
  const items = members.map(([id, row]) => {
    const button = element("button", { type: "button", "data-choice": prefix + id }, `${words.name(layer, id)} (${row[1]})`);
    button.addEventListener("click", () => open(prefix + id));
    return element("li", {}, button);
  });
  return element(
    "div",
    { class: "atlas-told" },
    element("strong", {}, words.say("several", { number: members.length })),
    element("ul", { class: "atlas-choices" }, ...items),
  );
}

/** Fill an element with the text alternative: the sentence, then every mark that claims stand behind. */
export function tellMarks(target, sentence, layers, payload, words) {
  const items = layers
    .filter(([, definition]) => definition.selects !== null)
    .flatMap(([id]) => Object.entries(payload.layers[id] ?? {}).map(([feature, row]) => (row[1] ? words.sentence(id, feature, row) : null)))
    .filter((item) => item !== null);
  emptied(target).append(
    element("p", { role: "img", "aria-label": sentence }),
    element("p", {}, words.say("marks")),
    element("ul", {}, ...items.map((item) => element("li", {}, item))),
  );
}
