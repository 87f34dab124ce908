from __future__ import annotations

import base64
import datetime as dt
import json
import re

import folium
import pytest

from geo.errors import RenderError
from geo.model.view import View
from geo.render import folium_map as module
from geo.render.folium_map import folium_map, standalone_html
from geo.render.geometry_files import pictures
from geo.store import Dataset
from tests.render.conftest import HOSTILE

LIMIT = 1_500_000


def data_of(page: str) -> dict:
    found = re.findall(r'<script type="application/json" id="map_\w+_data">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


def test_page_asks_no_other_host_and_is_small(atlas: Dataset) -> None:
    page = standalone_html(atlas, View())
    assert len(page.encode()) < LIMIT
    tags = re.findall(r"<(?:script|link|img|iframe|object|source)\b[^>]*>", page)
    assert not [tag for tag in tags if re.search(r"\b(?:src|href)=", tag)]
    assert module.POLICY.startswith("default-src 'none';")
    assert module.POLICY in page


def test_page_holds_title_sentence_stamp_and_evidence(atlas: Dataset) -> None:
    data = data_of(standalone_html(atlas, View(language="ru").choose("country", ("KGZ",))))
    assert data["page"]["title"]
    assert "Киргизия" in data["page"]["sentence"]
    assert atlas.version in data["page"]["stamp"]
    for ids in data["evidence"].values():
        assert ids
        assert set(ids) <= set(data["claims"])


def test_the_stamp_has_the_day_that_it_is_told(atlas: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    told = data_of(standalone_html(atlas, View(), dt.date(2020, 2, 29)))
    assert "29 February 2020" in told["page"]["stamp"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert "1 January 1970" in data_of(standalone_html(atlas, View()))["page"]["stamp"]


def test_pictures_stand_in_the_page(atlas: Dataset) -> None:
    found = data_of(standalone_html(atlas, View()))["pictures"]
    for name, picture in pictures(atlas).items():
        kind, _, written = found.pop(name).partition(",")
        assert kind == "data:image/png;base64"
        assert base64.b64decode(written) == picture.content
    assert not found
    assert "img-src data:" in module.POLICY


def test_it_is_a_folium_map_that_children_can_join(atlas: Dataset) -> None:
    made = folium_map(atlas, View())
    assert isinstance(made, folium.Map)
    folium.CircleMarker((42.87, 74.59)).add_to(made)
    page = made.get_root().render()
    assert re.search(rf"\.addTo\({made.get_name()}\)", page)
    assert page.index(f"var {made.get_name()} =") < page.index(f".addTo({made.get_name()})")
    assert "cdn." not in page.lower().replace("window.cdn.", "")


def test_hostile_texts_reach_the_page_unchanged_and_unevaluated(poisoned: Dataset) -> None:
    page = standalone_html(poisoned, View())
    data = data_of(page)
    summaries = {claim["summary"] for claim in data["claims"].values()}
    assert summaries == {text for text in HOSTILE if text.strip()}
    assert page.count("alert(1)") == page.count("alert(1)\\u003c") + page.count("alert(1)\\u003e")


def test_a_notebooks_frame_and_a_second_rendering_evaluate_nothing(poisoned: Dataset) -> None:
    made = folium_map(poisoned, View())
    first = made.get_root().render()
    assert data_of(made.get_root().render()) == data_of(first)
    assert "{{ 7*7 }}" in {claim["summary"] for claim in data_of(first)["claims"].values()}
    assert "srcdoc" in made._repr_html_()


def test_a_source_that_would_end_its_own_element_is_refused() -> None:
    with pytest.raises(RenderError, match="end its own element"):
        module._closed("a = '</SCRIPT>'", "script")
