// What comes with a payload rather than in a file: the places of a text that somebody brought.

import { decodeShapes } from "./shapes.js";

const joined = new WeakMap();

/** The catalogue with a payload's own places; the same object as long as both stay the same. */
export function withPlaces(catalogue, extra) {
  if (!extra) return catalogue;
  const key = JSON.stringify(extra.places);
  const held = joined.get(catalogue);
  if (held?.key === key) return held.made;
  const made = { ...catalogue, places: { ...catalogue.places, ...extra.places } };
  joined.set(catalogue, { key, made });
  return made;
}

/** The areas of a file with a payload's own; the same object as long as both stay the same. */
export function withAreas(areas, extra, level) {
  const own = extra?.areas[level];
  if (!own || !Object.keys(own.families.areas).length) return areas;
  const key = JSON.stringify(own);
  const held = joined.get(areas);
  if (held?.key === key) return held.made;
  const made = { ...areas, ...decodeShapes(own).areas };
  joined.set(areas, { key, made });
  return made;
}
