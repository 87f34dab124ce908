// The map in a Streamlit page: one map from rerun to rerun, and on the page that opens with it, one that is
// drawn before Streamlit has started. The page's head holds that map's data; when Streamlit then mounts the
// component, the map moves to its place as it stands, with what the reader has done to it meanwhile.

import { createAtlasMap } from "./renderer.js";

const ATLAS = new URL("../", document.currentScript.src);
const FIRST = "atlas-first";
const HAS_RUN = '[data-test-script-state="notRunning"] [data-testid="stElementContainer"]';
const SELECTED = "data-atlas-selected";
const EVIDENCE = '.st-key-atlas_evidence [data-open="true"]';
const LOOK_EVERY = 250; // milliseconds
const MOST_LOOKS = 20; // at a page that has run and shows no map
const LONGEST_WAIT = 120_000; // milliseconds, for evidence that never comes
const SETTLING = 3000; // milliseconds in which a page that has all its parts may still be laid out
const maps = new WeakMap();
const files = new Map();
const sheet = new CSSStyleSheet();
let looked = 0;
let first = null;
let lettering = Promise.resolve();

/**
 * Begin a page.
 *
 * @param styles of all maps
 * @param font {family, file, weight} of Streamlit's page, its file below the server's base path; or null
 */
export function begin(styles, font) {
  sheet.replaceSync(styles);
  if (font) lettering = letters(font);
  const given = document.getElementById(FIRST);
  if (given) whenBody(() => drawFirst(JSON.parse(given.textContent)));
}

/** Called by Streamlit at the first run and after every rerun that changes the data or the theme. */
export function component({ data, parentElement, setTriggerValue }) {
  let held = maps.get(parentElement);
  let fresh = false;
  if (!held) {
    held = data.apart ? hold() : first ?? hold();
    put(held, parentElement);
    maps.set(parentElement, held);
    fresh = !data.apart;
  }
  held.send = (selection) => setTriggerValue("selected", selection);
  held.pick = (point) => setTriggerValue("picked", point);
  show(held, data);
  if (held === first) moved();
  if (fresh) held.atlas.settle(standing(Boolean(data.selected)));
  // A rerun that overtakes another may call this although the page keeps the element: look again later.
  return () => setTimeout(() => {
    if (parentElement.isConnected) return;
    maps.delete(parentElement);
    close(held);
  }, 0);
}

/** Make what a map needs besides a place. */
function hold() {
  const place = document.createElement("div");
  place.className = "atlas-host";
  // What the page can do without at first, its charts' library above all, waits for the map.
  document.documentElement.dataset.atlasMap = "awaited";
  const held = { place, send: (selection) => (held.asked = selection), pick: () => {}, atlas: null, at: null, closed: false, number: 0, asked: null };
  held.choose = ({ detail }) => held.apart || ask(held, detail);
  held.watch = () => keepPosition(held);
  place.addEventListener("click", (event) => pickPoint(held, event), true);
  globalThis.addEventListener("atlas-filters", held.choose);
  globalThis.navigation?.addEventListener("currententrychange", held.watch);
  return held;
}

/** Put a map into an element, with the style sheet beside it. */
function put(held, parent) {
  const root = parent.getRootNode();
  if (root.adoptedStyleSheets && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  parent.appendChild(held.place);
}

function show(held, { answered = 0, look, apart, basemap, ...data }) {
  // A map that stands apart from the view follows no filter and writes nothing into the address.
  held.apart = apart ?? null;
  held.place.classList.toggle("atlas-picking", Boolean(apart?.picking));
  // An answer to a choice that a later one has overtaken; 0 is a session that knows of none.
  if (held.number > answered && answered > 0) return;
  // The page keeps the place of what it will show beside the map (layout.css).
  if (!apart) document.documentElement.toggleAttribute(SELECTED, Boolean(data.selected));
  held.look = look ?? held.look;
  held.atlas ??= make(held, basemap ?? null);
  held.atlas.update(data).then(() => lookWhereAsked(held)).finally(drawn);
}

function make(held, basemap) {
  const atlas = createAtlasMap(held.place, {
    L: globalThis.L, loadGeometry: load, pictureUrl: (name) => addressOf(name).href, basemap,
    onSelect: (selection) => held.send(selection),
    onMove: (position) => {
      held.at = formatPosition(position);
      keepPosition(held);
    },
  });
  // Beside a text there is less room: the legend waits to be opened.
  if (held.apart) held.place.querySelector(".atlas-legend").open = false;
  return atlas;
}

function close(held) {
  held.closed = true;
  if (!held.apart) document.documentElement.removeAttribute(SELECTED);
  drawn();
  held.atlas?.destroy();
  held.place.remove();
  globalThis.navigation?.removeEventListener("currententrychange", held.watch);
  globalThis.removeEventListener("atlas-filters", held.choose);
}

/** Have the page's own letters before Streamlit has named them: names on the map are placed by their widths. */
function letters({ family, file, weight }) {
  const face = new FontFace(family, `url("${new URL(`../${file}`, ATLAS).href}")`, { weight });
  document.fonts.add(face);
  return face.load().catch(() => {});
}

function whenBody(then) {
  if (document.body) then();
  else document.addEventListener("DOMContentLoaded", then, { once: true });
}

/** Draw the map where Streamlit's page will have it, under the sentence that will stand there. */
function drawFirst(data) {
  first = hold();
  first.box = document.createElement("div");
  first.box.className = FIRST;
  const query = new URLSearchParams(globalThis.location.search);
  first.box.toggleAttribute("data-embedded", query.get("embed") === "true");
  first.box.toggleAttribute("data-beside", Boolean(data.selected));
  // The reader may have drawn the sidebar wider; Streamlit keeps it there.
  const sidebar = Number.parseInt(globalThis.localStorage?.getItem("sidebarWidth"), 10);
  if (sidebar > 0) first.box.style.setProperty("--atlas-sidebar", `${sidebar}px`);
  const sentence = document.createElement("p");
  sentence.lang = data.language;
  sentence.textContent = data.alt;
  // In a tree of its own, as the component is: Streamlit's styles for its page would change the map when they come.
  const shadow = first.box.attachShadow({ mode: "open" });
  shadow.append(sentence);
  document.body.append(first.box);
  document.adoptedStyleSheets.push(sheet);
  put(first, shadow);
  show(first, data);
  const { atlas } = first;
  lettering.then(() => atlas.remeasure());
  first.looks = 0;
  first.path = globalThis.location.pathname;
  first.watcher = setInterval(giveUp, LOOK_EVERY);
}

/** Streamlit has mounted the component that the first map was drawn for. */
function moved() {
  const { box, asked } = first;
  clearInterval(first.watcher);
  box.remove();
  // What was clicked before there was anyone to tell.
  if (asked !== null) setTimeout(first.send, 0, asked);
  first = null;
}

/** Wait until the page stands as it will: beside evidence, whose code may come late, the map has less room. */
async function standing(beside) {
  const until = Date.now() + LONGEST_WAIT;
  while (Date.now() < until && !(document.querySelector(HAS_RUN) && (!beside || document.querySelector(EVIDENCE)))) await pause(LOOK_EVERY);
  await pause(SETTLING);
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Take the first map away where the page has run and shows none, its script has failed, or the reader has gone on. */
function giveUp() {
  // Before it has run, too, a page is not running; but then it is empty.
  first.looks = document.querySelector(HAS_RUN) ? first.looks + 1 : 0;
  if (first.looks < MOST_LOOKS && globalThis.location.pathname === first.path) return;
  clearInterval(first.watcher);
  first.box.remove();
  close(first);
  first = null;
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
}

/** Ask for the map of a new choice of filters at once; the rerun that the choice also starts sends it later. */
async function ask(held, { number, chosen }) {
  held.number = number;
  const query = new URLSearchParams(globalThis.location.search);
  for (const [filter, values] of Object.entries(chosen)) {
    if (values.length) query.set(filter, values.join(","));
    else query.delete(filter);
  }
  const answer = await fetch(new URL(`map?${query}`, ATLAS)).catch(() => null);
  // Without an answer the map waits for the rerun.
  const data = answer?.ok ? await answer.json() : null;
  if (data && held.number === number && !held.closed) show(held, { ...data, answered: number });
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

/** `zoom/lat/lon` as the link has it: two decimals of zoom, four of a degree. */
function formatPosition({ zoom, lat, lon }) {
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
