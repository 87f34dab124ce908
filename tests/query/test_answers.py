"""What stands against a threat: three sorts of nearness, told apart."""

from __future__ import annotations

from typing import Any

import pytest

from geo.model.claim import Claim
from geo.model.view import View
from geo.query.answers import answers, any_threat, asked_threat, is_proposal, linked, unanswered
from geo.store import Dataset


def changed(claim: Claim, **fields: Any) -> Claim:
    return Claim.model_validate({**claim.model_dump(), **fields})


def test_a_proposal_is_one_by_kind_or_by_modality(world: Dataset) -> None:
    claim = world.claims_by_id["alpha-2010-001"]
    assert not is_proposal(claim)
    assert is_proposal(changed(claim, modality="proposal"))
    assert is_proposal(changed(claim, kind="proposal"))


def test_nearness_goes_from_link_to_place_to_countries(world: Dataset) -> None:
    claim = world.claims_by_id["alpha-2010-005"]  # fears unrest in the valley, KGZ and UZB exposed
    base = world.claims_by_id["beta-2011-002"]
    link = [{"threat": "social_unrest", "exposed": ["KGZ"], "source": []}]
    far = changed(base, iso3=["KAZ"], place="country:KAZ")
    named = changed(base, id="beta-2011-010", threats=link, iso3=["KAZ"])
    placed = changed(base, id="beta-2011-011", place="fergana_valley", iso3=[])
    about = changed(base, id="beta-2011-012", place="country:UZB", iso3=["UZB", "KAZ"])
    found = answers(world, (about, placed, claim, far, named), "social_unrest")
    assert [(one.claim.id, one.nearness, one.shared) for one in found] == [
        ("beta-2011-010", "linked", ()),
        ("beta-2011-011", "place", ("fergana_valley",)),
        ("beta-2011-012", "countries", ("UZB",)),
    ]


def test_a_shared_country_as_place_is_only_a_shared_country(world: Dataset) -> None:
    claim = changed(world.claims_by_id["alpha-2010-005"], place="country:UZB")
    about = changed(world.claims_by_id["beta-2011-002"], place="country:UZB", iso3=["UZB"])
    assert [one.nearness for one in answers(world, (claim, about), "social_unrest")] == ["countries"]


def test_threats_without_an_answer(world: Dataset) -> None:
    before = dict(unanswered(world, world.claims))
    assert before == {threat: number for threat, number in linked(world, world.claims).items() if number}
    link = [{"threat": "social_unrest", "exposed": ["KGZ"], "source": []}]
    answer = changed(world.claims_by_id["beta-2011-002"], id="beta-2011-010", threats=link)
    after = dict(unanswered(world, (*world.claims, answer)))
    assert set(before) - set(after) == {"social_unrest"}


def test_answers_and_the_rest_agree_in_the_atlas(atlas: Dataset) -> None:
    left = {threat for threat, _number in unanswered(atlas, atlas.claims)}
    for threat, number in linked(atlas, atlas.claims).items():
        near = answers(atlas, atlas.claims, threat)
        assert len({one.claim.id for one in near}) == len(near)
        assert (threat in left) == (number > 0 and not any(one.nearness == "linked" for one in near))


@pytest.mark.parametrize(
    ("selection", "threat"),
    [
        ("threat:social_unrest", "social_unrest"),
        ("cell:KGZ/interethnic_violence/exposed", "interethnic_violence"),
        ("flow:drug_trafficking/AFG/TJK", "drug_trafficking"),
        ("answer:western_withdrawal/beta-2011-002", "western_withdrawal"),
        ("count:-/-/social_unrest/assessment/-/-", "social_unrest"),
        ("claim:alpha-2010-004", "western_withdrawal"),
        ("country:KGZ", "insurgency_terrorism"),
        (None, "insurgency_terrorism"),
    ],
)
def test_the_view_says_which_threat(world: Dataset, selection: str | None, threat: str) -> None:
    view = View(selection=selection).choose("threat", ("insurgency_terrorism",))
    assert asked_threat(world, view) == threat


def test_with_nothing_asked_it_is_the_one_most_spoken_of(atlas: Dataset) -> None:
    numbers = linked(atlas, atlas.claims)
    assert numbers[asked_threat(atlas, View())] == max(numbers.values())


def test_answers_are_looked_for_beyond_the_filter_of_threats_only(atlas: Dataset) -> None:
    view = View().choose("threat", ("social_unrest",)).choose("text", ("trenin-2010",))
    found = any_threat(atlas, view)
    assert {claim.text for claim in found} == {"trenin-2010"}
    assert any(not claim.threats for claim in found)
