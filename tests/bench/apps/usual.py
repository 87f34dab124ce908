"""The usual way: a folium map built anew on each rerun and shown by streamlit-folium.

24 polygons of Natural Earth 1:50m and 60 markers, a radio button that recolours the polygons and
changes the markers. Leaflet and jQuery come from this server, and there are no tiles, so that the
network has no part in the figures. `?returned=none` switches the component's return value off, which
spares the second rerun that it otherwise causes after each map.
"""

import json
import os
import random
from pathlib import Path

import folium
import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit_folium import st_folium
from xstatic.pkg import jquery, leaflet

FILTERS = ("All", "Insurgency", "Narcotics", "Ethnic", "War", "Border")
MARKERS_SHOWN = 60
COLOURS = ("#dddddd", "#fdbe85", "#fd8d3c", "#d94701")

declare_component("leaflet", path=leaflet.BASE_DIR)
declare_component("jquery", path=jquery.BASE_DIR)
st.set_page_config(layout="wide")


@st.cache_data
def read_countries() -> dict:
    return json.loads(Path(os.environ["BENCH_COUNTRIES"]).read_text(encoding="utf-8"))


def markers_of(choice: str) -> list[tuple[float, float, str]]:
    chance = random.Random(choice)
    return [
        (chance.uniform(33, 60), chance.uniform(25, 95), f"{choice} {number}: what was said about this place")
        for number in range(MARKERS_SHOWN)
    ]


chosen = st.radio("Filter", FILTERS)
weight = FILTERS.index(chosen)


def style(feature: dict) -> dict:
    colour = COLOURS[(int(feature["id"]) * weight) % len(COLOURS)]
    return {"fillColor": colour, "color": "#555555", "weight": 1, "fillOpacity": 0.7}


world = folium.Map(location=(46, 65), zoom_start=4, tiles=None)
world.default_js = [("leaflet", "../usual.leaflet/leaflet.js"), ("jquery", "../usual.jquery/jquery.min.js")]
world.default_css = [("leaflet", "../usual.leaflet/leaflet.css")]
folium.GeoJson(read_countries(), style_function=style, tooltip=folium.GeoJsonTooltip(["name"])).add_to(world)
for lat, lon, text in markers_of(chosen):
    folium.Marker((lat, lon), tooltip=text, popup=text).add_to(world)
if st.query_params.get("returned") == "none":
    st_folium(world, width=1000, height=600, returned_objects=[])
else:
    st_folium(world, width=1000, height=600)
