// The map as Streamlit knows it: a packaged component. Its code is one script for the whole page (geo/ui/map_code.py),
// which the page's head has started long before where the page opens with the map.

const ATLAS = new URL("../../../atlas/", import.meta.url);
let code = null;

function fetched(name) {
  code ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(`code/${encodeURIComponent(name)}`, ATLAS).href;
    script.addEventListener("load", () => resolve(globalThis.AtlasMap));
    script.addEventListener("error", () => {
      code = null;
      script.remove();
      reject(new Error(name));
    });
    document.head.append(script);
  });
  return code;
}

/** Called by Streamlit at the first run and after every rerun that changes the data or the theme. */
export default function component({ data: { code: name, ...data }, parentElement, setTriggerValue }) {
  const given = { data, parentElement, setTriggerValue };
  if (globalThis.AtlasMap) return globalThis.AtlasMap.component(given);
  let cleanup = () => {};
  let over = false;
  fetched(name).then(
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
