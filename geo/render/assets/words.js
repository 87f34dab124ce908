// What marks are called and how they are told in words, from the catalogue of one language.

/** Return the words of a catalogue: small functions that turn ids and counts into sentences. */
export function wordsOf(catalogue) {
  const say = (key, values = {}) =>
    (catalogue.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  const plural = new Intl.PluralRules(catalogue.language);

  /** "3 claims" in the language. */
  const claims = (number) => {
    const category = `claims.${plural.select(number)}`;
    return say(category in catalogue.words ? category : "claims.other", { number });
  };

  const country = (code) => catalogue.countries[code]?.name ?? code;
  const place = (id) => catalogue.places[id]?.name ?? id;

  /** The name of a layer's feature, or, without a layer, of a selection. */
  const name = (layer, id) => {
    const own = catalogue.layers[layer]?.names[id];
    if (own) return own;
    const selection = (catalogue.layers[layer]?.selects ?? "") + id;
    const [family, code] = split(selection);
    if (family === "country") return country(code);
    if (family === "border") return code.split("-").map(country).join(" – ");
    if (family === "place") return place(code);
    const [pair] = id.split(":");
    return pair.includes(">") ? pair.split(">").map(country).join(" → ") : id;
  };

  /** Lines that tell a feature: styles in words, kinds, precision and the number of claims. */
  const lines = (layer, id, row) => {
    const styles = catalogue.layers[layer]?.styles ?? {};
    const said = [];
    if (row[2]) {
      for (const [kind, number] of Object.entries(row[2])) said.push({ symbol: catalogue.kinds[kind]?.symbol, text: `${styles[kind]?.words ?? kind}: ${number}` });
      const status = statusOf(row);
      if (status) said.push({ text: styles[status].words });
    } else {
      for (const token of row[0].split(" ")) if (styles[token]?.words) said.push({ text: styles[token].words });
    }
    const precision = catalogue.layers[layer]?.selects === "place:" ? catalogue.places[id]?.precision : null;
    if (precision) said.push({ text: say("precision", { precision }), quiet: true });
    if (row[1] !== null) said.push({ text: row[1] ? claims(row[1]) : say("claims.none"), strong: true });
    return said;
  };

  /** The same in one line, for a label that is read aloud. */
  const sentence = (layer, id, row) => [name(layer, id), ...lines(layer, id, row).map((line) => line.text)].join("; ");

  return { say, claims, name, lines, sentence };
}

/** How far the claims of a mark are reviewed: "candidate" for not at all, "partly", or null where all are. */
export function statusOf(row) {
  const tokens = row[0].split(" ");
  return ["candidate", "partly"].find((status) => tokens.includes(status)) ?? null;
}

/** Split "family:code" at its first colon. */
export function split(selection) {
  const at = selection.indexOf(":");
  return at < 0 ? ["", selection] : [selection.slice(0, at), selection.slice(at + 1)];
}
