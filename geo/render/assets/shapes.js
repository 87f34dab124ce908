// Polygons and lines: one Leaflet path a feature, restyled in place; casings, bands and patterns beside it.

import { setAttribute, svgElement } from "./dom.js";
import { colour, fillOf } from "./theme.js";

let counter = 0;

/** Merge the styles that a feature names, the later ones over the earlier. */
export function lookOf(styles, tokens) {
  return Object.assign({}, ...tokens.split(" ").map((token) => styles[token] ?? {}));
}

/**
 * A layer of polygons or lines in a pane of its own.
 *
 * `host.describe(layer, id)` gives the tooltip's content as an element; `host.select(selection, latlng)`
 * is called for a click on a feature that claims stand behind.
 */
export class ShapeLayer {
  constructor(host, id, definition) {
    const { L, map } = host;
    this.host = host;
    this.id = id;
    this.definition = definition;
    this.line = definition.draw === "line";
    this.prefix = `atlas-${(counter += 1)}-${id}`;
    const pane = map.createPane(`atlas-${id}`);
    pane.style.zIndex = String(200 + definition.order);
    this.renderer = L.svg({ pane: `atlas-${id}`, padding: 0.5 });
    this.paths = new Map();
    this.rows = {};
    this.extras = new Map();
    this.renderer.on("update", () => this.follow());
  }

  /** Take over geometry: a mapping of feature id to nested coordinates. Paths that exist keep their element. */
  setGeometry(geometries) {
    if (this.geometries === geometries) return;
    this.geometries = geometries;
    for (const [id, path] of this.paths) {
      if (id in geometries) path.setLatLngs(geometries[id]);
      else this.drop(id);
    }
    this.update(this.rows);
  }

  /** Draw rows: feature id to [styles, claims]; what has no row is taken off. */
  update(rows) {
    this.rows = rows;
    if (!this.geometries) return;
    for (const id of [...this.paths.keys()]) if (!(id in rows)) this.drop(id);
    for (const [id, row] of Object.entries(rows)) {
      if (!(id in this.geometries)) continue;
      const path = this.paths.get(id) ?? this.add(id);
      this.restyle(id, path, row);
    }
    this.follow();
  }

  add(id) {
    const { L, map } = this.host;
    const make = this.line ? L.polyline : L.polygon;
    const path = make(this.geometries[id], {
      pane: `atlas-${this.id}`, renderer: this.renderer, smoothFactor: 0, bubblingMouseEvents: false,
      interactive: this.definition.every === null, weight: 1,
    });
    path.addTo(map);
    this.paths.set(id, path);
    if (this.definition.every === null) {
      path.bindTooltip(() => this.host.describe(this.id, id), { sticky: true, className: "atlas-tooltip", opacity: 1 });
      path.on("click", (event) => this.open(id, event.latlng));
    }
    return path;
  }

  drop(id) {
    this.paths.get(id)?.remove();
    this.paths.delete(id);
    this.undecorate(id);
  }

  /** Open a feature, if there is something behind it. */
  open(id, latlng) {
    if (this.definition.selects === null || !this.rows[id]?.[1]) return;
    this.host.select(this.definition.selects + id, this.id, id, latlng ?? this.paths.get(id).getBounds().getCenter());
  }

  restyle(id, path, row) {
    const shape = path.getElement();
    const selection = this.definition.selects === null ? null : this.definition.selects + id;
    const chosen = selection !== null && this.host.selected === selection;
    const state = `${row[0]}|${row[1]}|${chosen}|${this.host.catalogue.language}`;
    if (path.atlasState === state) return;
    path.atlasState = state;
    const look = lookOf(this.definition.styles, row[0]);
    const style = shape.style;
    if (this.line) {
      // The path itself is a wide invisible target; what is seen is drawn beside it.
      style.stroke = "transparent";
      style.strokeWidth = "14px";
      style.fill = "none";
      style.pointerEvents = row[1] === 0 ? "none" : "stroke";
    } else {
      style.fill = look.pattern ? `url(#${this.pattern(shape, look)})` : fillOf(look);
      style.fillOpacity = String(look.opacity ?? 1);
      style.stroke = look.stroke ? colour(look.stroke) : "none";
      style.strokeWidth = `${look.weight ?? 0}px`;
      style.strokeDasharray = look.dash ?? "none";
    }
    setAttribute(shape, "data-layer", this.id);
    setAttribute(shape, "data-feature", id);
    setAttribute(shape, "data-style", row[0]);
    setAttribute(shape, "data-claims", row[1]);
    const opens = selection !== null && row[1] > 0;
    setAttribute(shape, "data-mark", opens ? selection : null);
    setAttribute(shape, "role", opens ? "button" : null);
    setAttribute(shape, "tabindex", opens ? "0" : "-1");
    setAttribute(shape, "aria-label", opens ? this.host.words.sentence(this.id, id, row) : null);
    setAttribute(shape, "aria-pressed", opens ? String(chosen) : null);
    this.decorate(id, shape, look, chosen);
    if (path.getTooltip()?.isOpen()) path.getTooltip().setContent(this.host.describe(this.id, id));
  }

  /** Casing and line of a line; band and selection of a polygon, clipped to its inside. */
  decorate(id, shape, look, chosen) {
    this.undecorate(id);
    const strokes = [];
    if (this.line) {
      const width = (look.weight ?? 1) + (chosen ? 1.6 : 0);
      if (look.halo) strokes.push({ stroke: "casing", width: width + 2 * look.halo, opacity: 0.85 });
      strokes.push({ stroke: chosen ? "exposed" : look.stroke, width, dash: look.dash, opacity: look.opacity });
    } else {
      if (look.band) strokes.push({ stroke: look.band, width: 2 * look.band_weight, dash: look.band_dash, inside: true });
      if (chosen) strokes.push({ stroke: "selected", width: 5, inside: true });
    }
    if (!strokes.length) return;
    const svg = shape.ownerSVGElement;
    const group = svgElement("g", { class: "atlas-beside", "aria-hidden": "true" });
    if (strokes.some((one) => one.inside)) {
      group.appendChild(svgElement("clipPath", { id: `${this.prefix}-${id}` }, svgElement("path", { "clip-rule": "evenodd" })));
    }
    for (const one of strokes) {
      const line = svgElement("path", { fill: "none", "stroke-linejoin": "round" });
      line.style.stroke = colour(one.stroke);
      line.style.strokeWidth = `${one.width}px`;
      if (one.dash) line.style.strokeDasharray = one.dash;
      if (one.opacity) line.style.strokeOpacity = String(one.opacity);
      if (one.inside) line.style.clipPath = `url(#${this.prefix}-${id})`;
      group.appendChild(line);
    }
    svg.appendChild(group);
    this.extras.set(id, group);
  }

  undecorate(id) {
    this.extras.get(id)?.remove();
    this.extras.delete(id);
  }

  /** Give what is drawn beside the paths the outlines that Leaflet has just computed. */
  follow() {
    for (const [id, group] of this.extras) {
      const outline = this.paths.get(id)?.getElement()?.getAttribute("d");
      if (outline) for (const line of group.querySelectorAll("path")) setAttribute(line, "d", outline);
    }
  }

  pattern(shape, look) {
    const name = `${this.prefix}-${look.pattern}-${look.fill}-${Math.round(100 * (look.tint ?? 1))}`;
    const svg = shape.ownerSVGElement;
    if (svg.querySelector(`#${CSS.escape(name)}`)) return name;
    const box = svgElement("rect", { width: 8, height: 8 });
    box.style.fill = fillOf(look);
    const ink = look.pattern === "dots" ? svgElement("circle", { cx: 4, cy: 4, r: 1.2 }) : svgElement("rect", { width: 1.7, height: 8 });
    ink.style.fill = colour(look.ink);
    ink.style.fillOpacity = String(look.tint ?? 1);
    svg.appendChild(
      svgElement("defs", {}, svgElement("pattern", { id: name, patternUnits: "userSpaceOnUse", width: 8, height: 8, patternTransform: "rotate(45)" }, box, ink)),
    );
    return name;
  }

  /** Return the path's element of a feature, for focus and tests. */
  elementOf(id) {
    return this.paths.get(id)?.getElement() ?? null;
  }

  centreOf(id) {
    return this.paths.get(id)?.getBounds().getCenter() ?? null;
  }
}

/**
 * Turn a shape file into Leaflet's coordinates: family to feature id to nested [lat, lon].
 *
 * The file gives each vertex as its step from the one before, in whole numbers of 1 / scale degrees.
 */
export function decodeShapes({ scale, families }) {
  const unfold = (part) => {
    if (typeof part[0] !== "number") return part.map(unfold);
    const found = new Array(part.length / 2);
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < found.length; i += 1) {
      lon += part[2 * i];
      lat += part[2 * i + 1];
      found[i] = [lat / scale, lon / scale];
    }
    return found;
  };
  const decoded = {};
  for (const [family, shapes] of Object.entries(families)) {
    decoded[family] = Object.fromEntries(Object.entries(shapes).map(([id, shape]) => [id, shape.map(unfold)]));
  }
  return decoded;
}
