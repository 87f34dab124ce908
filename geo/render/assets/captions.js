// Names on the map. Those with more claims, then the larger countries, come first; what would overlap is left out.

import { element, setAttribute } from "./dom.js";

// Where else a name may stand, in its own widths and heights, if its place is taken.
const AROUND = [[0, 0], [0, 0.6], [0, -0.6], [0.5, 0], [-0.5, 0], [0.6, 0.7], [-0.6, 0.7], [0.6, -0.7], [-0.6, -0.7], [0, 0.85], [0, -0.85], [0.3, 0.3], [-0.3, 0.3], [0.3, -0.3], [-0.3, -0.3]];
const BESIDE = [[1, 0], [-1, 0], [0, 1], [0, -1]];
const GAP = 2; // CSS pixels kept free around a name
const TINY = 34; // CSS pixels across, below which a country's name need only touch it
const PANE = "atlas-captions";

/** The names of all layers that want theirs shown, placed anew whenever the map has moved. */
export class CaptionLayer {
  constructor(host) {
    this.host = host;
    this.captions = new Map();
    const pane = host.map.createPane(PANE);
    pane.style.zIndex = "390";
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true");
    // An area's name opens it as the area does: the outline alone is a narrow target.
    pane.addEventListener("click", (event) => {
      const caption = event.target.closest?.("[data-caption]");
      if (caption?.dataset.style === "area") host.openArea(caption.dataset.caption);
    });
  }

  /** Take over the rows of a new payload. */
  update() {
    const { layers, payload } = this.host;
    this.candidates = [];
    for (const [id, { definition }] of layers) {
      if (!definition.named || definition.draw === "point") continue;
      for (const [feature, row] of Object.entries(payload.layers[id] ?? {})) this.consider(id, definition, feature, row);
    }
    this.place();
  }

  consider(layer, definition, feature, row) {
    const { catalogue, words } = this.host;
    const country = definition.selects === "country:";
    const entry = country ? catalogue.countries[feature] : catalogue.places[feature];
    if (!entry?.at) return;
    const count = row[1] ?? 0;
    this.candidates.push({
      key: definition.selects + feature, name: words.name(layer, feature), count, at: entry.at, beside: false,
      shape: country ? () => this.host.layers.get(layer).elementOf(feature) : null,
      look: country ? (count ? "country named" : "country silent") : "area",
      weight: (count ? 1000 + count : 0) + Math.min(entry.size ?? 0, 900), size: entry.size ?? null,
    });
  }

  /** Names of the places that have a mark to themselves: they stand beside it. */
  pointNames() {
    const { catalogue } = this.host;
    return this.host.alone().map(([id, row]) => ({
      key: `place:${id}`, name: catalogue.places[id].name, count: 0, at: catalogue.places[id].at, beside: true,
      look: "point", weight: 900 + row[1], size: null,
    }));
  }

  /** Choose a place for every name that fits and hide the others. */
  place() {
    if (!this.candidates) return;
    const taken = this.host.obstacles();
    const kept = new Set();
    for (const candidate of [...this.candidates, ...this.pointNames()].sort((a, b) => b.weight - a.weight)) {
      const caption = this.caption(candidate);
      const found = this.fit(candidate, caption, taken);
      if (!found) continue;
      kept.add(candidate.key);
      taken.push(found.box);
      caption.marker.setLatLng(found.latlng);
      caption.text.style.transform = found.shift;
    }
    for (const [key, caption] of this.captions) caption.marker.getElement().style.visibility = kept.has(key) ? "" : "hidden";
  }

  /** Find a place for a name that is on screen and free: its best anchor, else the one nearest the middle. */
  fit(candidate, caption, taken) {
    const { L, map } = this.host;
    if (this.tooSmall(candidate, caption)) return null;
    const corner = map.containerPointToLayerPoint([0, 0]);
    const frame = L.bounds(corner, corner.add(map.getSize()));
    const middle = frame.getCenter();
    const anchors = candidate.at
      .map(([lon, lat], rank) => ({ rank, latlng: [lat, lon], point: map.latLngToLayerPoint([lat, lon]) }))
      .filter((anchor) => frame.contains(anchor.point))
      .sort((a, b) => (a.rank === 0 ? -1 : b.rank === 0 ? 1 : a.point.distanceTo(middle) - b.point.distanceTo(middle)));
    for (const { latlng, point } of anchors) {
      for (const [dx, dy] of candidate.beside ? BESIDE : AROUND) {
        const right = candidate.beside ? dx * (caption.width / 2 + 18) : dx * caption.width;
        const down = candidate.beside ? dy * (caption.height / 2 + 15) : dy * caption.height;
        const box = {
          left: point.x + right - caption.width / 2 - GAP, right: point.x + right + caption.width / 2 + GAP,
          top: point.y + down - caption.height / 2 - GAP, bottom: point.y + down + caption.height / 2 + GAP,
        };
        if (!frame.contains([box.left, box.top]) || !frame.contains([box.right, box.bottom])) continue;
        if (!this.belongs(candidate, box)) continue;
        if (taken.every((other) => other.right < box.left || other.left > box.right || other.bottom < box.top || other.top > box.bottom)) {
          return { box, latlng, shift: `translate(-50%, -50%) translate(${Math.round(right)}px, ${Math.round(down)}px)` };
        }
      }
    }
    return null;
  }

  /** A name stands in its country; that of a tiny one may stand at it. */
  belongs(candidate, box) {
    const shape = candidate.shape?.();
    if (!shape) return true;
    const across = Math.sqrt(candidate.size) * this.pixelsPerDegree();
    const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const spots = [middle];
    if (across < TINY) {
      spots.push([box.left, middle[1]], [box.right, middle[1]], [middle[0], box.top], [middle[0], box.bottom]);
    }
    return spots.some(([x, y]) => shape.isPointInFill(new DOMPoint(x, y)));
  }

  pixelsPerDegree() {
    return (256 * 2 ** this.host.map.getZoom()) / 360;
  }

  /** A country that nothing is said of is named only where its name roughly fits into it. */
  tooSmall(candidate, caption) {
    if (candidate.count > 0 || candidate.size === null) return false;
    return Math.sqrt(candidate.size) * this.pixelsPerDegree() < caption.width * 0.6;
  }

  caption(candidate) {
    const { L, map } = this.host;
    let caption = this.captions.get(candidate.key);
    const state = `${candidate.name}|${candidate.count}|${candidate.look}`;
    if (caption?.state === state) return caption;
    if (!caption) {
      const text = element("span", { class: "atlas-caption" });
      const icon = L.divIcon({ className: "atlas-anchor", html: text, iconSize: null });
      const marker = L.marker([0, 0], { icon, pane: PANE, interactive: false, keyboard: false });
      marker.addTo(map);
      marker.getElement().style.visibility = "hidden";
      caption = { marker, text };
      this.captions.set(candidate.key, caption);
    }
    caption.text.replaceChildren(
      element("span", { class: "atlas-name" }, candidate.name),
      ...(candidate.count ? [element("span", { class: "atlas-number" }, candidate.count)] : []),
    );
    setAttribute(caption.text, "data-style", candidate.look);
    setAttribute(caption.text, "data-caption", candidate.key);
    caption.state = state;
    caption.width = caption.text.offsetWidth;
    caption.height = caption.text.offsetHeight;
    return caption;
  }

  /** Measure again, after the language changed. */
  remeasure() {
    for (const caption of this.captions.values()) caption.state = null;
  }
}
