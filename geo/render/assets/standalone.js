// The map in a file of its own: data stands in the page, and a panel beside the map shows the claims.

import { element, emptied } from "./dom.js";
import { withPlaces } from "./extra.js";
import { createAtlasMap } from "./renderer.js";
import { themeOf } from "./theme.js";
import { wordsOf } from "./words.js";

/** Start the map in the page; returns the Leaflet map. `L` is Leaflet, `data` what Python put into the page. */
export function start(L, target, data) {
  const { page, payload, files, pictures } = data;
  const panel = element("aside", { class: "atlas-panel", tabindex: "-1", "aria-live": "polite" });
  const host = element("div", { class: "atlas-host" });
  const whole = element(
    "div",
    { class: "atlas-page", lang: payload.language },
    element("header", {}, element("h1", {}, page.title), element("p", { class: "atlas-sentence" }, page.sentence)),
    element("main", { class: "atlas-place" }, host),
    panel,
    element("footer", {}, page.stamp),
  );
  emptied(target).appendChild(whole);
  const words = wordsOf(withPlaces(files[payload.files.catalogue], payload.extra));
  const show = (selection) => fillPanel(panel, selection, data, words);
  const colours = () => {
    const palette = files[payload.files.catalogue].palette[themeOf(whole, payload.theme)];
    whole.style.setProperty("--atlas-page", palette.paper);
    whole.style.setProperty("--atlas-page-ink", palette.ink);
    whole.style.setProperty("--atlas-page-alert", palette.exposed);
    document.documentElement.style.background = palette.paper;
  };
  colours();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", colours);
  const atlas = createAtlasMap(host, {
    L,
    loadGeometry: (name) => (name in files ? files[name] : Promise.reject(new Error(name))),
    pictureUrl: (name) => pictures[name],
    onSelect: (selection) => {
      show(selection);
      atlas.update({ ...payload, selected: selection });
    },
  });
  show(payload.selected);
  atlas.update(payload);
  return atlas.leaflet;
}

function fillPanel(panel, selection, { evidence, claims }, words) {
  emptied(panel);
  const found = selection === null ? [] : evidence[selection] ?? [];
  panel.dataset.selection = selection ?? "";
  if (!found.length) {
    panel.appendChild(element("p", { class: "atlas-prompt" }, words.say("panel.prompt")));
    return;
  }
  panel.append(element("h2", {}, words.name(null, selection)), ...found.map((id) => article(claims[id])));
  panel.scrollTop = 0;
}

function article(claim) {
  return element(
    "article",
    { "data-claim": claim.id },
    element("p", { class: "atlas-tags" }, claim.tags),
    element("p", { class: "atlas-summary" }, claim.summary),
    claim.passage === undefined ? null : element("blockquote", {}, claim.passage),
    element("dl", {}, ...claim.rows.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)])),
    claim.correction === undefined ? null : element("p", { class: "atlas-correction" }, claim.correction),
  );
}
