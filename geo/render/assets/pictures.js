// Pictures that lie over the map, such as shaded relief: fetched when all else is on screen.

import { element } from "./dom.js";

const PATIENCE = 2000; // milliseconds after which a busy page fetches a picture all the same

/** A layer of one picture in a pane of its own. It never changes, so it takes no rows and no geometry. */
export class PictureLayer {
  constructor(host, id, definition) {
    const { L, map } = host;
    this.definition = definition;
    const { file, bounds } = definition.picture;
    const pane = map.createPane(`atlas-${id}`);
    pane.style.zIndex = String(200 + definition.order);
    const look = definition.styles[definition.every];
    const image = element("img", {
      class: "atlas-picture", alt: "", decoding: "async",
      "data-layer": id, "data-feature": id, "data-style": definition.every,
    });
    image.style.setProperty("--atlas-picture-opacity", String(look.opacity ?? 1));
    image.addEventListener("load", () => image.classList.add("atlas-there"));
    // Without it the map lacks a shade and nothing else.
    image.addEventListener("error", () => console.warn("atlas map:", file));
    L.imageOverlay(image, bounds, { pane: `atlas-${id}`, interactive: false }).addTo(map);
    const fetched = () => {
      const address = host.map && host.pictureUrl(file);
      if (address) image.src = address;
    };
    // Two frames on, what has been drawn is on screen.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (globalThis.requestIdleCallback) requestIdleCallback(fetched, { timeout: PATIENCE });
      else setTimeout(fetched, PATIENCE / 10);
    }));
  }
}
