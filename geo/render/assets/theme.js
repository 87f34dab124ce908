// Light or dark: what the host says, else what its background looks like, else what the reader prefers.

/** Return "light" or "dark" for an element and the theme that a payload names, if it names one. */
export function themeOf(target, named) {
  if (named === "light" || named === "dark") return named;
  const background = getComputedStyle(target).getPropertyValue("--st-background-color").trim();
  const rgb = channels(background);
  if (rgb) return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] < 128 ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function channels(colour) {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour);
  if (hex) {
    const digits = hex[1].length === 3 ? [...hex[1]].map((d) => d + d).join("") : hex[1];
    return [0, 2, 4].map((i) => parseInt(digits.slice(i, i + 2), 16));
  }
  const rgb = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(colour);
  return rgb ? rgb.slice(1, 4).map(Number) : null;
}

/** Hand a palette to the style sheet: every colour as `--atlas-<key>` on the element. */
export function applyPalette(target, colours, theme) {
  if (target.dataset.theme === theme) return;
  target.dataset.theme = theme;
  for (const [key, colour] of Object.entries(colours)) target.style.setProperty(`--atlas-${key}`, colour);
}

/** Return a fill in CSS: a palette key, mixed with the colour of bare land where a look has a tint. */
export function fillOf(look) {
  if (!look.fill) return "none";
  if (look.tint === undefined) return colour(look.fill);
  return `color-mix(in srgb, ${colour(look.fill)} ${Math.round(100 * look.tint)}%, ${colour("land")})`;
}

/** Return the CSS reference to a palette key. */
export function colour(key) {
  return `var(--atlas-${key})`;
}
