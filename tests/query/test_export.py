"""What an export is of: strict about what it is asked for, and stamped with all that a reader needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from geo.errors import UnknownValueError
from geo.model.view import Position, View
from geo.query.export import Export, everything, made_on, view_link, view_of
from geo.query.link import parse_link, parse_query
from geo.store import Dataset

DAY = dt.date(2026, 1, 2)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "country=KGZ",
        "?country=KGZ,KAZ&lang=ru",
        "https://example.org/atlas?kind=base&v=2020.1.0",
        "v=1999.1.0",
    ],
)
def test_a_query_or_a_whole_link_is_read(world: Dataset, query: str) -> None:
    expected, _ = parse_link(world, parse_query(query.partition("?")[2] if "?" in query else query))
    assert view_of(world, query) == expected


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("country=XXX", "country expected one of AFG, ARM, KAZ, KGZ, RUS, TJK, USA, UZB, got 'XXX'"),
        ("colour=red", "colour expected one of country, threat"),
        ("lang=de", "lang expected one of en, ru, got 'de'"),
        ("pov=martian", "pov expected one of recognised, defacto, got 'martian'"),
        ("as_of=soon", "as_of expected a date as YYYY"),
        ("sel=country:XXX", "sel expected one of country:KGZ"),
        ("at=1/2", "at expected zoom/lat/lon, got '1/2'"),
        ("lang=en&lang=ru", "lang expected a single value"),
        ("country", "view expected a query string such as"),
        ("country=" + "K" * 5000, "view expected at most 4096 characters"),
        ("country=" + ",".join(["KGZ"] * 70), "country expected fewer or shorter values"),
    ],
)
def test_what_the_atlas_does_not_have_is_refused(world: Dataset, query: str, said: str) -> None:
    with pytest.raises(UnknownValueError) as caught:
        view_of(world, query)
    assert str(caught.value).startswith(said)


def test_the_day_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert made_on() == dt.date(2020, 9, 13)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs(made_on() - dt.datetime.now(dt.UTC).date()) <= dt.timedelta(days=1)


@pytest.mark.parametrize("value", ["", "yesterday", "1" * 30, "1.5"])
def test_a_wrong_day_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(UnknownValueError, match="SOURCE_DATE_EPOCH expected seconds since 1970"):
        made_on()


def test_everything_keeps_language_and_boundaries_only() -> None:
    view = View(
        language="ru", point_of_view="defacto", selection="country:KGZ", position=Position(1, 2, 3)
    ).choose("kind", ("base",))
    assert everything(view) == View(language="ru", point_of_view="defacto")


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_the_stamp_names_all(atlas: Dataset, tag: str) -> None:
    view = View(language=tag).choose("country", ("KGZ",))
    stamp = Export(atlas, view, DAY, "https://example.org/a").stamp
    fields = stamp.fields()
    assert fields["data_version"] == atlas.version
    assert fields["made"] == "2026-01-02"
    assert fields["point_of_view"] == atlas.boundaries.points_of_view["recognised"].names[tag]
    assert fields["link"] == view_link(atlas, view, "https://example.org/a/")
    for source in ("MIT", "Natural Earth (public domain)", "GeoNames (CC-BY-4.0)"):
        assert source in fields["licences"]
    for text in atlas.texts:
        assert text.title in fields["licences"]
        assert text.publisher in fields["licences"]
    assert all(value for value in fields.values())


def test_licences_follow_the_data(atlas: Dataset) -> None:
    places = {
        name: place.model_copy(update={"licence": "ODbL-1.0"}) for name, place in atlas.gazetteer.items()
    }
    texts = tuple(
        text.model_copy(update={"redistributable": True, "licence": "CC0-1.0"}) for text in atlas.texts
    )
    said = Export(replace(atlas, gazetteer=places, texts=texts), View(), DAY).stamp.fields()["licences"]
    assert "GeoNames (ODbL-1.0)" in said
    assert "CC0-1.0" in said
    assert "not part of this file" not in said
