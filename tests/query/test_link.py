"""A link is the whole view: round trip for every valid view, and never an error for junk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.i18n import languages
from geo.model.view import TABS, Position, View
from geo.query.filter import filters
from geo.query.link import (
    MAX_NOTICES,
    MAX_QUERY_LENGTH,
    MAX_VALUE_LENGTH,
    MAX_VALUES,
    OWN_KEYS,
    Notice,
    format_link,
    format_position,
    link_params,
    parse_link,
    parse_position,
    parse_query,
    shown,
)
from geo.query.selection import is_selection
from geo.store import Dataset

EASY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

POSITIONS = st.builds(
    Position,
    lon=st.floats(-180, 180).map(lambda x: round(x, 4)),
    lat=st.floats(-85.06, 85.06).map(lambda x: round(x, 4)),
    zoom=st.floats(0, 19).map(lambda x: round(x, 2)),
)


def selections(dataset: Dataset) -> list[str]:
    found = [f"country:{code}" for code in dataset.country_codes]
    found += [f"claim:{claim.id}" for claim in dataset.claims]
    found += [f"place:{place}" for place in dataset.gazetteer]
    found += sorted(dataset.boundaries.border_places)
    found += [
        f"cell:TJK/{threat}/{role}" for threat in dataset.taxonomy.threats for role in ("exposed", "source")
    ]
    return found


@st.composite
def views(draw: Any, dataset: Dataset) -> View:
    view = View(
        language=draw(st.sampled_from(sorted(languages()))),
        selection=draw(st.none() | st.sampled_from(selections(dataset))),
        point_of_view=draw(st.sampled_from(sorted(dataset.boundaries.points_of_view))),
        position=draw(st.none() | POSITIONS),
        tab=draw(st.sampled_from(TABS)),
    )
    for name, part in filters().items():
        if part.widget == "date":
            day = draw(st.none() | st.dates(min_value=_day("1991-01-01"), max_value=_day("2100-12-31")))
            view = view.choose(name, (day.isoformat(),) if day else ())
        else:
            options = st.lists(st.sampled_from(list(part.options(dataset))), unique=True)
            view = view.choose(name, tuple(sorted(draw(options))))
    return view


def _day(value: str) -> Any:
    import datetime as dt

    return dt.date.fromisoformat(value)


@EASY
@given(st.data())
def test_every_valid_view_survives_its_link(world: Dataset, data: st.DataObject) -> None:
    view = data.draw(views(world))
    link = format_link(world, view)
    again, notices = parse_link(world, parse_query(link))
    assert again == view
    assert notices == ()
    assert format_link(world, again) == link


@EASY
@given(st.data())
def test_a_link_has_one_form_whatever_the_order_of_its_keys(world: Dataset, data: st.DataObject) -> None:
    view = data.draw(views(world))
    items = data.draw(st.permutations(list(link_params(world, view).items())))
    again, _ = parse_link(world, {key: [value] for key, value in items})
    assert format_link(world, again) == format_link(world, view)


KEYS = st.sampled_from(
    [*OWN_KEYS, "country", "threat", "kind", "text", "modality", "as_of", "embed"]
) | st.text(max_size=80)
JUNK = st.text(max_size=120) | st.sampled_from(
    [
        "KGZ",
        "KGZ,,TJK",
        "nan/nan/nan",
        "1e999/0/0",
        "5/40/70",
        "cell:",
        "cell:KGZ/x",
        "claim:",
        "country:",
        "2010-02-30",
    ]
)


@EASY
@given(st.dictionaries(KEYS, st.lists(JUNK, max_size=5), max_size=12))
def test_junk_never_raises_and_is_reported_short(world: Dataset, params: dict[str, list[str]]) -> None:
    view, notices = parse_link(world, params)
    hash(view)
    assert view.language in languages()
    assert view.point_of_view in world.boundaries.points_of_view
    assert view.selection is None or is_selection(world, view.selection)
    for name, part in filters().items():
        assert all(part.parse(world, value) == value for value in view.chosen(name))
    for notice in notices:
        assert len(notice.value) <= MAX_VALUE_LENGTH
        assert len(notice.key) <= MAX_VALUE_LENGTH
        assert (notice.key + notice.value).isprintable()
    known = {*OWN_KEYS, *filters(), "embed", "embed_options"}
    unknown = {shown(key) for key in params if key not in known}
    too_long = notices == (Notice("too_long", "link"),)
    assert too_long or unknown <= {n.key for n in notices if n.reason == "unknown_key"}
    # What is left is itself a valid link.
    assert parse_link(world, parse_query(format_link(world, view)))[0] == view


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")))
def test_any_query_string_can_be_split(query: str) -> None:
    assert all(isinstance(value, str) for values in parse_query(query).values() for value in values)


def test_hundreds_of_unknown_keys_do_not_flood_the_reader(world: Dataset) -> None:
    _, notices = parse_link(world, parse_query("&".join(f"k{n}=1" for n in range(500))))
    assert len(notices) == MAX_NOTICES


def test_a_long_query_string_is_said_to_be_too_long(world: Dataset) -> None:
    assert parse_link(world, parse_query("country=KGZ&sel=" + "x" * 5000))[1] == (Notice("too_long", "link"),)


@pytest.mark.parametrize(
    ("query", "notices"),
    [
        ("country=KGZ,XXX", (Notice("unknown_value", "country", "XXX"),)),
        (
            "threat=dragons&colour=red",
            (Notice("unknown_key", "colour"), Notice("unknown_value", "threat", "dragons")),
        ),
        ("lang=tlh", (Notice("unknown_value", "lang", "tlh"),)),
        ("lang=ru&lang=en", (Notice("repeated", "lang", "en"),)),
        ("pov=martian", (Notice("unknown_value", "pov", "martian"),)),
        ("sel=country:XXX", (Notice("unknown_value", "sel", "country:XXX"),)),
        ("at=99/0/0", (Notice("unknown_value", "at", "99/0/0"),)),
        ("as_of=2010-02-30", (Notice("unknown_value", "as_of", "2010-02-30"),)),
        ("as_of=2010,2011", (Notice("repeated", "as_of", "2011-12-31"),)),
        ("v=1999.1.0", (Notice("other_data", "v", "1999.1.0"),)),
        ("v=2020.1.0&embed=true", ()),
        ("", ()),
    ],
)
def test_what_is_left_out_is_said(world: Dataset, query: str, notices: tuple[Notice, ...]) -> None:
    assert parse_link(world, parse_query(query))[1] == notices


def test_the_rest_of_a_partly_unknown_link_holds(world: Dataset) -> None:
    view, _ = parse_link(world, parse_query("?country=kgz,XXX&threat=dragons&lang=ru"))
    assert view == View(language="ru").choose("country", ("KGZ",))


def test_a_partial_day_stands_for_its_last_day(world: Dataset) -> None:
    assert parse_link(world, {"as_of": ["2010-08"]})[0].chosen("as_of") == ("2010-08-31",)


def test_too_long_a_link_is_not_read(world: Dataset) -> None:
    view, notices = parse_link(world, {"country": ["KGZ"], "sel": ["x" * MAX_QUERY_LENGTH]})
    assert (view, notices) == (View(), (Notice("too_long", "link"),))


def test_too_many_values_are_cut_and_said(world: Dataset) -> None:
    _, notices = parse_link(world, {"country": ["KGZ," * (MAX_VALUES + 1)]})
    assert notices == (Notice("too_long", "country"),)


def test_a_notice_repeats_no_control_character(world: Dataset) -> None:
    _, (notice,) = parse_link(world, {"lang": ["\x1b[31m\u202eevil" + "x" * 200]})
    assert notice.value.startswith("�[31m�evil")
    assert notice.value.endswith("…")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "5/40",
        "5/40/70/1",
        "a/b/c",
        "nan/0/0",
        "inf/0/0",
        "-1/0/0",
        "20/0/0",
        "5/86/0",
        "5/0/181",
        "5/0/" + "7" * 99,
    ],
)
def test_a_position_off_the_map_is_refused(value: str) -> None:
    assert parse_position(value) is None


@given(POSITIONS)
def test_a_position_survives_its_text(position: Position) -> None:
    assert parse_position(format_position(position)) == position


def test_defaults_are_left_out_of_a_link(world: Dataset) -> None:
    assert format_link(world, View()) == "v=2020.1.0"


def test_a_pack_is_in_the_link_only_where_the_dataset_has_it(world: Dataset) -> None:
    name = "a" * 35
    view, notices = parse_link(world, {"pack": [name]})
    assert view.pack is None
    assert [(notice.reason, notice.key) for notice in notices] == [("unknown_value", "pack")]
    shared = replace(world, pack=name)
    view, notices = parse_link(shared, {"pack": [name]})
    assert (view.pack, notices) == (name, ())
    assert link_params(shared, view)["pack"] == name
    assert parse_link(shared, parse_query(format_link(shared, view)))[0] == view
    assert parse_link(shared, {"pack": ["b" * 35]})[0].pack is None
    assert "pack" not in link_params(world, View())


def test_the_draft_of_the_review_page_is_no_part_of_a_view(world: Dataset) -> None:
    assert parse_link(world, {"draft": ["x"]}) == (View(), ())
