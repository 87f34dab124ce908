"""The atlas as a library."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import folium
import geopandas as gpd
import pytest

import geo
import geo.atlas as module
from geo.atlas import Atlas
from geo.errors import DataError, UnknownValueError
from geo.model.view import View
from geo.query import frames
from geo.query.filter import filters
from geo.query.selection import select
from geo.store import Dataset
from tests.conftest import World


@pytest.fixture
def library(atlas: Dataset) -> Atlas:
    return Atlas(atlas)


def test_importing_is_cheap() -> None:
    code = "import sys, geo; print(sorted({'streamlit', 'folium', 'geopandas', 'pandas', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"


def test_the_package_hands_out_the_library() -> None:
    assert geo.load is module.load
    assert geo.folium_map is module.folium_map
    assert {"load", "folium_map", "__version__"} <= set(dir(geo))
    with pytest.raises(AttributeError, match="module 'geo' has no attribute 'lode'"):
        _ = geo.lode


def test_the_promised_question(library: Atlas, atlas: Dataset) -> None:
    found = library.claims(country="KGZ", threat="interethnic_violence")
    assert isinstance(found, gpd.GeoDataFrame)
    assert found.crs == "EPSG:4326"
    expected = [
        claim.id for claim in atlas.claims
        if "KGZ" in claim.actors and any(link.threat == "interethnic_violence" for link in claim.threats)
    ]  # fmt: skip
    assert expected
    assert list(found.index) == expected


@pytest.mark.parametrize("name", sorted(filters()))
def test_every_filter_can_be_asked_for(library: Atlas, name: str) -> None:
    values = library.filters[name]
    one = "2010-09" if filters()[name].widget == "date" else values[0]
    view = library.view(**{name: one})
    assert list(library.claims(**{name: one}).index) == [
        claim.id for claim in select(library.dataset, view).claims
    ]
    assert view.chosen(name)


def test_several_values_and_none(library: Atlas) -> None:
    both = set(library.claims(country=["KGZ", "TJK"]).index)
    assert both == set(library.claims(country=("TJK",)).index) | set(library.claims(country="kgz").index)
    assert len(library.claims(country=None)) == len(library.dataset.claims)


def test_members_of_a_day(library: Atlas) -> None:
    then = library.members(as_of="2011-04-28")
    assert set(then.index) == {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK", "UZB"}
    assert set(library.members(as_of=dt.date(2013, 1, 1)).index) == {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}
    later = library.members(as_of="2025")
    assert later.loc["ARM", "status"] == "frozen"
    assert then.geometry.is_valid.all()


def test_borders_countries_places(library: Atlas, atlas: Dataset) -> None:
    assert library.borders().loc["AFG-TJK", "published_km"] == 1357
    assert library.countries(country="KGZ").loc["KGZ", "mention"] == "exposed"
    assert library.countries(level="close").geometry["KGZ"].area != library.countries().geometry["KGZ"].area
    assert list(library.places().index) == list(frames.by_place(atlas, View()).index)


def test_language_and_boundaries_are_the_atlas_own(atlas: Dataset) -> None:
    russian = Atlas(atlas, language="ru", point_of_view="defacto")
    assert russian.countries().loc["KGZ", "name"] == "Киргизия"
    assert not russian.countries().geometry["UKR"].equals(Atlas(atlas).countries().geometry["UKR"])
    assert russian.sentence(country="KGZ").startswith("65")


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda a: a.claims(country="XXX"), "country expected one of AFG, ARM"),
        (lambda a: a.claims(country=["KGZ", "XXX"]), "country expected one of AFG, ARM"),
        (lambda a: a.claims(country=[7]), "country expected one of AFG, ARM"),
        (lambda a: a.claims(colour="red"), "filter expected one of country, threat"),
        (lambda a: a.members(as_of="soon"), "as_of expected a date as YYYY"),
        (lambda a: a.claims(as_of=["2010", "2011"]), "as_of expected a single date"),
        (lambda a: a.borders(level="fine"), "level expected one of far, close, full"),
        (lambda a: a.view("country=XXX"), "country expected one of AFG, ARM"),
        (lambda a: a.view("country=KGZ", kind="base"), "view expected either a query string or filters"),
        (lambda a: Atlas(a.dataset, language="de"), "language expected one of en, ru"),
        (
            lambda a: Atlas(a.dataset, point_of_view="martian"),
            "point of view expected one of recognised, defacto",
        ),
    ],
)
def test_what_the_atlas_does_not_have_is_refused(library: Atlas, ask, said: str) -> None:
    with pytest.raises(UnknownValueError) as caught:
        ask(library)
    assert str(caught.value).startswith(said)


def test_a_map_for_a_notebook(library: Atlas) -> None:
    for view in (None, "country=KGZ&lang=ru", View().choose("country", ("KGZ",))):
        assert isinstance(geo.folium_map(view, library), folium.Map)
    with pytest.raises(UnknownValueError):
        geo.folium_map("country=XXX", library)


def test_without_an_atlas_the_shipped_one_is_read_once(
    monkeypatch: pytest.MonkeyPatch, library: Atlas
) -> None:
    module._shared.cache_clear()
    read = []
    monkeypatch.setattr(module, "load", lambda: read.append(1) or library)
    geo.folium_map("country=KGZ")
    geo.folium_map("country=TJK")
    assert read == [1]
    module._shared.cache_clear()


def test_a_view_is_cited(library: Atlas) -> None:
    made = library.cite("country=KGZ", "https://example.org/", dt.date(2026, 1, 2))
    assert "https://example.org/?country=KGZ&v=" in made.text
    assert "2 January 2026" in made.text


def test_data_can_be_named(world_folder: World) -> None:
    found = geo.load(str(world_folder.data), str(world_folder.articles), language="ru")
    assert len(found.claims()) == 8
    assert found.language == "ru"
    assert set(found.dataset.passages.contents) == {"alpha-2010", "beta-2011"}
    assert repr(found) == "<Atlas: 8 claims of 2 texts, data version 2020.1.0>"
    with pytest.raises(DataError):
        geo.load(Path("/nowhere"))
