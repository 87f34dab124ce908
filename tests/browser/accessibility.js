// What the accessibility tests measure in a page, shadow roots included. Evaluated to an object of functions.
(() => {
  const parentOf = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;

  function* elements(root = document.body) {
    for (const element of root.children) {
      yield element;
      if (element.shadowRoot) yield* elements(element.shadowRoot);
      yield* elements(element);
    }
  }

  function chainOf(element) {
    const chain = [];
    for (let one = element; one; one = parentOf(one)) chain.unshift(one);
    return chain;
  }

  /** Whether an element is on the page for who looks at it; what is only read out is not. */
  function seen(element) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 2 && box.height > 2;
  }

  const named = (element) => chainOf(element).slice(-4).map((one) => one.tagName.toLowerCase() + [...one.classList].filter((name) => !/^(e[a-z0-9]{6,}|st-emotion)/.test(name)).map((name) => `.${name}`).join("")).join(" > ");

  // Colours: any CSS colour to red, green, blue (0 to 255) and alpha (0 to 1), as the browser paints it.
  const paint = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  function rgba(colour) {
    if (!known.has(colour)) {
      paint.clearRect(0, 0, 1, 1);
      paint.fillStyle = colour;
      paint.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = paint.getImageData(0, 0, 1, 1).data;
      known.set(colour, [red, green, blue, alpha / 255]);
    }
    return known.get(colour);
  }
  const mix = (top, below, share) => below.map((value, at) => top[at] * share + value * (1 - share));
  const over = (colour, below) => mix(colour, below, colour[3]);

  /** Whether an element is large enough to lie behind another: a label may stand outside of its parent. */
  function behind(element, other) {
    const [box, { width, height }] = [element.getBoundingClientRect(), other.getBoundingClientRect()];
    return element === other || getComputedStyle(element).overflow !== "visible" || (box.width >= width && box.height >= height);
  }

  /** The colour of a pixel inside the last element of a chain: of its letters, or of what is behind them. */
  function pixel(chain, letters, at = 0, below = [255, 255, 255]) {
    const style = getComputedStyle(chain[at]);
    let inside = behind(chain[at], chain.at(-1)) ? over(rgba(style.backgroundColor), below) : below;
    if (at < chain.length - 1) inside = pixel(chain, letters, at + 1, inside);
    else if (letters) inside = over(rgba(style.color), inside);
    return mix(inside, below, Number(style.opacity));
  }

  function luminance(colour) {
    const [red, green, blue] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** Texts that stand out too little from what is behind them (WCAG 1.4.3), opacity reckoned with. */
  function pale() {
    const found = new Map();
    for (const element of elements()) {
      const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()).join(" ").trim();
      // Names on the map and figures in charts lie on pictures: their halos and colours have tests of their own.
      if (!text || element.closest("svg, .atlas-canvas, canvas, [data-testid=stIconMaterial]") || element.matches(":disabled, :disabled *, [aria-disabled=true] *")) continue;
      if (!seen(element)) continue;
      const chain = chainOf(element);
      const [light, dark] = [luminance(pixel(chain, true)), luminance(pixel(chain, false))].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      const style = getComputedStyle(element);
      const size = parseFloat(style.fontSize);
      const enough = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
      if (ratio < enough) found.set(named(element), `${ratio.toFixed(2)}: ${text.slice(0, 40)}`);
    }
    return [...found].map(([where, what]) => `${where} ${what}`);
  }

  const CONTROLS = "button, a[href], summary, select, input:not([type=hidden]), [role=button], [role=option], [role=tab], [tabindex='0']";

  // Where what is pressed must lie where it is: countries and borders on the map (the list below the map names
  // them again), words in a text, the handle of a range (its surroundings are pressed as well).
  const PLACED = "path, mark, [data-testid=stSlider] input";

  /** Controls that are smaller than 24 by 24 px (WCAG 2.5.8). A box inside a label is as large as the label. */
  function small() {
    const found = new Set();
    for (const element of elements()) {
      if (!element.matches(CONTROLS) || !seen(element) || element.matches(PLACED)) continue;
      const target = element.matches("input") ? element.closest("label") ?? element : element;
      const { width, height } = target.getBoundingClientRect();
      if (width < 23.9 || height < 23.9) found.add(`${named(element)} ${width.toFixed(1)} × ${height.toFixed(1)}`);
    }
    return [...found];
  }

  /** How far the page can be scrolled sideways, in px. */
  const sideways = () => Math.max(...[document.documentElement, document.body, ...document.querySelectorAll("[data-testid=stMain], [data-testid=stAppViewContainer]")].map((element) => element.scrollWidth - element.clientWidth));

  function active() {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  }

  const LOOKS = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderTopColor", "backgroundColor", "textDecorationLine", "stroke", "strokeWidth", "clipPath", "color"];
  /** How an element and what is next to it look, as one string. */
  function look(element) {
    const near = [element, ...element.children, parentOf(element), parentOf(parentOf(element))];
    return JSON.stringify(near.filter(Boolean).map((one) => LOOKS.map((name) => getComputedStyle(one)[name])));
  }

  let before = null;
  const doubted = [];
  /** Note what has the focus; tell whether what had it before looked otherwise while it had. */
  function step() {
    // The parts of a date are stops of their own inside one element, which marks them by itself.
    if (before && before.element === active()) return { left: null, now: before.where };
    const left = before && before.element.isConnected ? { where: before.where, shows: before.look !== look(before.element) } : null;
    if (left && !left.shows) doubted.push(before);
    const element = active();
    before = element && element !== document.body ? { element, where: named(element), look: look(element) } : null;
    return { left, now: before?.where ?? null };
  }

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** Look again, with time for whoever draws the focus late, at what seemed to show none; return where it is not seen. */
  async function unseen() {
    const still = [];
    for (const { element, where } of doubted) {
      element.focus({ preventScroll: true, focusVisible: true });
      await pause(500);
      const focused = look(element);
      element.blur();
      await pause(500);
      if (focused === look(element)) still.push(where);
    }
    return still;
  }

  return { pale, small, sideways, step, unseen, active };
})()
