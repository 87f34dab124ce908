// Points: one mark a place with the symbols of its claims; marks that would overlap become one.

import { element, setAttribute } from "./dom.js";
import { symbolOf } from "./symbols.js";
import { statusOf } from "./words.js";

const TARGET = 24; // CSS pixels that can be hit, at least
const NEAR = 30; // CSS pixels between two marks below which they are drawn as one
const SHOWN = 3; // symbols in a mark before it only counts
// CSS pixels that the parts of a mark take (atlas_map.css), to tell which would overlap before they are drawn.
const EDGES = 11;
const SYMBOL = 16;
const DIGIT = 8;

/** The points of one layer. Marks are regrouped when the zoom or the view changes, never moved off their place. */
export class MarkLayer {
  constructor(host, id, definition) {
    this.host = host;
    this.id = id;
    this.definition = definition;
    this.rows = {};
    this.marks = new Map();
    const pane = host.map.createPane(`atlas-${id}`);
    pane.style.zIndex = String(200 + definition.order);
  }

  setGeometry() {}

  update(rows) {
    this.rows = rows;
    this.regroup();
  }

  /** Group the places that are near each other on screen and bring the marks in line with the groups. */
  regroup() {
    const { map, catalogue } = this.host;
    const groups = [];
    for (const [id, row] of Object.entries(this.rows)) {
      const at = catalogue.places[id]?.at?.[0];
      if (!at) continue;
      const latlng = [at[1], at[0]];
      join(groups, grouped(map.latLngToLayerPoint(latlng), latlng, [[id, row]]));
    }
    const wanted = new Map(groups.map((group) => [group.members.map(([id]) => id).join(" "), group]));
    for (const [key, mark] of this.marks) {
      if (!wanted.has(key)) {
        mark.remove();
        this.marks.delete(key);
      }
    }
    for (const [key, group] of wanted) this.draw(key, group);
  }

  draw(key, group) {
    const { L, map, catalogue, words } = this.host;
    const chosen = group.members.some(([id]) => this.host.selected === this.definition.selects + id);
    const state = JSON.stringify([group.members, chosen, catalogue.language]);
    let mark = this.marks.get(key);
    if (mark?.atlasState === state) return;
    const face = this.face(group.members);
    if (!mark) {
      const icon = L.divIcon({ className: "atlas-mark", html: face, iconSize: null });
      mark = L.marker(group.latlng, { icon, pane: `atlas-${this.id}`, keyboard: true, bubblingMouseEvents: false, riseOnHover: true });
      mark.addTo(map);
      mark.bindTooltip(() => this.host.describeSeveral(this.id, this.members(key)), { className: "atlas-tooltip", opacity: 1, direction: "top", offset: [0, -10] });
      mark.on("click", () => this.open(key));
      this.marks.set(key, mark);
    } else {
      mark.getElement().replaceChildren(face);
      if (mark.isTooltipOpen()) mark.getTooltip().setContent(this.host.describeSeveral(this.id, group.members));
    }
    mark.atlasState = state;
    const shown = mark.getElement();
    const [first] = group.members;
    const single = group.members.length === 1;
    setAttribute(shown, "data-layer", this.id);
    setAttribute(shown, "data-mark", single ? this.definition.selects + first[0] : "several");
    setAttribute(shown, "data-members", group.members.map(([id]) => this.definition.selects + id).join(" "));
    setAttribute(shown, "data-style", single ? first[1][0] : null);
    const statuses = new Set(group.members.map(([, row]) => statusOf(row)));
    setAttribute(shown, "data-status", statuses.size > 1 ? "partly" : [...statuses][0]);
    setAttribute(shown, "data-claims", group.members.reduce((sum, [, row]) => sum + row[1], 0));
    setAttribute(shown, "role", "button");
    setAttribute(shown, "tabindex", "0");
    setAttribute(shown, "aria-pressed", String(chosen));
    setAttribute(shown, "aria-label", group.members.map(([id, row]) => words.sentence(this.id, id, row)).join(". "));
    shown.classList.toggle("atlas-chosen", chosen);
  }

  members(key) {
    return key.split(" ").filter((id) => id in this.rows).map((id) => [id, this.rows[id]]);
  }

  face(members) {
    const { kinds, total } = summed(members);
    return element(
      "span",
      { class: "atlas-face", "aria-hidden": "true" },
      ...kinds.map((kind) => symbolOf(this.host.catalogue.kinds[kind]?.symbol)),
      total > 1 ? element("span", { class: "atlas-count" }, total) : null,
    );
  }

  /** Open a mark: its place, or a list to choose from where several places share it. */
  open(key) {
    const members = this.members(key);
    const latlng = this.marks.get(key).getLatLng();
    if (members.length === 1) this.host.select(this.definition.selects + members[0][0], this.id, members[0][0], latlng);
    else this.host.choose(this.id, members, latlng);
  }

  /** Places that have a mark to themselves, with their rows. */
  alone() {
    return [...this.marks.keys()].filter((key) => key in this.rows).map((key) => [key, this.rows[key]]);
  }

  /** Boxes (in layer points) that names must keep clear of. */
  boxes() {
    return [...this.marks.values()].map((mark) => {
      const { x, y } = this.host.map.latLngToLayerPoint(mark.getLatLng());
      const face = mark.getElement().firstChild;
      // A name that covers the edge of a mark leaves less of it to hit than the guidelines ask for.
      const [width, height] = [face?.offsetWidth ?? 0, face?.offsetHeight ?? 0].map((size) => Math.max(size, TARGET) + 4);
      return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
    });
  }
}

/** Add a group to others: into the one that it would overlap, which then is wider and may overlap a further one. */
function join(groups, added) {
  const at = groups.findIndex((one) => touching(one, added));
  if (at < 0) {
    groups.push(added);
    return;
  }
  const [one] = groups.splice(at, 1);
  join(groups, grouped(one.point, one.latlng, [...one.members, ...added.members]));
}

function grouped(point, latlng, members) {
  return { point, latlng, members, width: widthOf(members) };
}

function touching(a, b) {
  if (a.point.distanceTo(b.point) < NEAR) return true;
  return Math.abs(a.point.y - b.point.y) <= TARGET && Math.abs(a.point.x - b.point.x) <= (a.width + b.width) / 2;
}

function widthOf(members) {
  const { kinds, total } = summed(members);
  return Math.max(TARGET, EDGES + SYMBOL * kinds.length + (total > 1 ? DIGIT * String(total).length : 0));
}

/** The kinds that a mark shows, the most frequent first, and its number of claims. */
function summed(members) {
  const kinds = new Map();
  let total = 0;
  for (const [, row] of members) {
    total += row[1];
    for (const [kind, number] of Object.entries(row[2] ?? {})) kinds.set(kind, (kinds.get(kind) ?? 0) + number);
  }
  return { kinds: [...kinds].sort((a, b) => b[1] - a[1]).slice(0, SHOWN).map(([kind]) => kind), total };
}
