// Threats as curved arrows between countries, from the source to who is exposed.

import { setAttribute, svgElement } from "./dom.js";
import { lookOf } from "./shapes.js";
import { colour } from "./theme.js";

const STEPS = 24;

export class ArrowLayer {
  constructor(host, id, definition) {
    const { L, map } = host;
    this.host = host;
    this.id = id;
    this.definition = definition;
    const pane = map.createPane(`atlas-${id}`);
    pane.style.zIndex = String(200 + definition.order);
    this.renderer = L.svg({ pane: `atlas-${id}`, padding: 0.5 });
    this.arrows = new Map();
    this.renderer.on("update", () => this.point());
  }

  setGeometry() {}

  update(rows) {
    const { L, map } = this.host;
    this.rows = rows;
    for (const [id, arrow] of this.arrows) {
      if (id in rows) continue;
      arrow.head.remove();
      arrow.line.remove();
      this.arrows.delete(id);
    }
    const drawn = new Map();
    for (const [id, row] of Object.entries(rows)) {
      const [pair] = id.split(":");
      const number = drawn.get(pair) ?? 0;
      drawn.set(pair, number + 1);
      const curve = this.curve(pair, number);
      if (!curve) continue;
      let arrow = this.arrows.get(id);
      if (!arrow) {
        const line = L.polyline(curve, { pane: `atlas-${this.id}`, renderer: this.renderer, smoothFactor: 0, bubblingMouseEvents: false }).addTo(map);
        line.bindTooltip(() => this.host.describe(this.id, id), { sticky: true, className: "atlas-tooltip", opacity: 1 });
        const head = svgElement("path", { "aria-hidden": "true" });
        line.getElement().ownerSVGElement.appendChild(head);
        arrow = { line, head };
        this.arrows.set(id, arrow);
      }
      arrow.line.setLatLngs(curve);
      const look = lookOf(this.definition.styles, row[0]);
      const shape = arrow.line.getElement();
      shape.style.stroke = colour(look.stroke);
      shape.style.strokeWidth = `${Math.min(1.6 + Math.sqrt(row[1]), 6)}px`;
      shape.style.strokeDasharray = look.dash ?? "none";
      shape.style.fill = "none";
      arrow.head.style.fill = colour(look.stroke);
      setAttribute(shape, "data-layer", this.id);
      setAttribute(shape, "data-feature", id);
      setAttribute(shape, "data-style", row[0]);
      setAttribute(shape, "data-claims", row[1]);
    }
    this.point();
  }

  /** A quadratic curve between the nearest name places of two countries; further threats bow further out. */
  curve(pair, number) {
    const { map, catalogue, L } = this.host;
    const [from, to] = pair.split(">").map((code) => catalogue.countries[code]?.at);
    if (!from || !to) return null;
    let best = null;
    for (const a of from) for (const b of to) {
      const distance = Math.hypot(a[0] - b[0], a[1] - b[1]);
      if (!best || distance < best.distance) best = { a, b, distance };
    }
    const start = map.project([best.a[1], best.a[0]], 6);
    const end = map.project([best.b[1], best.b[0]], 6);
    const bow = 0.18 + 0.12 * number;
    const control = L.point((start.x + end.x) / 2 - (end.y - start.y) * bow, (start.y + end.y) / 2 + (end.x - start.x) * bow);
    const found = [];
    for (let step = 0; step <= STEPS; step += 1) {
      const t = (step / STEPS) * 0.94 + 0.03;
      const x = (1 - t) ** 2 * start.x + 2 * (1 - t) * t * control.x + t ** 2 * end.x;
      const y = (1 - t) ** 2 * start.y + 2 * (1 - t) * t * control.y + t ** 2 * end.y;
      found.push(map.unproject([x, y], 6));
    }
    return found;
  }

  /** Put the heads at the ends of the lines as they are drawn now. */
  point() {
    const { map } = this.host;
    for (const arrow of this.arrows.values()) {
      const curve = arrow.line.getLatLngs();
      const tip = map.latLngToLayerPoint(curve[curve.length - 1]);
      const before = map.latLngToLayerPoint(curve[curve.length - 4]);
      const angle = (Math.atan2(tip.y - before.y, tip.x - before.x) * 180) / Math.PI;
      setAttribute(arrow.head, "d", "M3 0 L-10 5.5 L-7 0 L-10 -5.5 Z");
      setAttribute(arrow.head, "transform", `translate(${tip.x} ${tip.y}) rotate(${angle.toFixed(1)})`);
    }
  }
}
