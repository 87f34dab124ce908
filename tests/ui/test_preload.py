"""What a page's head asks the browser to fetch early is there, and is what the page will fetch."""

import re
from pathlib import Path

import pytest
import streamlit

import geo
from geo.model.view import View
from geo.render.geometry_files import geometry_files
from geo.render.payload import map_payload
from geo.ui.atlas import atlas
from geo.ui.page import pages
from geo.ui.preload import preload_tags

PACKAGE = Path(geo.__file__).parent
STATIC = Path(streamlit.__file__).parent / "static"
FOLDERS = {"atlas_map": PACKAGE / "render" / "assets"}


def addresses(view: View, *, with_map: bool) -> list[str]:
    return re.findall(r'href="\./([^"]+)"', preload_tags(atlas(), view, with_map=with_map))


@pytest.mark.parametrize("view", [View(), View(language="ru", point_of_view="defacto")])
def test_everything_that_is_named_is_there(view):
    found = addresses(view, with_map=True)
    assert len(found) == len(set(found)) > 20
    for address in found:
        if address.startswith("static/"):
            assert (STATIC / address).is_file()
        elif address.startswith("_stcore/bidi-components/geo."):
            component, _, name = address.removeprefix("_stcore/bidi-components/geo.").partition("/")
            assert (FOLDERS.get(component, PACKAGE / "ui" / "assets") / name).is_file()
        elif address.startswith("atlas/geometry/"):
            assert address.removeprefix("atlas/geometry/") in geometry_files(atlas())
        else:
            assert address in {"atlas/leaflet/leaflet.js", "atlas/leaflet/leaflet.css"}


@pytest.mark.parametrize("view", [View(), View(language="ru", point_of_view="defacto")])
def test_the_geometry_is_what_the_map_of_the_view_asks_for(view):
    files = map_payload(atlas(), view)["files"]
    wanted = {files["catalogue"], *files["far"]}
    found = {
        one.rpartition("/")[2] for one in addresses(view, with_map=True) if one.startswith("atlas/geometry/")
    }
    assert found == wanted


def test_every_module_of_the_map_is_named():
    imported = set()
    for path in (PACKAGE / "render" / "assets").glob("*.js"):
        if path.name != "standalone.js":
            imported |= set(re.findall(r'from "\./([^"]+)"', path.read_text("utf-8")))
    named = {one.rpartition("/")[2] for one in addresses(View(), with_map=True)}
    assert imported <= named


def test_a_page_without_the_map_fetches_none_of_it():
    found = addresses(View(), with_map=False)
    assert found
    assert not [one for one in found if "atlas_map" in one or "geometry" in one or "leaflet" in one]
    assert {page.id for page in pages().values() if page.has_map} >= {"map", "lookback"}
