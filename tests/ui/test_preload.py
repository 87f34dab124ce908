"""What a page's head asks the browser to fetch early is there, and is what the page will fetch."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
import streamlit
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.model.view import View
from geo.render.geometry_files import geometry_files
from geo.render.payload import map_payload
from geo.ui.asked import asked
from geo.ui.atlas import atlas
from geo.ui.map_code import FIRST, map_code_name
from geo.ui.page import pages
from geo.ui.preload import head
from tests.ui.shown import opened
from tests.ui.test_preview import KEYS, VALUES

PACKAGE = Path(geo.__file__).parent
STATIC = Path(streamlit.__file__).parent / "static"
VIEWS = [View(), View(language="ru", point_of_view="defacto"), View(page="lookback"), View(page="texts")]


def preloaded(view):
    return re.findall(r'href="\./([^"]+)"', "\n".join(head(atlas(), view)))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.page}-{view.language}")
def test_everything_that_is_named_is_there(view):
    found = preloaded(view)
    assert len(found) == len(set(found)) > 15
    for address in found:
        if address.startswith("static/"):
            assert (STATIC / address).is_file()
        elif address.startswith("_stcore/bidi-components/geo."):
            assert (PACKAGE / "ui" / "assets" / address.rpartition("/")[2]).is_file()
        elif address.startswith("atlas/geometry/"):
            assert address.removeprefix("atlas/geometry/") in geometry_files(atlas())
        else:
            assert address == f"atlas/code/{map_code_name()}"


@pytest.mark.parametrize("view", VIEWS[:3], ids=lambda view: f"{view.page}-{view.language}")
def test_the_geometry_is_what_the_map_of_the_view_asks_for(view):
    files = map_payload(atlas(), view)["files"]
    wanted = {files["catalogue"], *files["far"]}
    found = {one.rpartition("/")[2] for one in preloaded(view) if one.startswith("atlas/geometry/")}
    assert found == wanted


@pytest.mark.parametrize("page", list(pages()))
def test_a_page_fetches_what_its_components_need_and_nothing_of_others(page):
    mounted = {item.proto.component_name.removeprefix("geo.") for item in opened(page).get("bidi_component")}
    assert "layout" in mounted
    named = {
        one.removeprefix("_stcore/bidi-components/geo.").partition("/")[0]
        for one in preloaded(View(page=page))
        if one.startswith("_stcore/bidi-components/")
    }
    assert mounted <= named
    assert ("atlas_map" in named) == pages()[page].has_map
    some = {name for one in pages().values() for name in one.components}
    assert named & some == {*pages()[page].components}


def test_what_components_import_is_named_too():
    names = {one.rpartition("/")[2] for one in preloaded(View())}
    assert "elements.js" in names


def test_the_map_comes_before_streamlit_on_the_page_that_opens_with_it():
    begin, end = head(atlas(), View())
    assert f'id="{FIRST}"' in begin
    assert "atlas/geometry/" in begin
    assert "atlas/geometry/" not in end
    begin, end = head(atlas(), View(page="lookback"))
    assert begin == ""
    assert "atlas/geometry/" in end
    begin, end = head(atlas(), View(page="countries"))
    assert begin == ""
    assert "atlas/geometry/" not in end


@settings(max_examples=100, deadline=None)
@given(
    pairs=st.lists(st.tuples(KEYS, VALUES), max_size=8),
    query=st.text(max_size=200),
)
def test_whatever_a_link_holds_the_first_map_is_that_of_the_page(pairs, query):
    for one in (urlencode(pairs), query):
        view = asked(one).view
        begin, _ = head(atlas(), view)
        data = re.search(rf'<script type="application/json" id="{FIRST}">([^<]*)</script>', begin)
        assert data is not None
        read = json.loads(data.group(1))
        # The page's own map is compared with it: one that is the same is not drawn again.
        assert json.dumps({**map_payload(atlas(), view), "basemap": None}) == json.dumps(read)
