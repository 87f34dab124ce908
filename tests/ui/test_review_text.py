"""The text under review without a browser: what is sent of it, and the steps that come back."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from geo.i18n import language
from geo.ingest.drafting import make_draft
from geo.model.draft import Work
from geo.store import load_dataset
from geo.ui import main, packs
from geo.ui.pages import review as page_module
from geo.ui.review import session
from geo.ui.review.annotated import PART, parts, payload
from geo.ui.review.component import Step, steps_of
from geo.ui.review.relocating import reader
from geo.ui.review.session import Review
from tests.store.packs.conftest import make_draft as small_draft
from tests.ui.test_review_page import ARTICLE


def test_steps_of_the_browser_are_taken_once_each(served, monkeypatch):
    served("shared")
    monkeypatch.setattr(session.state, "set_draft", lambda _name: None)
    review = Review(None, small_draft(), Work())
    dataset = load_dataset()

    def take(*steps):
        page_module._taken(dataset, review, [Step(*step) for step in steps])

    take((5, "accept", "draft-001"), (6, "reject", "draft-002"))
    take((6, "reject", "draft-002"), (7, "reopen", "draft-002"), (8, "go", "draft-009"))
    assert {name: one.verdict for name, one in review.work.decisions.items()} == {"draft-001": "accepted"}
    assert review.answered == 7
    assert review.current == "draft-002"
    take((9, "accept", "draft-003"))
    assert review.current == "draft-002", "after the last comes the first that is still open"


def test_a_claim_of_the_readers_own_is_kept_once_and_shown_in_the_text(served, monkeypatch):
    served("shared")
    monkeypatch.setattr(session.state, "set_draft", lambda _name: None)
    dataset = load_dataset()
    review = Review(None, make_draft(dataset, reader(), ARTICLE), Work())
    review.save(now=True)
    before = payload(page_module._looked_at(dataset, review), review, language("en"))
    start = ARTICLE.index("renewed ethnic violence")
    step = Step(7, "add", "", (start, start + len("renewed ethnic violence")))
    page_module._taken(page_module._looked_at(dataset, review), review, [step])
    page_module._taken(page_module._looked_at(dataset, review), review, [step])
    (added,) = review.work.added
    assert review.current == added.id
    assert packs.store().draft(review.id).work.added == (added,)
    sent = payload(page_module._looked_at(dataset, review), review, language("en"))
    assert len(sent["claims"]) == len(before["claims"]) + 1
    at = [claim["id"] for claim in sent["claims"]].index(added.id)
    runs = [run for block in sent["blocks"] for run in block["runs"] if at in run[1]]
    assert "".join(run[0] for run in runs) == "renewed ethnic violence"
    # The passage of the machine's claim goes on to be marked; the shorter passage comes first.
    assert all(len(run[1]) == 2 and run[1][0] == at for run in runs)


def test_without_marked_words_a_second_claim_stands_on_the_same_passage(served, monkeypatch):
    served("session")
    monkeypatch.setattr(session.state, "set_draft", lambda _name: None)
    dataset = load_dataset()
    review = Review(None, make_draft(dataset, reader(), ARTICLE), Work())
    first = review.draft.claims[0]
    page_module._taken(page_module._looked_at(dataset, review), review, [Step(3, "add", first.id)])
    second = review.candidates[review.current]
    assert (second.start, second.end, second.place) == (first.start, first.end, first.place)
    assert second.id != first.id
    # What marks nothing adds nothing.
    page_module._taken(dataset, review, [Step(4, "add", ""), Step(5, "add", "", (10**6, 10**6 + 4))])
    assert len(review.work.added) == 1
    assert review.answered == 5


@pytest.mark.parametrize(
    "sent", [None, "x", 5, {}, [1], [{"number": "1", "do": "accept", "claim": "a"}], [{"number": 1, "do": "format", "claim": "a"}]]
)  # fmt: skip
def test_what_a_browser_should_not_send_is_passed_over(sent):
    assert steps_of(sent) == []


@pytest.mark.parametrize(
    "span", [None, 5, [1], [2, 1], [3, 3], [-1, 4], [True, 2], ["1", "2"], [0.5, 2], [1, 2, 3]]
)
def test_what_marks_nothing_is_no_span(span):
    assert steps_of([{"number": 1, "do": "add", "claim": "a", "span": span}]) == [Step(1, "add", "a")]
    assert steps_of([{"number": 1, "do": "add", "claim": "", "span": [0, 2]}]) == [Step(1, "add", "", (0, 2))]


def test_a_long_text_is_sent_in_parts_that_hold_all_of_it():
    dataset = load_dataset()
    article = (ARTICLE + "\n") * 600 + "x" * (3 * PART)
    draft = make_draft(dataset, reader(), article)
    cut = parts(draft)
    assert cut[0][0] == 0
    assert cut[-1][1] == len(article)
    assert all(one[1] == two[0] for one, two in pairwise(cut))
    assert max(end - start for start, end in cut) <= PART
    review = Review(None, draft, Work())
    seen = 0
    for start, end in cut:
        inside = [claim for claim in draft.claims if start <= claim.start < end]
        if not inside:
            continue
        review.current = inside[0].id
        sent = payload(page_module._looked_at(dataset, review), review, language("en"))
        assert [one["id"] for one in sent["claims"]] == [claim.id for claim in inside]
        assert len(json.dumps(sent)) < 40 * PART
        seen += len(inside)
    assert seen == len(draft.claims)


def test_runs_are_cut_by_code_points_and_give_the_text_again():
    dataset = load_dataset()
    draft = make_draft(dataset, reader(), "𝄞𝄞 Guards clashed near Batken. 𝄞 Osh burned in the riots.")
    review = Review(None, draft, Work())
    sent = payload(page_module._looked_at(dataset, review), review, language("en"))
    assert "".join(run[0] for block in sent["blocks"] for run in block["runs"]) == draft.article
    marked = [
        [run[0] for block in sent["blocks"] for run in block["runs"] if at in run[1]] for at in range(2)
    ]
    for runs, claim in zip(marked, draft.claims, strict=False):
        assert "".join(runs) == draft.article[claim.start : claim.end]


def test_the_components_write_text_only():
    code = (Path(main.__file__).parent / "assets" / "review.js").read_text("utf-8")
    assert "textContent" in code
    assert "innerHTML" not in code
