// Names on the map. Foremost ones come first, the smallest before the larger, which have more room; then those with
// more claims, then the larger countries. What would overlap is left out.

import { element, setAttribute } from "./dom.js";
import { lookOf } from "./shapes.js";

// Where else a name may stand, in its own widths and heights, if its place is taken.
const AROUND = [[0, 0], [0, 0.6], [0, -0.6], [0.5, 0], [-0.5, 0], [0.6, 0.7], [-0.6, 0.7], [0.6, -0.7], [-0.6, -0.7], [0, 0.85], [0, -0.85], [0.3, 0.3], [-0.3, 0.3], [0.3, -0.3], [-0.3, -0.3]];
const BESIDE = [[1, 0], [-1, 0], [0, 1], [0, -1]];
// Where a foremost name may stand at the end of a line, in CSS pixels between it and its place.
const LINES = [14, 24, 36, 50, 66];
const TURNS = [0, 1, 15, 2, 14, 4, 12, 3, 13, 8, 7, 9, 6, 10, 5, 11]; // sixteenths of a turn from due east
const FOREMOST = 10000; // more than any other weight
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
    const foremost = lookOf(definition.styles, row[0]).foremost === true;
    this.candidates.push({
      foremost,
      key: definition.selects + feature, name: words.name(layer, feature), count, at: entry.at, beside: false,
      shape: country ? () => this.host.layers.get(layer).elementOf(feature) : null,
      look: country ? (count ? "country named" : "country silent") : "area",
      weight: foremost ? FOREMOST - entry.size : (count ? 1000 + count : 0) + Math.min(entry.size ?? 0, 900), size: entry.size ?? null,
    });
  }

  /** Names of the places that have a mark to themselves: they stand beside it. */
  pointNames() {
    const { catalogue } = this.host;
    return this.host.alone().map(([id, row]) => ({
      key: `place:${id}`, name: catalogue.places[id].name, count: 0, at: catalogue.places[id].at, beside: true, foremost: false,
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
      caption.text.style.transform = `translate(-50%, -50%) translate(${Math.round(found.right)}px, ${Math.round(found.down)}px)`;
      setAttribute(caption.text, "data-small", found.size.small ? "" : null);
      drawLine(caption, found);
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
    const free = ({ latlng, point }, size, right, down, line) => {
      const box = {
        left: point.x + right - size.width / 2 - GAP, right: point.x + right + size.width / 2 + GAP,
        top: point.y + down - size.height / 2 - GAP, bottom: point.y + down + size.height / 2 + GAP,
      };
      if (!frame.contains([box.left, box.top]) || !frame.contains([box.right, box.bottom])) return null;
      if (!line && !this.belongs(candidate, box)) return null;
      const clear = taken.every((other) => other.right < box.left || other.left > box.right || other.bottom < box.top || other.top > box.bottom);
      return clear ? { box, latlng, right, down, line, size } : null;
    };
    for (const size of caption.sizes) {
      for (const anchor of anchors) {
        for (const [dx, dy] of candidate.beside ? BESIDE : AROUND) {
          const right = candidate.beside ? dx * (size.width / 2 + 18) : dx * size.width;
          const down = candidate.beside ? dy * (size.height / 2 + 15) : dy * size.height;
          const found = free(anchor, size, right, down, false);
          if (found) return found;
        }
      }
    }
    if (!candidate.foremost || !anchors.length) return null;
    for (const away of LINES) {
      for (const size of caption.sizes) {
        for (const turn of TURNS) {
          const angle = (turn * Math.PI) / 8;
          const right = Math.cos(angle) * (away + size.width / 2);
          const down = Math.sin(angle) * (away + size.height / 2);
          const found = free(anchors[0], size, right, down, true);
          if (found) return { ...found, from: leaving(anchors[0].point, right, down, taken) };
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

  /** A country that nothing is said of is named only where its name roughly fits into it, unless it is foremost. */
  tooSmall(candidate, caption) {
    if (candidate.foremost || candidate.count > 0 || candidate.size === null) return false;
    return Math.sqrt(candidate.size) * this.pixelsPerDegree() < caption.sizes[0].width * 0.6;
  }

  caption(candidate) {
    const { L, map } = this.host;
    let caption = this.captions.get(candidate.key);
    const state = `${candidate.name}|${candidate.count}|${candidate.look}|${candidate.foremost}`;
    if (caption?.state === state) return caption;
    if (!caption) {
      const text = element("span", { class: "atlas-caption" });
      const icon = L.divIcon({ className: "atlas-anchor", html: text, iconSize: null });
      const marker = L.marker([0, 0], { icon, pane: PANE, interactive: false, keyboard: false });
      marker.addTo(map);
      marker.getElement().style.visibility = "hidden";
      const line = element("span", { class: "atlas-caption-line" });
      text.before(line);
      caption = { marker, text, line };
      this.captions.set(candidate.key, caption);
    }
    caption.text.replaceChildren(
      element("span", { class: "atlas-name" }, candidate.name),
      ...(candidate.count ? [element("span", { class: "atlas-number" }, candidate.count)] : []),
    );
    setAttribute(caption.text, "data-style", candidate.look);
    setAttribute(caption.text, "data-caption", candidate.key);
    caption.state = state;
    caption.sizes = (candidate.foremost ? [false, true] : [false]).map((small) => {
      setAttribute(caption.text, "data-small", small ? "" : null);
      return { small, width: caption.text.offsetWidth, height: caption.text.offsetHeight };
    });
    return caption;
  }

  /** Measure again, after the language changed. */
  remeasure() {
    for (const caption of this.captions.values()) caption.state = null;
  }
}

/** How far along its direction a line from a point leaves the boxes that it begins in, such as a mark's. */
function leaving(point, right, down, boxes) {
  const whole = Math.hypot(right, down);
  const exits = boxes
    .filter((box) => box.left <= point.x && point.x <= box.right && box.top <= point.y && point.y <= box.bottom)
    .map((box) => Math.min(
      ((right > 0 ? box.right : box.left) - point.x) / (right / whole),
      ((down > 0 ? box.bottom : box.top) - point.y) / (down / whole),
    ));
  return Math.max(0, ...exits);
}

/** Draw the line from a place to a name that stands away from it, up to the edge of the name's box. */
function drawLine({ line }, { line: wanted, from, right, down, size }) {
  line.hidden = !wanted;
  if (!wanted) return;
  const whole = Math.hypot(right, down);
  const inside = Math.min(size.width / 2 / Math.abs(right / whole), size.height / 2 / Math.abs(down / whole));
  line.style.width = `${Math.max(0, whole - inside - from)}px`;
  line.style.transform = `rotate(${Math.atan2(down, right)}rad) translateX(${from}px)`;
}
