"""Reasons are said in any words that have their places."""

from hypothesis import given
from hypothesis import strategies as st

from geo.model.draft import Found
from geo.model.reason import Reason

FOUND = {"start": 0, "end": 3, "mention": "Osh", "place": None, "score": 0.9}


def test_a_reason_says_what_the_text_gave_and_what_it_was_worth():
    reason = Reason("{} km from {}", ("12", "Osh"), 1.25)
    assert str(reason) == "12 km from Osh (+1.2)"
    assert reason.said("Osh? {} км: {}") == "Osh? 12 км: Osh (+1.2)"
    assert str(Reason("a capital", points=-0.8)) == "a capital (-0.8)"
    assert str(Reason("a capital")) == "a capital"


@given(st.text(), st.lists(st.text()))
def test_nothing_that_a_text_gives_is_taken_for_a_pattern(words, values):
    said = Reason("{}", ("{0.__class__} {} {",)).said(words)
    assert isinstance(said, str)
    places = " ".join(["{}"] * len(values))
    assert str(Reason(places, tuple(values))) == " ".join(values)


def test_a_draft_keeps_reasons_and_reads_those_that_an_earlier_version_said():
    reason = Reason("population {}", ("28800",), 2.0)
    found = Found(**FOUND, why=(reason,))
    assert Found.model_validate_json(found.model_dump_json()).why == (reason,)
    (old,) = Found(**FOUND, why=["beside “{Osh}” (+2.0)"]).why
    assert str(old) == "beside “{Osh}” (+2.0)"
