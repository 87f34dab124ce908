// The map inside a Streamlit page: a packaged component that keeps one map from rerun to rerun.

const ATLAS = new URL("../../../atlas/", import.meta.url);
const maps = new WeakMap();
const files = new Map();
let looked = 0;

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
  held.pick = (point) => setTriggerValue("picked", point);
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
  // What the page can do without at first, its charts' library above all, waits for the map.
  document.documentElement.dataset.atlasMap = "awaited";
  const held = { send: () => {}, wanted: null, atlas: null, at: null, closed: false, asked: 0 };
  const styled = Promise.all([styleSheet(parent, new URL("leaflet/leaflet.css", ATLAS)), styleSheet(parent, new URL("atlas_map.css", import.meta.url))]);
  parent.appendChild(place);
  // A map that stands apart from the view follows no filter and writes nothing into the address.
  held.show = ({ answered, look, apart, basemap, ...data }) => {
    held.apart = apart ?? null;
    place.classList.toggle("atlas-picking", Boolean(apart?.picking));
    // An answer to a choice that a later one has overtaken; 0 is a session that knows of none.
    if (held.asked > answered && answered > 0) return;
    held.wanted = data;
    held.basemap = basemap ?? null;
    held.look = look ?? held.look;
    prefetch(data);
    if (held.atlas) held.atlas.update(data).then(() => lookWhereAsked(held));
  };
  held.close = () => {
    held.closed = true;
    drawn();
    held.atlas?.destroy();
    globalThis.navigation?.removeEventListener("currententrychange", held.watch);
    globalThis.removeEventListener("atlas-filters", held.choose);
  };
  held.choose = ({ detail }) => held.apart || ask(held, detail);
  place.addEventListener("click", (event) => pickPoint(held, event), true);
  globalThis.addEventListener("atlas-filters", held.choose);
  held.watch = () => keepPosition(held);
  Promise.all([renderer, leaflet, styled]).then(([{ createAtlasMap }, L]) => {
    if (held.closed) return;
    held.atlas = createAtlasMap(place, {
      L, loadGeometry: load, pictureUrl: (name) => addressOf(name).href,
      basemap: held.basemap,
      onSelect: (selection) => held.send(selection),
      onMove: (position) => {
        held.at = formatPosition(position);
        keepPosition(held);
      },
    });
    // Beside a text there is less room: the legend waits to be opened.
    if (held.apart) place.querySelector(".atlas-legend").open = false;
    globalThis.navigation?.addEventListener("currententrychange", held.watch);
    held.atlas.update(held.wanted).then(() => lookWhereAsked(held)).finally(drawn);
  }).catch((error) => {
    drawn();
    place.textContent = `The map could not be loaded. / Карта не загрузилась. ${error.message}`;
  });
  return held;
}

/** Go once to where a search result lies, on whichever map is drawn next; then keep the link's position. */
function lookWhereAsked(held) {
  if (held.closed) return;
  const [number, box] = held.look ?? [0, null];
  if (number > looked) {
    looked = number;
    held.atlas.lookAt(box);
  }
  keepPosition(held);
}

function drawn() {
  document.documentElement.dataset.atlasMap = "drawn";
  globalThis.dispatchEvent(new Event("atlas-drawn"));
}

/** Ask for the map of a new choice of filters at once; the rerun that the choice also starts sends it later. */
async function ask(held, { number, chosen }) {
  held.asked = number;
  const query = new URLSearchParams(globalThis.location.search);
  for (const [filter, values] of Object.entries(chosen)) {
    if (values.length) query.set(filter, values.join(","));
    else query.delete(filter);
  }
  const answer = await fetch(new URL(`map?${query}`, ATLAS)).catch(() => null);
  // Without an answer the map waits for the rerun.
  const data = answer?.ok ? await answer.json() : null;
  if (data && held.asked === number && !held.closed) held.show({ ...data, answered: number });
}

function prefetch(data) {
  for (const name of [data.files.catalogue, ...data.files.far]) load(name).catch(() => {});
}

function addressOf(name) {
  return new URL(`geometry/${encodeURIComponent(name)}`, ATLAS);
}

/** Where a point is asked for, a click names one instead of opening what is drawn there. */
function pickPoint(held, event) {
  const map = held.atlas?.leaflet;
  if (!held.apart?.picking || !map || map.dragging.moved() || event.target.closest(".leaflet-control")) return;
  if (!map.getContainer().contains(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
  const { lat, lng } = map.mouseEventToLatLng(event);
  held.pick([lng, lat]);
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
  if (held.at === null || held.closed || held.apart) return;
  const { pathname, search, hash } = globalThis.location;
  const kept = search.replace(/^\?/, "").split("&").filter((pair) => pair && !pair.startsWith("at="));
  const query = `?${[...kept, `at=${held.at}`].join("&")}`;
  if (query !== search) globalThis.history.replaceState(globalThis.history.state, "", pathname + query + hash);
}
