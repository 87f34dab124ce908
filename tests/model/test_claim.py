"""Claims: what the model accepts, what it refuses, whom a claim names."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from pydantic import ValidationError

from geo.model.claim import Claim, digest


def raw(**changes: Any) -> dict[str, Any]:
    return {
        "id": "demo-2020-001",
        "start": 0,
        "end": 5,
        "sha256": digest("North"),
        "mention": "North",
        "kind": "hotspot",
        "modality": "fact",
        "voice": "author",
        "basis": "explicit",
        "summary": {"en": "Something.", "ru": "Нечто."},
        **changes,
    }


def message(changes: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        Claim.model_validate(raw(**changes))
    first = caught.value.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def test_offset_zero_is_a_valid_start() -> None:
    assert Claim.model_validate(raw()).start == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"start": -1}, "start: Input should be greater than or equal to 0"),
        ({"start": 5}, ": Value error, an end after start 5 expected, got 5"),
        ({"sha256": "A" * 64}, "sha256: String should match pattern '^[0-9a-f]{64}$'"),
        ({"modality": "rumour"}, "modality: Input should be 'fact', 'assessment', 'forecast' or 'proposal'"),
        ({"basis": "guessed"}, "basis: Input should be 'explicit' or 'inferred'"),
        ({"voice": ""}, "voice: String should have at least 1 character"),
        ({"mention": "x" * 81}, "mention: String should have at most 80 characters"),
        (
            {"summary": {"en": "Only."}},
            "summary: Value error, texts for 'en' and 'ru' expected, got only ['en']",
        ),
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
        ({"date_start": "2010-13"}, "date_start: Value error, month must be in 1..12"),
        (
            {"date_start": "2011", "date_end": "2010"},
            ": Value error, a date_end not before 2011 expected, got 2010",
        ),
        (
            {"correction": {"fact": "no fact", "note": {"en": "x"}}},
            "correction.fact: String should match pattern '^[a-z_]+:\\S+$'",
        ),
        ({"outcome": "facilities:x"}, "outcome: String should match pattern '^forecasts:\\S+$'"),
    ],
)
def test_what_is_wrong_is_refused_with_its_field(changes: dict[str, Any], said: str) -> None:
    assert message(changes) == said


def test_a_blank_summary_is_refused() -> None:
    assert "no blank one expected" in message({"summary": {"en": "Said.", "ru": "  "}})


def test_a_date_may_begin_and_end_in_the_same_partial_date() -> None:
    claim = Claim.model_validate(raw(date_start="2010-06-10", date_end="2010"))
    assert (claim.date_start, claim.date_end) == ("2010-06-10", "2010")


def test_a_claim_is_frozen_and_hashable() -> None:
    claim = Claim.model_validate(raw())
    with pytest.raises(ValidationError, match="frozen"):
        claim.start = 3  # type: ignore[misc]


def test_the_text_is_the_id_less_its_number() -> None:
    assert Claim.model_validate(raw()).text == "demo-2020"


def test_actors_are_everyone_named_in_any_role() -> None:
    claim = Claim.model_validate(
        raw(
            iso3=["KGZ"],
            parties=["CSTO"],
            threats=[{"threat": "drug_trafficking", "exposed": ["TJK"], "source": ["AFG", "KGZ"]}],
        )
    )
    assert claim.actors == {"KGZ", "CSTO", "TJK", "AFG"}


def test_digest_is_of_utf8_bytes_also_beyond_the_basic_plane() -> None:
    assert digest("𝄞é") == hashlib.sha256(b"\xf0\x9d\x84\x9e\xc3\xa9").hexdigest()
