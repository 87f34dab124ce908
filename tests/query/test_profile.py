"""One country's profile: whose, its facts as of a day, its numbers, and what is never said."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from geo.model.view import View
from geo.query.profile import (
    facilities,
    memberships,
    neighbours,
    profile_country,
    profiled,
    said_how,
    threats_by_text,
    unsaid,
)
from geo.query.selection import evidence, is_selection
from geo.store import Dataset


@pytest.mark.parametrize(
    ("selection", "chosen", "country"),
    [
        ("country:AFG", ("KGZ",), "AFG"),
        ("cell:TJK/drug_trafficking/exposed", (), "TJK"),
        ("count:UZB/-/-/fact/-/-", (), "UZB"),
        ("count:-/-/social_unrest/-/-/-", ("ARM",), "ARM"),
        ("border:AFG-TJK", (), "AFG"),
        ("border:AFG-TJK", ("TJK",), "TJK"),
        ("place:gyumri", (), "ARM"),
        ("claim:alpha-2010-003", (), "ARM"),
        ("claim:alpha-2010-006", ("KAZ",), "KAZ"),
        (None, ("RUS", "UZB"), "RUS"),
    ],
)
def test_the_view_says_whose_profile(
    world: Dataset, selection: str | None, chosen: tuple[str, ...], country: str
) -> None:
    assert profile_country(world, View(selection=selection).choose("country", chosen)) == country


def test_with_nothing_asked_it_is_the_most_exposed(world: Dataset) -> None:
    assert profile_country(world, View()) in {"KGZ", "TJK", "UZB"}


def test_countries_with_a_profile_are_known_and_spoken_of(world: Dataset) -> None:
    found = profiled(world)
    assert set(found) <= world.country_codes
    assert {"KGZ", "ARM", "USA"} <= set(found)


def test_memberships_stand_by_organisation_then_date(atlas: Dataset) -> None:
    rows = memberships(atlas, "UZB")
    assert [row.organisation for row in rows][:2] == ["CST", "CST"]
    assert {row.id for row in rows} == {row.id for row in atlas.reference.membership if row.country == "UZB"}
    for one, two in itertools.pairwise(rows):
        assert one.organisation != two.organisation or one.start <= two.start


def test_facilities_are_those_of_the_day(atlas: Dataset) -> None:
    def stood(day: dt.date) -> dict[str, set[str]]:
        return {
            one.facility.id: {row.operator for row in one.operators}
            for one in facilities(atlas, "KGZ", day) if one.stood
        }  # fmt: skip

    assert stood(dt.date(2011, 4, 28))["manas-transit-center"] == {"USA"}
    assert "manas-transit-center" not in stood(dt.date(2015, 1, 1))
    assert "999th-air-base-kant" not in stood(dt.date(2003, 1, 1))
    every = {one.facility.id for one in facilities(atlas, "KGZ", dt.date(2015, 1, 1))}
    assert every == {row.id for row in atlas.reference.facilities if row.country == "KGZ"}


def test_an_operator_of_another_time_is_not_of_the_day(atlas: Dataset) -> None:
    standing = {one.facility.id: one for one in facilities(atlas, "ARM", dt.date(2011, 4, 28))}
    assert [row.operator for row in standing["agarak-border-post"].operators] == ["RUS"]
    standing = {one.facility.id: one for one in facilities(atlas, "TJK", dt.date(2011, 4, 28))}
    assert {row.operator for row in standing["gissar-ayni-air-base"].operators} == {"TJK", "IND"}


def test_neighbours_are_those_drawn_or_on_record(atlas: Dataset) -> None:
    found = neighbours(atlas, "KGZ", atlas.claims, dt.date(2011, 4, 28), "recognised")
    assert [one.id for one in found] == ["CHN-KGZ", "KAZ-KGZ", "KGZ-TJK", "KGZ-UZB"]


def test_what_is_never_said(world: Dataset) -> None:
    never = unsaid(world, "KGZ")
    assert "social_unrest" not in never.threats
    assert "interethnic_violence" not in never.threats
    assert "drug_trafficking" in never.threats
    assert set(never.threats) | {"social_unrest", "interethnic_violence"} == set(world.taxonomy.threats)
    assert unsaid(world, "AFG").texts == ("beta-2011",)
    assert "forecast" in never.modalities
    assert "assessment" not in never.modalities


@pytest.mark.parametrize("name", ["world", "atlas"])
@pytest.mark.parametrize("country", ["KGZ", "AFG"])
def test_each_number_opens_as_many_claims(request: pytest.FixtureRequest, name: str, country: str) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    numbers = [
        *said_how(dataset, dataset.claims, country=country),
        *threats_by_text(dataset, dataset.claims, country),
        *said_how(dataset, dataset.claims, threat="interethnic_violence"),
    ]
    assert numbers
    for number in numbers:
        assert is_selection(dataset, number.count.selection)
        assert len(evidence(dataset, dataset.claims, number.count.selection)) == number.claims > 0


def test_modalities_add_up_to_the_claims_that_name_the_country(atlas: Dataset) -> None:
    named = sum("KGZ" in claim.actors for claim in atlas.claims)
    assert sum(number.claims for number in said_how(atlas, atlas.claims, country="KGZ")) == named
