// The map's buttons and its scale bar.

import { element } from "./dom.js";
import { symbolOf } from "./symbols.js";

/** Make the controls of a map; `say` gives their words by key and `fit` looks at all claims shown. */
export function controls(L, say, fit) {
  return [
    L.control.zoom({ zoomInTitle: say("zoom_in"), zoomOutTitle: say("zoom_out") }),
    fitControl(L, say("fit"), fit),
    scaleBar(L, say),
  ];
}

/** Leaflet's scale bar, with the units of the language. */
function scaleBar(L, say) {
  const Bar = L.Control.Scale.extend({
    _updateScale(scale, text, ratio) {
      const [number, unit] = text.split(" ");
      L.Control.Scale.prototype._updateScale.call(this, scale, say(unit, { number }), ratio);
    },
  });
  return new Bar({ imperial: false, position: "bottomright" });
}

function fitControl(L, title, fit) {
  const Fit = L.Control.extend({
    onAdd: () => {
      const icon = symbolOf("square", 12);
      icon.classList.add("atlas-fit");
      const button = element("a", { href: "#", role: "button", title, "aria-label": title }, icon);
      L.DomEvent.disableClickPropagation(button);
      L.DomEvent.on(button, "click", (event) => {
        L.DomEvent.preventDefault(event);
        fit();
      });
      return element("div", { class: "leaflet-bar leaflet-control" }, button);
    },
  });
  return new Fit({ position: "topleft" });
}
