"""A draft under review: steps, what they come to, and what they can't do."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from geo.model.claim import Claim, digest
from geo.model.draft import (
    EDITABLE,
    Patch,
    Work,
    candidates,
    decision_of,
    make_pack,
    make_text,
    paragraphs_of,
    patched,
    progress,
    resolved,
)
from geo.model.place import Place
from tests.store.packs.conftest import make_draft

DRAFT = make_draft()
ONE, TWO, THREE = (claim.id for claim in DRAFT.claims)
ABOUT = {"title": "T", "author": "A", "publisher": "P", "date": "2020-01"}


def test_steps_add_up_and_the_later_word_wins():
    work = patched(
        DRAFT, Work(), [Patch(claim=ONE, verdict="accepted"), Patch(claim=TWO, verdict="rejected")]
    )
    work = patched(
        DRAFT, work, [Patch(claim=TWO, verdict="accepted"), Patch(claim=ONE, edits={"kind": "base"})]
    )
    assert decision_of(work, ONE).verdict == decision_of(work, TWO).verdict == "accepted"
    assert decision_of(work, ONE).edits == {"kind": "base"}
    assert work.current == ONE
    assert progress(DRAFT, work) == (2, 3, 2, 0)


def test_two_windows_lose_nothing_of_each_other():
    first, second = [Patch(claim=ONE, verdict="accepted")], [Patch(claim=ONE, edits={"modality": "forecast"})]
    assert patched(DRAFT, patched(DRAFT, Work(), first), second) == patched(
        DRAFT, patched(DRAFT, Work(), second), first
    )


def test_undone_steps_leave_nothing_behind():
    work = patched(DRAFT, Work(), [Patch(claim=ONE, verdict="accepted", edits={"kind": "base"})])
    work = patched(DRAFT, work, [Patch(claim=ONE, verdict="open", edits={"kind": "event"})])
    assert work.decisions == {}


@pytest.mark.parametrize(
    "edits",
    [{"start": 5}, {"sha256": "0" * 64}, {"id": "x-1"}, {"status": "reviewed"}, {"modality": "rumour"},
     {"summary": {"en": "no Russian"}}, {"iso3": 5}, {"threats": [{"nothing": 1}]}],
)  # fmt: skip
def test_an_edit_that_makes_no_claim_or_moves_the_anchor_is_passed_over(edits):
    work = patched(DRAFT, Work(), [Patch(claim=ONE, verdict="accepted", edits=edits)])
    assert decision_of(work, ONE).edits == {}
    assert decision_of(work, ONE).verdict == "accepted"


def own(name="draft-a5", start=0, end=4, **fields):
    """A claim of the reader's own about a passage of the draft."""
    passage = DRAFT.article[start:end]
    raw = DRAFT.claims[0].model_dump() | {"id": name, "start": start, "end": end, "sha256": digest(passage)}
    return Claim.model_validate(raw | fields)


def test_a_claim_of_the_readers_own_is_reviewed_as_the_others():
    work = patched(
        DRAFT,
        Work(),
        [Patch(added=own()), Patch(claim="draft-a5", verdict="accepted", edits={"kind": "base"})],
    )
    assert work.current == "draft-a5"
    assert next(iter(candidates(DRAFT, work))) == "draft-a5", "in the order of the text"
    assert progress(DRAFT, work) == (1, 4, 1, 0)
    (only,) = resolved(DRAFT, work, ("accepted",), "mine-2020")
    assert (only.id, only.status, only.kind, only.end) == ("mine-2020-001", "reviewed", "base", 4)
    assert Work.model_validate_json(work.model_dump_json()) == work
    # Added by two windows, or sent twice: the first stays as it was made.
    again = patched(DRAFT, work, [Patch(added=own(kind="event")), Patch(added=own("draft-a6", 2, 4))])
    assert [claim.id for claim in again.added] == ["draft-a5", "draft-a6"]
    assert again.added[0] == work.added[0]


@pytest.mark.parametrize(
    "wrong",
    [own(ONE), own(sha256="0" * 64), own(end=len(DRAFT.article) + 1)],
    ids=["an id that is taken", "hash", "end"],
)
def test_what_is_no_claim_about_this_article_is_not_added(wrong):
    assert patched(DRAFT, Work(), [Patch(added=wrong)]) == Work()


def test_a_step_about_nothing_is_passed_over():
    assert patched(DRAFT, Work(), [Patch(claim="draft-999", verdict="accepted")]) == Work()


def test_what_is_accepted_is_reviewed_and_numbered_by_its_place_in_the_text():
    work = patched(
        DRAFT, Work(),
        [Patch(claim=THREE, verdict="accepted", edits={"kind": "base"}), Patch(claim=ONE, verdict="rejected")],
    )  # fmt: skip
    (only,) = resolved(DRAFT, work, ("accepted",), "mine-2020")
    assert (only.id, only.status, only.kind) == ("mine-2020-001", "reviewed", "base")
    assert (only.start, only.sha256) == (DRAFT.claims[2].start, DRAFT.claims[2].sha256)
    both = resolved(DRAFT, work, ("accepted", "open"), "mine-2020")
    assert [(one.id, one.status) for one in both] == [
        ("mine-2020-001", "candidate"),
        ("mine-2020-002", "reviewed"),
    ]


def test_a_pack_has_only_the_places_that_its_claims_stand_on():
    places = [
        Place.model_validate({
            "id": name, "names": {"en": name, "ru": name}, "precision": "site", "iso3": ["KGZ"],
            "geometry": {"type": "Point", "coordinates": [72.8, 40.5]}, "source": "s", "licence": "MIT",
        })
        for name in ("here", "there")
    ]  # fmt: skip
    work = patched(
        DRAFT, Work(),
        [Patch(claim=ONE, verdict="accepted", edits={"place": "here"}, place=places[0]),
         Patch(claim=TWO, edits={"place": "there"}, place=places[1])],
    )  # fmt: skip
    pack = make_pack(DRAFT, work, make_text(DRAFT, "mine-2020", ABOUT), ("accepted",))
    assert [place.id for place in pack.places] == ["here"]
    assert pack.article is None
    assert make_pack(DRAFT, work, pack.text, ("accepted",), article=True).article == DRAFT.article


def test_a_text_without_an_address_is_named_by_its_hash():
    text = make_text(DRAFT, "mine-2020", ABOUT)
    assert text.url.startswith("ni:///sha-256;")
    assert (
        make_text(DRAFT, "mine-2020", {**ABOUT, "url": "https://example.org/x"}).url
        == "https://example.org/x"
    )
    for wrong in ({"url": "javascript:alert(1)"}, {"date": "soon"}, {"date": "2020-13"}):
        with pytest.raises(ValidationError):
            make_text(DRAFT, "mine-2020", {**ABOUT, **wrong})


@given(st.text(alphabet=st.sampled_from("ab 𝄞\n\t\u2028é"), max_size=60))
def test_paragraphs_are_the_lines_that_are_not_blank(article):
    spans = paragraphs_of(article)
    assert [article[start:end] for start, end in spans] == [
        line.strip() for line in article.split("\n") if line.strip()
    ]
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


values = st.one_of(st.none(), st.text(max_size=5), st.integers(), st.lists(st.text(max_size=3), max_size=2))


@given(st.lists(st.builds(
    Patch, claim=st.sampled_from([ONE, TWO, "draft-9", None]), verdict=st.sampled_from(["open", "accepted", None]),
    edits=st.dictionaries(st.sampled_from([*sorted(EDITABLE), "id", "start"]), values, max_size=3),
    about=st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
    place=st.none(), added=st.none(),
), max_size=6))  # fmt: skip
def test_no_steps_whatever_break_a_draft(patches):
    work = patched(DRAFT, Work(), patches)
    assert Work.model_validate_json(work.model_dump_json()) == work
    claims = resolved(DRAFT, work, ("open", "accepted", "rejected"), "mine")
    assert [claim.start for claim in claims] == [claim.start for claim in DRAFT.claims]
    assert patched(DRAFT, patched(DRAFT, Work(), patches[:2]), patches[2:]) == work
