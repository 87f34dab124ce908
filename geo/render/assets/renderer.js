// The atlas map. Draws a payload with Leaflet, keeps the map between payloads and changes it in place.

import { ArrowLayer } from "./arrows.js";
import { addBasemap } from "./basemap.js";
import { CaptionLayer } from "./captions.js";
import { controls } from "./controls.js";
import { element, emptied, setAttribute } from "./dom.js";
import { withAreas, withPlaces } from "./extra.js";
import { drawLegend } from "./legend.js";
import { MarkLayer } from "./marks.js";
import { PictureLayer } from "./pictures.js";
import { decodeShapes, ShapeLayer } from "./shapes.js";
import { choices, tellMarks, told } from "./telling.js";
import { applyPalette, themeOf } from "./theme.js";
import { wordsOf } from "./words.js";

const WAYS = { polygon: ShapeLayer, line: ShapeLayer, point: MarkLayer, arrow: ArrowLayer, image: PictureLayer };

/**
 * Make a map in an element.
 *
 * @param element_ where to draw; it is emptied
 * @param L the Leaflet namespace, 1.9
 * @param loadGeometry file name to (a promise of) its parsed JSON
 * @param pictureUrl file name of a picture to its address, or null to do without it
 * @param onSelect called with a selection such as "country:KGZ"
 * @param onMove called with {zoom, lat, lon} after the reader, not the program, moved the map
 * @param basemap {url, attribution} of an online basemap that the deployer has named, or null
 * @param labels words that replace the catalogue's, by key
 * @returns {update(payload): Promise, restore({zoom, lat, lon}), lookAt([[south, west], [north, east]]), settle(settled: Promise), remeasure(), destroy(), leaflet}
 */
export function createAtlasMap(element_, { L, loadGeometry, pictureUrl = () => null, onSelect = () => {}, onMove = () => {}, basemap = null, labels = {} }) {
  return new AtlasMap(element_, { L, loadGeometry, pictureUrl, onSelect, onMove, basemap, labels }).face();
}

class AtlasMap {
  constructor(target, options) {
    Object.assign(this, options);
    this.target = target;
    this.files = new Map();
    this.layers = new Map();
    this.captions = null;
    this.catalogue = null;
    this.payload = null;
    this.drawing = null;
    this.selected = null;
    this.revision = 0;
    this.drawn = 0;
    this.framed = null; // the size that the frame was fitted to
    this.touched = false; // by the reader
    this.settling = null; // until this promise is kept, the page may still give the map another size
    this.programmatic = 0;
    this.level = "far";
    this.opened = null;
    this.build();
  }

  face() {
    return {
      update: (payload) => this.update(payload),
      restore: (position) => this.look(() => this.map.setView([position.lat, position.lon], position.zoom, { animate: false })),
      // What the reader asked for by name is the reader's own move: it goes into the link.
      lookAt: (box) => this.fit(false, box, 7),
      // In another place, whose size may change until the promise is kept: look again at all that is shown, unless the reader has moved.
      settle: (settled) => this.settle(settled),
      // Its letters have other widths now.
      remeasure: () => this.remeasure(),
      destroy: () => this.destroy(),
      leaflet: this.map,
    };
  }

  build() {
    const { L } = this;
    this.canvas = element("div", { class: "atlas-canvas", role: "region" });
    this.legendBody = element("div", { class: "atlas-legend-body" });
    this.legendTitle = element("summary", {});
    this.legend = element("details", { class: "atlas-legend" }, this.legendTitle, this.legendBody);
    // On a phone the legend would stand between the map and what a click opens.
    this.legend.open = globalThis.matchMedia("(min-width: 641px)").matches;
    this.note = element("p", { class: "atlas-note" });
    this.alternative = element("div", { class: "atlas-hidden" });
    this.skip = element("a", { class: "atlas-skip", href: "#atlas-end" });
    this.end = element("span", { class: "atlas-end", tabindex: "-1" });
    this.message = element("p", { class: "atlas-message", role: "alert", hidden: "" });
    this.root = element("div", { class: "atlas-map" }, this.skip, this.canvas, this.legend, this.note, this.message, this.alternative, this.end);
    emptied(this.target).appendChild(this.root);
    this.skip.addEventListener("click", (event) => {
      event.preventDefault();
      this.end.focus();
    });
    this.map = L.map(this.canvas, {
      attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 0.75, wheelPxPerZoomLevel: 90,
      minZoom: 1.5, maxZoom: 12, maxBounds: [[-75, -200], [86, 250]], maxBoundsViscosity: 0.8, worldCopyJump: false, trackResize: false,
      center: [45, 60], zoom: 3, fadeAnimation: false,
    });
    if (this.basemap) addBasemap(L, this.map, this.basemap);
    this.map.on("moveend", () => this.moved());
    this.map.on("popupclose", () => (this.opened = null));
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.watcher = new ResizeObserver(() => this.resized());
    this.watcher.observe(this.canvas);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.onScheme = () => this.recolour();
    this.scheme.addEventListener("change", this.onScheme);
  }

  /** Draw a payload. Calls that are overtaken by a newer one draw nothing, nor does one that repeats the last. */
  async update(payload) {
    const drawing = JSON.stringify(payload);
    if (drawing === this.drawing) {
      this.recolour();
      return;
    }
    this.drawing = drawing;
    const revision = (this.revision += 1);
    const far = payload.files.far;
    const needed = [payload.files.catalogue, ...far];
    if (!needed.every((name) => this.files.has(name))) {
      try {
        await Promise.all(needed.map((name) => this.load(name)));
      } catch (error) {
        if (revision === this.revision) {
          this.drawing = null;
          this.fail(error);
        }
        return;
      }
      if (revision !== this.revision || !this.map) return;
    }
    this.draw(payload);
  }

  async load(name) {
    const content = await this.loadGeometry(name);
    if (!this.files.has(name)) this.files.set(name, content.families ? decodeShapes(content) : content);
  }

  draw(payload) {
    this.payload = payload;
    this.selected = payload.selected;
    const catalogue = withPlaces(this.files.get(payload.files.catalogue), payload.extra);
    if (catalogue !== this.catalogue) this.translate(catalogue);
    this.recolour();
    drawLegend(this.legendBody, payload, catalogue, this.words);
    if (!this.framed) this.frame(payload.position);
    this.level = this.wantedLevel();
    this.message.hidden = true;
    for (const [id, definition] of this.ordered()) {
      if (!this.layers.has(id)) this.layers.set(id, new WAYS[definition.draw](this, id, definition));
    }
    this.shapes();
    for (const [id, layer] of this.layers) {
      layer.definition = catalogue.layers[id];
      if (layer.definition.every === null) layer.update(payload.layers[id] ?? {});
    }
    this.captions ??= new CaptionLayer(this);
    this.captions.update();
    this.tell();
    if (this.opened && this.map) this.refill();
    this.drawn += 1;
    this.root.dataset.revision = String(this.drawn);
    this.root.dataset.ready = "true";
  }

  ordered() {
    return Object.entries(this.catalogue.layers).sort((a, b) => a[1].order - b[1].order);
  }

  /** Give the layers the geometry of the level that is at hand, and start fetching a finer one if it is wanted. */
  shapes() {
    const names = this.payload.files[this.level];
    if (!names.every((name) => this.files.has(name))) {
      const level = this.level;
      this.level = "far";
      Promise.all(names.map((name) => this.load(name))).then(
        () => this.map && this.wantedLevel() === level && this.refine(),
        (error) => this.fail(error),
      );
    }
    const families = Object.assign({}, ...this.payload.files[this.level].map((name) => this.files.get(name)));
    if (families.areas) families.areas = withAreas(families.areas, this.payload.extra, this.level);
    for (const [id, layer] of this.layers) {
      const definition = this.catalogue.layers[id];
      if (definition.geometry === null) continue;
      const geometries = families[definition.geometry] ?? {};
      if (definition.every !== null) {
        layer.rows = Object.fromEntries(Object.keys(geometries).map((feature) => [feature, [definition.every, null]]));
      }
      layer.setGeometry(geometries);
    }
  }

  wantedLevel() {
    return this.map.getZoom() >= this.payload.files.threshold ? "close" : "far";
  }

  refine() {
    this.level = this.wantedLevel();
    this.shapes();
    this.root.dataset.level = this.level;
  }

  translate(catalogue) {
    this.catalogue = catalogue;
    this.words = wordsOf({ ...catalogue, words: { ...catalogue.words, ...this.labels } });
    const { say } = this.words;
    this.root.lang = catalogue.language;
    this.legendTitle.textContent = say("legend");
    this.skip.textContent = say("skip");
    this.controls?.forEach((control) => control.remove());
    this.controls = controls(this.L, say, () => this.fit(true));
    this.controls.forEach((control) => control.addTo(this.map));
    this.captions?.remeasure();
  }

  recolour() {
    if (!this.catalogue) return;
    const theme = themeOf(this.target, this.payload?.theme);
    applyPalette(this.root, this.catalogue.palette[theme], theme);
  }

  /** Move without telling anyone: only the reader's own moves go into the link. */
  look(move) {
    this.programmatic += 1;
    move();
    this.programmatic -= 1;
  }

  frame(position) {
    const size = this.map.getSize();
    if (!size.x || !size.y) return;
    this.framed = size;
    this.look(() => {
      if (position) this.map.setView([position[1], position[2]], position[0], { animate: false });
      else this.fit(false);
    });
  }

  /** Look at the frame (or another box), clear of the legend where that lies over the map. */
  fit(animate, box = this.payload.frame, maxZoom = undefined) {
    const legend = this.legend.open && getComputedStyle(this.legend).position === "absolute" ? this.legend.offsetWidth : 0;
    this.map.fitBounds(box, { paddingTopLeft: [16 + legend, 16], paddingBottomRight: [16, 16], animate, maxZoom });
  }

  settle(settled) {
    this.settling = settled;
    settled.finally(() => this.settling === settled && (this.settling = null));
    this.recolour();
    this.resized();
  }

  remeasure() {
    if (!this.map || !this.captions) return;
    this.captions.remeasure();
    this.captions.place();
  }

  resized() {
    if (!this.map) return;
    this.look(() => this.map.invalidateSize({ pan: true, animate: false }));
    const settling = this.settling && !this.touched && !this.opened;
    // It may have moved before it was drawn, so before anything was framed.
    const due = !this.framed || (settling && !this.framed.equals(this.map.getSize()));
    if (this.payload && due) this.frame(this.payload.position);
    // A panel that opens beside the map must not push what was just opened out of sight.
    const open = this.opened?.popup;
    if (open) this.look(() => this.map.panInside(open.getLatLng(), { paddingTopLeft: [150, 150], paddingBottomRight: [150, 40], animate: false }));
  }

  moved() {
    if (!this.payload || !this.catalogue) return;
    for (const layer of this.layers.values()) layer.regroup?.();
    if (this.wantedLevel() !== this.level) this.refine();
    // Names look at the outlines, which Leaflet moves after this: it tells its layers last.
    queueMicrotask(() => this.map && this.captions?.place());
    if (this.programmatic || !this.framed) return;
    this.touched = true;
    const { lat, lng } = this.map.getCenter();
    this.onMove({ zoom: this.map.getZoom(), lat, lon: lng });
  }

  key(event) {
    const mark = event.target.closest?.("[data-mark]");
    if (!mark || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    const layer = this.layers.get(mark.dataset.layer);
    if (mark.dataset.feature) layer.open(mark.dataset.feature);
    else {
      const key = mark.dataset.members.split(" ").map((one) => one.slice(layer.definition.selects.length)).join(" ");
      layer.open(key);
    }
  }

  /** Open a feature: a popup at once, and word to the host. */
  select(selection, layer, id, latlng) {
    this.opened = { layer, members: [id], listed: false };
    this.popup(latlng);
    this.onSelect(selection);
  }

  /** Let the reader choose between places that share a mark. */
  choose(layer, members, latlng) {
    this.opened = { layer, members: members.map(([id]) => id), listed: true };
    this.popup(latlng);
  }

  /** Open the area that a name belongs to. */
  openArea(selection) {
    for (const layer of this.layers.values()) {
      const prefix = layer.definition.selects ?? "";
      if (layer.open && layer.paths && prefix && selection.startsWith(prefix)) {
        const id = selection.slice(prefix.length);
        const [lon, lat] = this.catalogue.places[id]?.at?.[0] ?? [];
        if (layer.paths.has(id) && lon !== undefined) layer.open(id, this.L.latLng(lat, lon));
      }
    }
  }

  popup(latlng) {
    const opened = this.opened;
    const popup = this.L.popup({ className: "atlas-popup", maxWidth: 300, minWidth: 120, autoPanPadding: [12, 12] })
      .setLatLng(latlng)
      .setContent(this.content(opened));
    popup.openOn(this.map);
    this.opened = { ...opened, popup };
  }

  refill() {
    this.opened.popup?.setContent(this.content(this.opened));
  }

  content({ layer, members, listed }) {
    const current = members.map((id) => [id, this.payload.layers[layer]?.[id]]).filter(([, row]) => row);
    return listed
      ? choices(this.words, layer, current, this.catalogue.layers[layer].selects, this.onSelect)
      : told(this.words, layer, current);
  }

  describe(layer, id) {
    const row = this.payload.layers[layer]?.[id];
    return this.describeSeveral(layer, row ? [[id, row]] : []);
  }

  describeSeveral(layer, members) {
    return told(this.words, layer, members);
  }

  /** Boxes (in layer points) that names keep clear of: marks, buttons and a legend that lies over the map. */
  obstacles() {
    const { x, y } = this.map.containerPointToLayerPoint([0, 0]);
    const origin = this.canvas.getBoundingClientRect();
    const over = [...this.canvas.querySelectorAll(".leaflet-control"), this.legend].map((one) => one.getBoundingClientRect());
    const boxes = over.map((box) => ({
      left: x + box.left - origin.left, right: x + box.right - origin.left,
      top: y + box.top - origin.top, bottom: y + box.bottom - origin.top,
    }));
    return [...boxes, ...[...this.layers.values()].flatMap((layer) => layer.boxes?.() ?? [])];
  }

  /** Rows of every point that has a mark to itself, for their names. */
  alone() {
    return [...this.layers.values()].flatMap((layer) => layer.alone?.() ?? []);
  }

  /** Say in words what the map shows, for who does not see it. */
  tell() {
    const { payload, words } = this;
    const view = words.say("boundaries", { view: payload.note });
    const sentence = `${words.say("map")}: ${payload.alt} ${view}`;
    setAttribute(this.canvas, "aria-label", sentence);
    const elsewhere = payload.unlocated ? words.say("unlocated", { claims: words.claims(payload.unlocated) }) : "";
    this.note.textContent = [elsewhere, view, words.say("attribution"), this.basemap?.attribution].filter(Boolean).join(" · ");
    tellMarks(this.alternative, sentence, this.ordered(), payload, words);
  }

  fail(error) {
    console.warn("atlas map:", error);
    this.message.textContent = this.words?.say("failed") ?? "The map's data could not be loaded. / Данные карты не загрузились.";
    this.message.hidden = false;
  }

  destroy() {
    this.watcher.disconnect();
    this.scheme.removeEventListener("change", this.onScheme);
    this.map?.remove();
    this.map = null;
    this.root.remove();
  }
}
