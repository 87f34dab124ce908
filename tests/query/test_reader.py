"""A text is cut by code points, only verified passages are marked, and nothing is lost or doubled."""

import dataclasses
from itertools import pairwise

import pytest

from geo.model.claim import digest
from geo.query import reader
from geo.store import Dataset
from geo.store.texts import Passages


def of(dataset: Dataset, text: str):
    return [claim for claim in dataset.claims if claim.text == text]


def test_each_passage_is_marked_to_the_character(world: Dataset) -> None:
    content = world.passages.contents["alpha-2010"]
    assert content[0] == "𝄞", "the first character lies beyond the basic plane"
    runs = [run for block in reader.blocks(world, "alpha-2010", world.claims) for run in block.runs]
    for claim in of(world, "alpha-2010"):
        marked = "".join(content[run.start : run.end] for run in runs if claim.id in run.claims)
        assert marked == world.passages.passage(claim)


def test_runs_make_up_each_block_exactly(world: Dataset) -> None:
    for text in world.texts:
        for block in reader.blocks(world, text.id, world.claims):
            edges = [(run.start, run.end) for run in block.runs]
            assert edges[0][0] == block.start
            assert edges[-1][1] == block.end
            assert all(a[1] == b[0] for a, b in pairwise(edges))


def test_every_word_of_the_text_is_in_one_block(world: Dataset) -> None:
    for text in world.texts:
        content = world.passages.contents[text.id]
        blocks = reader.blocks(world, text.id, ())
        shown = "".join(content[block.start : block.end] for block in blocks)
        assert "".join(shown.split()) == "".join(content.split())


def test_overlapping_passages_share_runs_the_shortest_first(world: Dataset) -> None:
    claims = of(world, "alpha-2010")
    first = claims[0]
    content = world.passages.contents["alpha-2010"]
    inner = first.model_copy(update={"id": "alpha-2010-900", "start": 2, "end": 5, "sha256": digest("Osh")})
    runs = reader.blocks(world, "alpha-2010", [first, inner])[0].runs
    both = [run for run in runs if len(run.claims) == 2]
    assert [content[run.start : run.end] for run in both] == ["Osh"]
    assert both[0].claims == ("alpha-2010-900", first.id)
    lanes = reader.lanes([first, inner])
    assert lanes[first.id] != lanes[inner.id]


def test_passages_that_do_not_overlap_share_a_lane(world: Dataset) -> None:
    assert set(reader.lanes(of(world, "alpha-2010")).values()) == {0}


def test_lanes_of_the_shipped_claims_never_collide(atlas: Dataset) -> None:
    for text in atlas.texts:
        claims = of(atlas, text.id)
        lanes = reader.lanes(claims)
        for one in claims:
            for two in claims:
                if one.id < two.id and one.start < two.end and two.start < one.end:
                    assert lanes[one.id] != lanes[two.id], (one.id, two.id)


def test_a_claim_whose_hash_fails_is_orphaned_and_never_marked(world: Dataset) -> None:
    other = "𝄞 Osk burned in June." + world.passages.contents["alpha-2010"][21:]
    broken = dataclasses.replace(world, passages=Passages({"alpha-2010": other}))
    first = of(world, "alpha-2010")[0]
    assert [claim.id for claim in reader.orphaned(broken, "alpha-2010")] == [first.id]
    blocks = reader.blocks(broken, "alpha-2010", broken.claims)
    assert first.id not in {name for block in blocks for run in block.runs for name in run.claims}
    assert first.id not in {name for block in blocks for name in block.claims}
    assert reader.orphaned(world, "alpha-2010") == ()


def test_a_shorter_text_at_hand_is_shown_as_far_as_it_goes(world: Dataset) -> None:
    broken = dataclasses.replace(world, passages=Passages({"alpha-2010": "Short."}))
    blocks = reader.blocks(broken, "alpha-2010", broken.claims)
    assert [(block.start, block.end) for block in blocks] == [(0, 6)]
    assert len(reader.orphaned(broken, "alpha-2010")) == len(of(world, "alpha-2010"))


def test_what_the_publisher_adds_is_set_apart(world: Dataset) -> None:
    text = world.texts_by_id["beta-2011"].model_copy(update={"paragraphs": ((22, 84),)})
    changed = dataclasses.replace(world, texts=(text,))
    blocks = reader.blocks(changed, "beta-2011", ())
    assert [(block.number, block.aside) for block in blocks] == [(None, True), (1, False)]


def test_each_claim_begins_in_exactly_one_block(world: Dataset) -> None:
    for text in world.texts:
        begun = [name for block in reader.blocks(world, text.id, world.claims) for name in block.claims]
        assert begun == [claim.id for claim in of(world, text.id)]


def test_without_the_text_there_are_no_blocks_but_an_outline(atlas: Dataset) -> None:
    for text in atlas.texts:
        assert reader.blocks(atlas, text.id, atlas.claims) == ()
        items = reader.outline(atlas, text.id, atlas.claims)
        assert [item.claim for item in items] == of(atlas, text.id)
        assert {item.state for item in items} == {"absent"}
        assert all(item.paragraph == text.paragraph(item.claim.start) for item in items)


@pytest.mark.parametrize(
    ("selection", "chosen", "wanted"),
    [
        (None, (), "alpha-2010"),
        ("claim:beta-2011-001", (), "beta-2011"),
        ("claim:beta-2011-001", ("alpha-2010",), "beta-2011"),
        ("country:KGZ", ("beta-2011",), "beta-2011"),
        ("claim:gone-001", (), "alpha-2010"),
    ],
)
def test_the_text_to_open_follows_the_claim_then_the_filter(world, selection, chosen, wanted) -> None:
    assert reader.open_text(world, selection, chosen) == wanted


def test_before_and_after(world: Dataset) -> None:
    claims = of(world, "beta-2011")
    assert reader.neighbours(claims, None) == (None, claims[0].id)
    assert reader.neighbours(claims, f"claim:{claims[0].id}") == (None, claims[1].id)
    assert reader.neighbours(claims, f"claim:{claims[1].id}") == (claims[0].id, None)
    assert reader.neighbours([], None) == (None, None)
