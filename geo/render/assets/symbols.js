// One symbol a kind, drawn in a box from -10 to 10. The names are those of the taxonomy.

import { svgElement } from "./dom.js";

// Each symbol is a list of [tag, attributes]; "solid" is filled, "open" is only stroked.
const SHAPES = {
  square: [["rect", { x: -6.5, y: -6.5, width: 13, height: 13, class: "solid" }]],
  line: [["path", { d: "M-8 5 L-2.5 -3 L2.5 3 L8 -5", class: "open" }]],
  diamond: [["path", { d: "M0 -8.5 L8.5 0 L0 8.5 L-8.5 0 Z", class: "solid" }]],
  star: [["path", { d: star(5, 9, 3.8), class: "solid" }]],
  column: [["path", { d: "M-8 -4.5 L0 -9 L8 -4.5 Z M-7 -2.5 h3 v8 h-3 Z M-1.5 -2.5 h3 v8 h-3 Z M4 -2.5 h3 v8 h-3 Z M-8.5 6.5 h17 v2 h-17 Z", class: "solid" }]],
  shield: [["path", { d: "M0 -9 L7.5 -6 V0 C7.5 4.5 4 7.5 0 9 C-4 7.5 -7.5 4.5 -7.5 0 V-6 Z", class: "solid" }]],
  circle: [["circle", { r: 6.8, class: "solid" }]],
  ring: [["circle", { r: 6, class: "open" }]],
  triangle: [["path", { d: "M0 -8 L8.5 7 H-8.5 Z", class: "solid" }]],
  link: [
    ["circle", { cx: -5.5, r: 3.2, class: "solid" }],
    ["circle", { cx: 5.5, r: 3.2, class: "solid" }],
    ["path", { d: "M-3 0 H3", class: "open" }],
  ],
  plus: [["path", { d: "M-2.6 -8 H2.6 V-2.6 H8 V2.6 H2.6 V8 H-2.6 V2.6 H-8 V-2.6 H-2.6 Z", class: "solid" }]],
  exclamation: [["path", { d: "M-2.6 -9 H2.6 L1.6 3 H-1.6 Z M-2.2 5 H2.2 V9 H-2.2 Z", class: "solid" }]],
};

function star(points, outer, inner) {
  const corners = [];
  for (let i = 0; i < points * 2; i += 1) {
    const radius = i % 2 === 0 ? outer : inner;
    const angle = (Math.PI * i) / points - Math.PI / 2;
    corners.push(`${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`);
  }
  return `M${corners.join(" L")} Z`;
}

/** Return the drawing of a symbol, `size` CSS pixels wide; an unknown name is drawn as a ring. */
export function symbolOf(name, size = 14) {
  const shapes = Object.hasOwn(SHAPES, name) ? SHAPES[name] : SHAPES.ring;
  return svgElement(
    "svg",
    { viewBox: "-10 -10 20 20", width: size, height: size, class: "atlas-symbol", "aria-hidden": "true", focusable: "false" },
    ...shapes.map(([tag, attributes]) => svgElement(tag, attributes)),
  );
}
