"""What a row of a reference table may not say."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from geo.model import facts

BASE: dict[str, Any] = {"id": "x", "source": "s", "evidence_latest": "2020", "confidence": "high"}
FACILITY = BASE | {
    "name": "Base", "country": "ARM", "place": "Gyumri", "precision": "settlement", "kind": "army_base",
    "status": "active",
}  # fmt: skip
EVENT = BASE | {
    "start": "2010-06-10",
    "place": "Osh",
    "country": "KGZ",
    "kind": "unrest",
    "title": "t",
    "title_ru": "т",
}
MEMBERSHIP = BASE | {
    "country": "UZB",
    "organisation": "CSTO",
    "status": "member",
    "start": "2006-08-16",
    "event": "e",
}


@pytest.mark.parametrize(
    ("model", "good", "bad", "message"),
    [
        (facts.Membership, MEMBERSHIP, {"end": "2006-08-16"}, "an end after start 2006-08-16 expected"),
        (facts.Membership, MEMBERSHIP, {"end": "2006"}, "an end after start 2006-08-16 expected"),
        (facts.Membership, MEMBERSHIP, {"start": "2006-13"}, "month must be in 1..12"),
        (facts.Membership, MEMBERSHIP, {"status": "left"}, "Input should be 'signatory'"),
        (facts.Membership, MEMBERSHIP, {"country": "Uzbekistan"}, "String should match pattern"),
        (facts.Membership, MEMBERSHIP, {"confidence": "certain"}, "Input should be 'high'"),
        (facts.Membership, MEMBERSHIP, {"colour": "red"}, "Extra inputs are not permitted"),
        (facts.Facility, FACILITY, {"lon": 43.8}, "lon and lat together expected"),
        (facts.Facility, FACILITY, {"lon": 43.8, "lat": 95}, "less than or equal to 90"),
        (facts.Facility, FACILITY, {"lease_until": "2044"}, "lease_until and lease_basis together expected"),
        (facts.Facility, FACILITY, {"closed": "2020"}, "a closing date exactly where closed"),
        (facts.Facility, FACILITY, {"status": "closed"}, "a closing date exactly where closed"),
        (
            facts.Facility, FACILITY, {"status": "closed", "opened": "2010", "closed": "2009"},
            "a closing date not before 2010 expected",
        ),
        (facts.Event, EVENT, {"end": "2010-06-09"}, "an end not before 2010-06-10 expected"),
        (facts.Event, EVENT, {"deaths_low": 10, "deaths_high": 9}, "a high count not under 10 expected"),
        (
            facts.FacilityPersonnel, BASE | {"facility": "f", "date": "2010", "basis": "stated", "counted": "troops", "high": 9},
            {"low": 10}, "a high count not under 10 expected",
        ),
        (facts.Event, EVENT, {"deaths_low": -1}, "greater than or equal to 0"),
        (facts.EventActor, BASE | {"event": "e", "role": "party", "actor": "KGZ"}, {"actor": None}, "an actor or a name"),
        (
            facts.BorderLength, BASE | {"border": "AFG-TJK", "km": 1357, "which": "factbook"}, {"km": 0},
            "greater than 0",
        ),
        (
            facts.BorderLength, BASE | {"border": "AFG-TJK", "km": 1357, "which": "factbook"}, {"border": "AFG/TJK"},
            "String should match pattern",
        ),
    ],
)  # fmt: skip
def test_refuses(model: type[facts.Fact], good: dict[str, Any], bad: dict[str, Any], message: str) -> None:
    assert model.model_validate(good).id == "x"
    with pytest.raises(ValidationError) as raised:
        model.model_validate(good | bad)
    assert message in str(raised.value)


def test_zero_is_a_count_and_a_coordinate() -> None:
    event = facts.Event.model_validate(EVENT | {"deaths_low": 0, "deaths_high": 0, "lon": 0, "lat": 0})
    assert (event.deaths_low, event.deaths_high, event.lon, event.lat) == (0, 0, 0, 0)


def test_a_row_cannot_be_changed() -> None:
    row = facts.Membership.model_validate(MEMBERSHIP)
    with pytest.raises(ValidationError, match="frozen"):
        row.status = "frozen"
