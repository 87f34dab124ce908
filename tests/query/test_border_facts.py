"""Borders as of a day, against the tables of facts themselves."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from geo.query.border_facts import BorderState, border_states, facts_about, spoken_of
from geo.store import Dataset

DAY = dt.date(2004, 1, 1)
LATER = dt.date(2010, 1, 1)


def state(dataset: Dataset, border: str, day: dt.date) -> BorderState:
    found = {one.id: one for one in border_states(dataset, dataset.claims, day, "recognised")}
    return found[border]


def rows(dataset: Dataset, table: str, border: str) -> list[dict[str, str]]:
    with (dataset.data_dir / "reference" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["border"] == border]


def test_guards_are_those_of_the_day(atlas: Dataset) -> None:
    assert "RUS" in state(atlas, "AFG-TJK", DAY).foreign_guards
    before = {row.section for row in state(atlas, "AFG-TJK", DAY).guards if row.guard == "RUS"}
    after = {row.section for row in state(atlas, "AFG-TJK", LATER).guards if row.guard == "RUS"}
    assert before != after
    assert state(atlas, "KGZ-UZB", LATER).foreign_guards == ()


def test_the_last_event_had_begun_by_the_day(atlas: Dataset) -> None:
    event = state(atlas, "AFG-TJK", LATER).event
    assert event is not None
    told = sorted(row["start"] for row in rows(atlas, "border_events", "AFG-TJK") if row["start"] < "2010")
    assert event.start == told[-1]
    assert state(atlas, "AFG-TJK", dt.date(1991, 1, 1)).event is None


def test_published_and_drawn_length_stand_apart(atlas: Dataset) -> None:
    one = state(atlas, "AFG-TJK", LATER)
    assert one.published is not None
    assert one.drawn_km is not None
    assert one.published.km == 1357
    assert 1000 < one.drawn_km < one.published.km


def test_claims_are_those_that_stand_on_the_line(world: Dataset) -> None:
    found = {one.id: one for one in border_states(world, world.claims, DAY, "recognised")}
    assert [claim.id for claim in found["AFG-TJK"].claims] == ["alpha-2010-002"]
    assert found["KGZ-TJK"].claims == ()
    assert found["AFG-TJK"].selection == "border:AFG-TJK"


def test_a_border_that_this_point_of_view_does_not_draw_has_no_drawn_length(world: Dataset) -> None:
    assert {one.id: one for one in border_states(world, (), DAY, "recognised")}["CHN-KGZ"].drawn_km is None


def test_only_borders_that_something_speaks_of_are_listed(atlas: Dataset) -> None:
    found = spoken_of(atlas, atlas.claims, LATER, "recognised")
    listed = {one.id for one in found}
    assert set(atlas.reference.borders_by_id) <= listed
    assert {
        claim.place.removeprefix("border:")
        for claim in atlas.claims
        if (claim.place or "").startswith("border:")
    } <= listed
    assert all(one.claims or one.record for one in found)
    numbers = [len(one.claims) for one in found]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize("border", ["AFG-TJK", "ARM-TUR", "KGZ-UZB"])
def test_every_fact_about_a_border_is_told_once(atlas: Dataset, border: str) -> None:
    found = [ref for ref, _fact in facts_about(atlas, border)]
    tables = ("border_lengths", "border_guards", "border_crossings", "border_events")
    told = {f"{table}:{row['id']}" for table in tables for row in rows(atlas, table, border)}
    assert set(found) == told | {f"borders:{border}"}
    assert len(found) == len(set(found))
    assert all(atlas.reference.fact(ref) == fact for ref, fact in facts_about(atlas, border))


def test_nothing_is_on_record_of_a_border_that_is_only_drawn(world: Dataset) -> None:
    assert facts_about(world, "AAA-BBB") == ()
