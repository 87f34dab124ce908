"""The evidence panel says all that is known of a claim, and never shows an unverified passage."""

import dataclasses
import hashlib

import pytest

from geo.i18n import language
from geo.model.view import View
from geo.query.selection import evidence, select
from geo.store.texts import Passages
from geo.ui.atlas import atlas
from geo.ui.evidence import evidence_payload, passage, rows, selection_title


@pytest.fixture(scope="module")
def dataset():
    return atlas()


def test_nothing_is_open_without_a_selection(dataset):
    assert evidence_payload(dataset, View()) == {"open": False}


@pytest.mark.parametrize(
    "selection", ["country:KGZ", "border:AFG-TJK", "cell:KGZ/interethnic_violence/exposed"]
)
@pytest.mark.parametrize("tag", ["en", "ru"])
def test_the_panel_holds_exactly_the_claims_of_the_mark(dataset, selection, tag):
    view = View(selection=selection, language=tag)
    payload = evidence_payload(dataset, view)
    wanted = [claim.id for claim in evidence(dataset, select(dataset, view).claims, selection)]
    assert wanted
    assert [claim["id"] for claim in payload["claims"]] == wanted
    assert payload["title"]


def test_a_mark_that_the_filters_emptied_says_so(dataset):
    view = View(selection="country:KGZ").choose("country", ("ARM",)).choose("kind", ("base",))
    payload = evidence_payload(dataset, view)
    assert payload["claims"] == []
    assert payload["count"] == language("en").text("evidence.none")


def test_every_claim_says_who_how_where_and_from_which_text(dataset):
    for tag in ("en", "ru"):
        words = language(tag)
        for claim in dataset.claims:
            said = dict(rows(dataset, claim, words))
            for field in ("voice", "basis", "mention", "place", "text"):
                assert said[words.text(f"field.{field}")]
            for link in claim.threats:
                label = dataset.taxonomy.threats[link.threat].label[tag]
                assert any(label in value for _, value in rows(dataset, claim, words))


def test_a_correction_shows_the_fact_its_source_and_confidence(dataset):
    corrected = [claim for claim in dataset.claims if claim.correction is not None]
    assert corrected
    for claim in corrected:
        payload = evidence_payload(dataset, View(selection=f"claim:{claim.id}"))
        shown = payload["claims"][0]["correction"]
        labels = [label for label, _ in shown["rows"]]
        words = language("en")
        assert shown["says"] == claim.correction.note["en"]
        assert [words.text(f"fact.{name}") for name in ("statement", "source", "confidence")] == [
            label
            for label in labels
            if label in {words.text(f"fact.{n}") for n in ("statement", "source", "confidence")}
        ]


def test_a_forecast_with_an_outcome_shows_its_verdict(dataset):
    found = [claim for claim in dataset.claims if claim.outcome is not None]
    assert found
    for claim in found:
        shown = evidence_payload(dataset, View(selection=f"claim:{claim.id}", language="ru"))["claims"][0][
            "outcome"
        ]
        forecast = dataset.reference.fact(claim.outcome)
        assert shown["says"] == forecast.outcome_ru
        assert shown["verdict"] == language("ru").text(f"verdict.{forecast.verdict}")


def test_a_passage_is_shown_only_where_its_hash_agrees(dataset):
    claim = dataset.claims[0]
    words = language("en")
    text = "x" * claim.start + "y" * (claim.end - claim.start)
    digest = hashlib.sha256(b"y" * (claim.end - claim.start)).hexdigest()
    # The cached card must not be asked: another dataset, another answer.
    absent = dataclasses.replace(dataset, passages=Passages({}))
    orphaned = dataclasses.replace(dataset, passages=Passages({claim.text: text}))
    held = claim.model_copy(update={"sha256": digest})
    assert passage(absent, claim, words)["text"] == ""
    assert passage(absent, claim, words)["label"] == words.text("passage.absent")
    assert passage(orphaned, claim, words)["text"] == ""
    assert passage(orphaned, claim, words)["label"] == words.text("passage.orphaned")
    assert passage(orphaned, held, words)["text"] == "y" * (claim.end - claim.start)
    assert "Paragraph 1" in passage(absent, claim, words)["locator"]


def test_titles_of_marks(dataset):
    words = language("en")
    assert selection_title(dataset, "country:KGZ", words) == "Kyrgyzstan"
    assert selection_title(dataset, "border:AFG-TJK", words) == "Afghanistan – Tajikistan"
    assert selection_title(dataset, "cell:KGZ/interethnic_violence/exposed", words).startswith(
        "Kyrgyzstan · "
    )
