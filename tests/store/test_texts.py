"""Passages are anchored by offset and hash, and the anchor fails closed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import PassageError
from geo.model.claim import Claim, digest
from geo.store import Dataset
from geo.store.texts import Passages, passage_problems, read_texts
from tests.conftest import ARTICLES, World


def anchored(content: str, start: int, end: int) -> Claim:
    return Claim.model_validate({
        "id": "demo-001", "start": start, "end": end, "sha256": digest(content[start:end]), "mention": "x",
        "kind": "event", "modality": "fact", "voice": "author", "basis": "explicit",
        "summary": {"en": "x", "ru": "x"},
    })  # fmt: skip


CONTENT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, int, int]:
    content = draw(CONTENT)
    start = draw(st.integers(0, len(content) - 1))
    return content, start, draw(st.integers(start + 1, len(content)))


@given(spans())
def test_a_passage_is_held_where_it_was_recorded(span: tuple[str, int, int]) -> None:
    content, start, end = span
    claim = anchored(content, start, end)
    passages = Passages({"demo": content})
    assert passages.state(claim) == "held"
    assert passages.passage(claim) == content[start:end]


@given(spans(), st.characters(exclude_categories=["Cs"]))
def test_any_change_inside_a_passage_orphans_it(span: tuple[str, int, int], char: str) -> None:
    content, start, end = span
    claim = anchored(content, start, end)
    changed = content[:start] + char + content[start + 1 :]
    passages = Passages({"demo": changed})
    if changed == content:
        assert passages.state(claim) == "held"
    else:
        assert passages.state(claim) == "orphaned"
        with pytest.raises(PassageError, match="demo-001: passage expected to be held, got 'orphaned'"):
            passages.passage(claim)


def test_a_passage_is_never_looked_for_elsewhere() -> None:
    """One character put before the passage shifts it; the same words further on are not taken for it."""
    claim = anchored("North is calm.", 0, 5)
    assert Passages({"demo": "xNorth is calm."}).state(claim) == "orphaned"


def test_a_text_that_became_shorter_orphans_its_passages() -> None:
    assert Passages({"demo": "No"}).state(anchored("North", 0, 5)) == "orphaned"


def test_without_the_text_a_passage_is_absent_not_wrong() -> None:
    claim = anchored("North", 0, 5)
    assert Passages({}).state(claim) == "absent"
    with pytest.raises(PassageError, match="got 'absent'"):
        Passages({}).passage(claim)


def test_offsets_count_code_points(world: Dataset) -> None:
    first, second = world.claims[:2]
    assert first.start == 0
    assert world.passages.passage(first) == "𝄞 Osh burned in June."
    assert world.passages.passage(second).startswith("Fighters")
    utf16 = len(ARTICLES["alpha-2010"][: second.start].encode("utf-16-le")) // 2
    assert utf16 == second.start + 1


def test_a_file_that_is_not_utf8_orphans_rather_than_being_guessed(world_folder: World) -> None:
    (world_folder.articles / "alpha-2010.txt").write_bytes(
        b"\xff\xfe" + ARTICLES["alpha-2010"].encode("utf-16-le")
    )
    texts, claims, _ = read_texts(world_folder.data)
    passages = Passages.read(world_folder.data, texts, world_folder.articles)
    assert {passages.state(claim) for claim in claims if claim.text == "alpha-2010"} == {"orphaned"}


def test_the_named_folder_comes_before_the_text_beside_the_claims(world_folder: World) -> None:
    (world_folder.data / "texts" / "alpha-2010" / "text.txt").write_text("Another text altogether.", "utf-8")
    texts, claims, _ = read_texts(world_folder.data)
    beside = Passages.read(world_folder.data, texts)
    named = Passages.read(world_folder.data, texts, world_folder.articles)
    assert beside.state(claims[0]) == "orphaned"
    assert named.state(claims[0]) == "held"
    assert set(beside.contents) == {"alpha-2010"}


def test_windows_newlines_are_another_text(world_folder: World) -> None:
    path = world_folder.articles / "alpha-2010.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    texts, claims, _ = read_texts(world_folder.data)
    passages = Passages.read(world_folder.data, texts, world_folder.articles)
    assert passages.state(claims[0]) == "held"
    assert passages.state(claims[2]) == "orphaned"


def test_texts_come_in_order_of_publication(world_folder: World) -> None:
    texts, claims, wrong = read_texts(world_folder.data)
    assert [text.id for text in texts] == ["alpha-2010", "beta-2011"]
    assert len(claims) == 8
    assert wrong == []


def test_no_texts_folder_is_a_problem(tmp_path: Path) -> None:
    _, _, wrong = read_texts(tmp_path)
    assert [str(problem) for problem in wrong] == ["texts:-: folder expected to exist, got no such folder"]


def test_a_hidden_folder_is_no_text(world_folder: World) -> None:
    (world_folder.data / "texts" / ".backup").mkdir()
    assert read_texts(world_folder.data)[2] == []


def test_what_can_be_read_is_read_beside_what_can_not(world_folder: World) -> None:
    world_folder.change_claim(2, modality="rumour")
    texts, claims, wrong = read_texts(world_folder.data)
    assert len(texts) == 2
    assert len(claims) == 7
    assert [str(problem) for problem in wrong] == [
        (
            "texts/alpha-2010/claims.json:alpha-2010-002: modality expected 'fact', 'assessment', "
            "'forecast' or 'proposal', got 'rumour'"
        )
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({}, "texts/alpha-2010/claims.json:-: file expected a list of claims, got 'dict'"),
        (
            ["x"],
            "texts/alpha-2010/claims.json:#0: record expected a valid dictionary or instance of Claim, got 'x'",
        ),
    ],
)
def test_claims_are_a_list_of_records(world_folder: World, raw: object, said: str) -> None:
    world_folder.set_claims(raw)  # type: ignore[arg-type]
    assert [str(problem) for problem in read_texts(world_folder.data)[2]] == [said]


def test_a_mention_must_stand_in_its_passage(world: Dataset) -> None:
    claim = replace_mention(world.claims[0])
    assert [p.field for p in passage_problems(world.texts, (claim,), world.passages)] == ["mention"]
    assert passage_problems(world.texts, (claim,), Passages({})) == []


def replace_mention(claim: Claim) -> Claim:
    return claim.model_copy(update={"mention": "Tashkent"})


def test_passages_of_a_dataset_can_be_taken_away(world: Dataset) -> None:
    bare = replace(world, passages=Passages({}))
    assert {bare.passages.state(claim) for claim in bare.claims} == {"absent"}
