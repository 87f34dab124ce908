// The map inside a Streamlit page: a packaged component that keeps one map from rerun to rerun.

const ATLAS = new URL("../../../atlas/", import.meta.url);
const maps = new WeakMap();
const files = new Map();

// Everything that a first map needs is asked for at once, not one after the other: the renderer,
// Leaflet (a classic script that leaves `L` on the global object; imported, it runs once) and, as
// soon as there is data, its files.
const renderer = import("./renderer.js");
const leaflet = import(new URL("leaflet/leaflet.js", ATLAS).href).then(() => globalThis.L);

/** Called by Streamlit at the first run and after every rerun that changes the data or the theme. */
export default function component({ data, parentElement, setTriggerValue }) {
  let held = maps.get(parentElement);
  if (!held) {
    held = mount(parentElement);
    maps.set(parentElement, held);
  }
  held.send = (selection) => setTriggerValue("selected", selection);
  held.show(data);
  // A rerun that overtakes another may call this although the page keeps the element: look again later.
  return () => setTimeout(() => {
    if (parentElement.isConnected) return;
    maps.delete(parentElement);
    held.close();
  }, 0);
}

function mount(parent) {
  const place = document.createElement("div");
  place.className = "atlas-host";
  const held = { send: () => {}, wanted: null, atlas: null, at: null, closed: false };
  const styled = Promise.all([styleSheet(parent, new URL("leaflet/leaflet.css", ATLAS)), styleSheet(parent, new URL("atlas_map.css", import.meta.url))]);
  parent.appendChild(place);
  held.show = (data) => {
    held.wanted = data;
    prefetch(data);
    if (held.atlas) held.atlas.update(data).then(() => keepPosition(held));
  };
  held.close = () => {
    held.closed = true;
    held.atlas?.destroy();
    globalThis.navigation?.removeEventListener("currententrychange", held.watch);
  };
  held.watch = () => keepPosition(held);
  Promise.all([renderer, leaflet, styled]).then(([{ createAtlasMap }, L]) => {
    if (held.closed) return;
    held.atlas = createAtlasMap(place, {
      L, loadGeometry: load, pictureUrl: (name) => addressOf(name).href,
      onSelect: (selection) => held.send(selection),
      onMove: (position) => {
        held.at = formatPosition(position);
        keepPosition(held);
      },
    });
    globalThis.navigation?.addEventListener("currententrychange", held.watch);
    held.atlas.update(held.wanted);
  }).catch((error) => {
    place.textContent = `The map could not be loaded. / Карта не загрузилась. ${error.message}`;
  });
  return held;
}

function prefetch(data) {
  for (const name of [data.files.catalogue, ...data.files.far]) load(name).catch(() => {});
}

function addressOf(name) {
  return new URL(`geometry/${encodeURIComponent(name)}`, ATLAS);
}

/** Fetch a file once for the whole page; its name holds the hash of its contents. */
function load(name) {
  if (!files.has(name)) {
    const wanted = fetch(addressOf(name)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${name}`);
      return answer.json();
    });
    wanted.catch(() => files.delete(name));
    files.set(name, wanted);
  }
  return files.get(name);
}

function styleSheet(parent, url) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url.href;
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(url.pathname)));
    parent.appendChild(link);
  });
}

/** `zoom/lat/lon` as the link has it: two decimals of zoom, four of a degree. */
export function formatPosition({ zoom, lat, lon }) {
  const turned = ((((lon + 180) % 360) + 360) % 360) - 180;
  return `${zoom.toFixed(2)}/${lat.toFixed(4)}/${turned.toFixed(4)}`;
}

/** Write the position into the address without a rerun, again whenever the page has rewritten it. */
function keepPosition(held) {
  if (held.at === null || held.closed) return;
  const { pathname, search, hash } = globalThis.location;
  const kept = search.replace(/^\?/, "").split("&").filter((pair) => pair && !pair.startsWith("at="));
  const query = `?${[...kept, `at=${held.at}`].join("&")}`;
  if (query !== search) globalThis.history.replaceState(globalThis.history.state, "", pathname + query + hash);
}
