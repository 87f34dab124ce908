"""Numbers as selections: each opens exactly the claims that were counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.query.counting import Count, Flow, flows, is_count, read_count
from geo.query.selection import evidence, is_selection
from geo.store import Dataset

PARTS = st.one_of(st.none(), st.sampled_from(["KGZ", "exposed", "x:y", "lukyanov-2011"]))


@given(st.builds(Count, PARTS, PARTS, PARTS, PARTS, PARTS, PARTS))
def test_a_count_reads_back(count: Count) -> None:
    code = count.selection.removeprefix("count:")
    assert read_count(code) == (None if count == Count() else count)


@pytest.mark.parametrize("code", ["", "-", "-/-/-/-/-/-", "KGZ", "KGZ/-/-/-/-", "KGZ/-/-/-/-/-/-"])
def test_what_is_no_count_reads_as_none(code: str) -> None:
    assert read_count(code) is None


def plainly(world: Dataset, **wanted: str) -> list[str]:
    """Return the ids that a plain reading of each claim keeps."""
    found = []
    for claim in world.claims:
        raw = claim.model_dump(mode="json")
        links = [link for link in raw["threats"] if wanted.get("threat") in {None, link["threat"]}]
        named = {*raw["iso3"], *raw["parties"]} | {
            code for link in raw["threats"] for code in (*link["exposed"], *link["source"])
        }
        kept = (
            wanted.get("modality") in {None, raw["modality"]}
            and wanted.get("text") in {None, raw["id"].rsplit("-", 1)[0]}
            and ("country" not in wanted or wanted["country"] in named)
            and ("threat" not in wanted or bool(links))
            and ("place" not in wanted or raw["place"] == wanted["place"])
        )
        if "role" in wanted:
            kept = kept and any(wanted["country"] in link[wanted["role"]] for link in links)
        if kept:
            found.append(raw["id"])
    return found


@pytest.mark.parametrize(
    "wanted",
    [
        {"country": "KGZ"},
        {"country": "KGZ", "role": "exposed"},
        {"country": "AFG", "role": "source", "threat": "drug_trafficking"},
        {"country": "TJK", "role": "source"},
        {"country": "KGZ", "modality": "assessment", "text": "alpha-2010"},
        {"threat": "western_withdrawal", "modality": "forecast"},
        {"country": "AFG", "place": "border:AFG-TJK"},
        {"text": "beta-2011"},
    ],
    ids=str,
)
def test_a_count_opens_what_a_plain_reading_keeps(world: Dataset, wanted: dict[str, str]) -> None:
    selection = Count(**wanted).selection
    assert is_selection(world, selection)
    assert [claim.id for claim in evidence(world, world.claims, selection)] == plainly(world, **wanted)


@pytest.mark.parametrize(
    "selection",
    [
        "count:XXX/-/-/-/-/-", "count:KGZ/victim/-/-/-/-", "count:-/exposed/-/-/-/-", "count:KGZ/-/weather/-/-/-",
        "count:-/-/-/rumour/-/-", "count:-/-/-/-/gamma-2012/-", "count:KGZ/-/-/-/-/border:AAA-BBB",
        "count:KGZ/-/-/-/-/claim:alpha-2010-001", "count:KGZ/-/-/-/-/nowhere", "count:", "threat:weather",
        "flow:weather/-/KGZ", "flow:social_unrest/-/Nobody", "flow:social_unrest/-", "answer:weather/alpha-2010-001",
        "answer:social_unrest/alpha-2010-999", "answer:social_unrest",
    ],
)  # fmt: skip
def test_what_the_dataset_has_not_is_no_selection(world: Dataset, selection: str) -> None:
    assert not is_selection(world, selection)


def test_a_role_belongs_to_a_country(world: Dataset) -> None:
    assert not is_count(world, "-/source/drug_trafficking/-/-/-")


def test_the_flows_of_a_threat(world: Dataset) -> None:
    assert flows(world.claims, "insurgency_terrorism") == (
        Flow("insurgency_terrorism", "AFG", "CSTO", 1),
        Flow("insurgency_terrorism", "AFG", "TJK", 1),
        Flow("insurgency_terrorism", "AFG", "UZB", 1),
    )
    assert flows(world.claims, "social_unrest")[0].source is None
    assert flows(world.claims, "western_withdrawal") == (Flow("western_withdrawal", "USA", None, 1),)
    assert flows(world.claims, "organised_crime") == ()


@pytest.mark.parametrize("name", ["world", "atlas"])
def test_a_flow_opens_as_many_claims_as_it_says(request: pytest.FixtureRequest, name: str) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    seen = 0
    for threat in dataset.taxonomy.threats:
        for flow in flows(dataset.claims, threat):
            assert is_selection(dataset, flow.selection)
            assert len(evidence(dataset, dataset.claims, flow.selection)) == flow.claims
            seen += 1
    assert seen


def test_an_answer_opens_its_claim_whatever_the_filters_keep(world: Dataset) -> None:
    found = evidence(world, (), "answer:social_unrest/beta-2011-002")
    assert [claim.id for claim in found] == ["beta-2011-002"]
