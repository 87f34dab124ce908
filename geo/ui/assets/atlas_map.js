// The map as Streamlit knows it: a packaged component. Its code is one script for the whole page (geo/ui/map_code.py),
// which the page's head has started long before where the page opens with the map.

import { classicScript } from "../geo.layout/elements.js";

const ATLAS = new URL("../../../atlas/", import.meta.url);

/** Called by Streamlit at the first run and after every rerun that changes the data or the theme. */
export default function component({ data: [text], parentElement, setTriggerValue }) {
  const { code, ...data } = JSON.parse(text);
  const given = { data, parentElement, setTriggerValue };
  if (globalThis.AtlasMap) return globalThis.AtlasMap.component(given);
  let cleanup = () => {};
  let over = false;
  classicScript(new URL(`code/${encodeURIComponent(code)}`, ATLAS), "AtlasMap").then(
    (map) => {
      if (!over) cleanup = map.component(given);
    },
    (error) => {
      parentElement.textContent = `The map could not be loaded. / Карта не загрузилась. ${error.message}`;
    },
  );
  return () => {
    over = true;
    cleanup();
  };
}
