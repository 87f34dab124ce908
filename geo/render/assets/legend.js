// The legend: what is on the map and nothing else, in the order that the payload gives.

import { element, emptied, svgElement } from "./dom.js";
import { lookOf } from "./shapes.js";
import { symbolOf } from "./symbols.js";
import { colour, fillOf } from "./theme.js";

let counter = 0;

/** Fill an element with the legend of a payload. */
export function drawLegend(target, payload, catalogue, words) {
  const state = JSON.stringify([payload.legend, catalogue.language]);
  if (target.atlasState === state) return;
  target.atlasState = state;
  emptied(target);
  const groups = new Map();
  for (const [layer, token] of payload.legend) {
    if (!groups.has(layer)) groups.set(layer, []);
    groups.get(layer).push(token);
  }
  for (const [layer, tokens] of groups) {
    const definition = catalogue.layers[layer];
    const heading = definition.draw === "point" ? words.say("kinds") : definition.words;
    target.appendChild(
      element(
        "section",
        { "data-legend": layer },
        element("h2", {}, heading),
        element(
          "ul",
          {},
          ...tokens.map((token) =>
            element("li", { "data-token": token }, sample(definition, token, catalogue), element("span", {}, definition.styles[token].words)),
          ),
        ),
      ),
    );
  }
}

/** A mark's edge, for what it tells beside the symbols. */
function ring(look) {
  const svg = svgElement("svg", { viewBox: "0 0 15 15", width: 15, height: 15, "aria-hidden": "true", focusable: "false" });
  const edge = svgElement("circle", { cx: 7.5, cy: 7.5, r: 6 });
  edge.style.fill = "none";
  edge.style.stroke = colour(look.stroke);
  edge.style.strokeWidth = "1.6px";
  edge.style.strokeDasharray = look.dash;
  svg.appendChild(edge);
  return svg;
}

function sample(definition, token, catalogue) {
  const look = lookOf(definition.styles, token);
  if (definition.draw === "point") return token in catalogue.kinds ? symbolOf(catalogue.kinds[token].symbol, 15) : ring(look);
  const svg = svgElement("svg", { viewBox: "0 0 30 16", width: 30, height: 16, "aria-hidden": "true", focusable: "false" });
  if (definition.draw === "polygon") {
    const name = `atlas-legend-${(counter += 1)}`;
    const box = { x: 0.75, y: 0.75, width: 28.5, height: 14.5, rx: 2 };
    const fill = svgElement("rect", box);
    fill.style.fill = definition.geometry === "countries" ? fillOf({ fill: "status-member", ...look }) : fillOf(look);
    fill.style.fillOpacity = String(look.opacity ?? 1);
    svg.appendChild(fill);
    if (look.pattern) {
      const stripe = look.pattern === "dots" ? svgElement("circle", { cx: 4, cy: 4, r: 1.2 }) : svgElement("rect", { width: 1.7, height: 8 });
      stripe.style.fill = colour(look.ink);
      svg.appendChild(svgElement("defs", {}, svgElement("pattern", { id: name, patternUnits: "userSpaceOnUse", width: 8, height: 8, patternTransform: "rotate(45)" }, stripe)));
      const over = svgElement("rect", box);
      over.style.fill = `url(#${name})`;
      svg.appendChild(over);
    }
    const edge = svgElement("rect", look.band || look.band_dash ? { x: 1.5, y: 1.5, width: 27, height: 13, rx: 2 } : box);
    edge.style.fill = "none";
    // A style may change only how a band is drawn, whatever its colour.
    const banded = look.band ?? (look.band_dash ? "spoken" : undefined);
    edge.style.stroke = colour(banded ?? look.stroke ?? "muted");
    edge.style.strokeWidth = `${banded ? Math.min(look.band_weight, 3.6) : look.weight ?? 0.6}px`;
    edge.style.strokeDasharray = (banded ? look.band_dash : look.dash) ?? "none";
    svg.appendChild(edge);
  } else {
    const line = svgElement("path", { d: definition.draw === "arrow" ? "M1 8 H24" : "M1 8 H29", fill: "none" });
    line.style.stroke = colour(look.stroke);
    line.style.strokeWidth = `${look.weight ?? 2}px`;
    line.style.strokeDasharray = look.dash ?? "none";
    svg.appendChild(line);
    if (definition.draw === "arrow") {
      const head = svgElement("path", { d: "M29 8 L20 3.5 L22 8 L20 12.5 Z" });
      head.style.fill = colour(look.stroke);
      svg.appendChild(head);
    }
  }
  return svg;
}
