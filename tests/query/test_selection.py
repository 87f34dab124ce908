"""Which claims a view shows, checked against a plain reading of every claim."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.model.claim import Claim
from geo.model.dates import first_day
from geo.model.view import View
from geo.query.export import valid_values
from geo.query.filter import filters
from geo.query.selection import (
    FAMILIES,
    counts,
    evidence,
    is_located,
    is_selection,
    mentions,
    place_ids,
    select,
    statuses,
)  # fmt: skip
from geo.store import Dataset

EASY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def ids(claims: tuple[Claim, ...]) -> list[str]:
    return [claim.id for claim in claims]


def said(claim: Claim) -> str:
    """Return a claim as its file's own JSON, so the reading below owes nothing to the filters."""
    return claim.model_dump_json()


def reading(dataset: Dataset, claim: Claim, chosen: dict[str, tuple[str, ...]]) -> bool:
    raw: dict[str, Any] = claim.model_dump()
    threats = {link["threat"] for link in raw["threats"]}
    text = dataset.texts_by_id[claim.id.rpartition("-")[0]]
    tests = {
        "country": any(f'"{code}"' in said(claim) for code in chosen.get("country", ())),
        "threat": bool(threats & set(chosen.get("threat", ()))),
        "kind": raw["kind"] in chosen.get("kind", ()),
        "modality": raw["modality"] in chosen.get("modality", ()),
        "text": text.id in chosen.get("text", ()),
        "as_of": all(first_day(text.date) <= dt.date.fromisoformat(day) for day in chosen.get("as_of", ())),
    }
    return all(tests[name] for name in chosen)


@EASY
@given(st.data())
def test_a_view_shows_what_a_plain_reading_finds(world: Dataset, data: st.DataObject) -> None:
    view = View()
    for name, part in filters().items():
        values = [d.isoformat() for d in (dt.date(2009, 1, 1), dt.date(2010, 8, 1), dt.date(2012, 1, 1))]
        pool = values if part.widget == "date" else list(part.options(world))
        most = 1 if part.widget == "date" else 4
        view = view.choose(
            name, tuple(data.draw(st.lists(st.sampled_from(pool), max_size=most, unique=True)))
        )
    shown = select(world, view)
    chosen = dict(view.filters)
    assert ids(shown.claims) == [c.id for c in world.claims if reading(world, c, chosen)]
    assert sorted(ids(shown.located) + ids(shown.unlocated)) == sorted(ids(shown.claims))
    assert all(claim.place or claim.iso3 for claim in shown.located)
    assert not any(claim.place or claim.iso3 for claim in shown.unlocated)


def test_with_nothing_chosen_everything_is_shown_on_the_newest_texts_day(world: Dataset) -> None:
    shown = select(world, View())
    assert shown.claims == world.claims
    assert shown.day == dt.date(2011, 4, 28)
    assert ids(shown.unlocated) == ["alpha-2010-006"]


def test_two_values_of_one_filter_widen_and_two_filters_narrow(world: Dataset) -> None:
    view = View().choose("country", ("KAZ", "USA"))
    assert ids(select(world, view).claims) == ["alpha-2010-004", "beta-2011-001", "beta-2011-002"]
    assert ids(select(world, view.choose("kind", ("member",))).claims) == ["beta-2011-001"]


def test_as_of_leaves_out_texts_not_yet_published(world: Dataset) -> None:
    shown = select(world, View().choose("as_of", ("2010-12-31",)))
    assert {claim.text for claim in shown.claims} == {"alpha-2010"}
    assert shown.day == dt.date(2010, 12, 31)


def test_two_datasets_do_not_share_their_selections(world: Dataset) -> None:
    other = replace(world, claims=world.claims[:2])
    assert len(select(world, View()).claims) == 8
    assert len(select(other, View()).claims) == 2


def test_an_organisation_exposed_to_a_threat_is_not_a_country(world: Dataset) -> None:
    claim = world.claims_by_id["alpha-2010-002"]
    assert "CSTO" in claim.actors
    assert world.countries_of(claim) == ("AFG", "TJK", "UZB")


def test_the_strongest_role_wins_and_silence_has_its_own_word(world: Dataset) -> None:
    found = mentions(world, world.claims[:3])
    assert found == {
        "AFG": "source", "ARM": "mentioned", "KAZ": "silent", "KGZ": "exposed", "RUS": "mentioned",
        "TJK": "exposed", "USA": "silent", "UZB": "exposed",
    }  # fmt: skip


def test_a_claim_counts_once_for_each_country_it_names(world: Dataset) -> None:
    plain = {code: sum(f'"{code}"' in said(claim) for claim in world.claims) for code in world.country_codes}
    assert dict(counts(world, world.claims)) == {code: number for code, number in plain.items() if number}


def test_a_claim_stands_on_its_place_else_on_its_countries(world: Dataset) -> None:
    assert place_ids(world.claims_by_id["alpha-2010-001"]) == ("place:osh".removeprefix("place:"),)
    assert place_ids(world.claims_by_id["alpha-2010-004"]) == ("country:USA",)
    assert place_ids(world.claims_by_id["alpha-2010-006"]) == ()
    assert not is_located(world.claims_by_id["alpha-2010-006"])


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("country:KGZ", ["alpha-2010-001", "alpha-2010-005", "beta-2011-001"]),
        ("country:RUS", ["alpha-2010-003", "beta-2011-001"]),
        ("border:AFG-TJK", ["alpha-2010-002"]),
        ("border:AFG-UZB", []),
        ("place:osh", ["alpha-2010-001"]),
        ("place:fergana_valley", ["alpha-2010-005"]),
        ("claim:alpha-2010-006", ["alpha-2010-006"]),
        ("cell:TJK/drug_trafficking/exposed", ["alpha-2010-002"]),
        ("cell:AFG/drug_trafficking/exposed", []),
        ("cell:AFG/drug_trafficking/source", ["alpha-2010-002"]),
    ],
)
def test_a_mark_leads_to_its_claims(world: Dataset, mark: str, expected: list[str]) -> None:
    assert is_selection(world, mark)
    assert ids(evidence(world, world.claims, mark)) == expected


def test_every_mark_of_a_cell_agrees_with_the_claims_themselves(atlas: Dataset) -> None:
    for code in sorted(atlas.country_codes):
        for threat in atlas.taxonomy.threats:
            plain = [
                c.id
                for c in atlas.claims
                for link in c.threats
                if link.threat == threat and code in link.exposed
            ]
            assert ids(evidence(atlas, atlas.claims, f"cell:{code}/{threat}/exposed")) == list(
                dict.fromkeys(plain)
            )


@pytest.mark.parametrize(
    "mark",
    ["", "country", "country:", "country:XXX", "country:CSTO", "claim:", "claim:alpha-2010-999", "border:TJK-AFG",
     "border:ARM-USA", "place:atlantis", "cell:", "cell:KGZ", "cell:KGZ/x/exposed", "cell:KGZ/social_unrest/victim",
     "cell:XXX/social_unrest/exposed", "cell:KGZ/social_unrest/exposed/more", "text:alpha-2010"],
)  # fmt: skip
def test_a_mark_that_the_atlas_does_not_have_is_no_selection(world: Dataset, mark: str) -> None:
    assert not is_selection(world, mark)


SEVEN = {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK", "UZB"}


@pytest.mark.parametrize(
    ("day", "members", "others"),
    [
        ("2000-01-01", SEVEN - {"UZB"}, {"UZB": "former", "AZE": "former", "GEO": "former"}),
        ("2010-08-25", SEVEN, {"AFG": "neighbour", "USA": "other", "GEO": "former"}),
        ("2011-04-28", SEVEN, {"AZE": "former", "CHN": "neighbour", "TUR": "neighbour"}),
        ("2012-12-18", SEVEN - {"UZB"}, {"UZB": "suspended"}),
        ("2013-01-01", SEVEN - {"UZB"}, {"UZB": "former"}),
        ("2024-02-21", SEVEN - {"UZB"}, {}),
        ("2024-03-01", SEVEN - {"UZB", "ARM"}, {"ARM": "frozen"}),
    ],
)
def test_standing_as_of_a_day(atlas: Dataset, day: str, members: set[str], others: dict[str, str]) -> None:
    found = statuses(atlas, dt.date.fromisoformat(day), "recognised")
    assert {code for code, status in found.items() if status == "member"} == members
    assert {code: found[code] for code in others} == others
    assert set(found) == set(atlas.country_codes)


def test_a_neighbour_is_one_by_land_of_who_belongs_on_that_day(world: Dataset) -> None:
    found = statuses(world, dt.date(2011, 4, 28), "recognised")
    assert found["AFG"] == "neighbour"
    assert found["USA"] == "other"


def test_an_organisation_is_a_selection_with_every_claim_that_names_it(atlas: Dataset) -> None:
    assert is_selection(atlas, "actor:NATO")
    assert not is_selection(atlas, "actor:KGZ")
    assert not is_selection(atlas, "actor:")
    found = evidence(atlas, atlas.claims, "actor:NATO")
    assert found
    assert found == tuple(claim for claim in atlas.claims if "NATO" in claim.actors)


def test_the_form_of_every_family_names_something_that_the_atlas_has(atlas: Dataset) -> None:
    claim = atlas.claims[0].id
    for name, family in FAMILIES.items():
        assert family.form.startswith(f"{name}:")
        named = family.form.replace("<claim id>", claim)
        assert is_selection(atlas, named)
        # Whatever a link may name opens something, or nothing, and raises nothing.
        evidence(atlas, atlas.claims, named)
        assert not is_selection(atlas, f"{name}:")
        assert not is_selection(atlas, f"{named}/x")
    assert valid_values(atlas, "sel") == tuple(family.form for family in FAMILIES.values())
    assert not is_selection(atlas, "nothing:KGZ")
