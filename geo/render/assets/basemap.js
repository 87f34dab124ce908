// An online basemap, where the deployer has named one: its tiles tint the map from above the countries'
// fills, so what the atlas says with colour stays readable. Without one no other host is asked for anything.

const PANE = "atlas-basemap";

/** Lay the tiles over fills and relief, under waters, borders and marks. */
export function addBasemap(L, map, { url, attribution }) {
  const pane = map.createPane(PANE);
  pane.style.zIndex = "226";
  pane.style.pointerEvents = "none";
  pane.classList.add(PANE);
  L.tileLayer(url, { pane: PANE, attribution, maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin" }).addTo(map);
}
