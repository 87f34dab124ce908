"""What reading a text gives: mentions, countries, threats and candidate claims.

Offsets are Unicode code points, ``end`` exclusive. ``why`` says which rule, entry and context decided, a mention's
by `geo.model.reason.Reason`; that also keeps the runner-up. Scores run from 0 to 1 and only rank.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from geo.model.reason import Reason


@dataclass(frozen=True, slots=True)
class Mention:
    """A place as named in the text. ``lon`` and ``lat`` are None where it can't be located.

    ``iso3`` has no code for what lies in no single country set (a sea), two for a border.
    """

    start: int
    end: int
    mention: str
    name: str
    place_id: str | None
    iso3: tuple[str, ...]
    lon: float | None
    lat: float | None
    precision: str
    score: float
    why: dict[str, Any] = field(compare=False)


@dataclass(frozen=True, slots=True)
class ThreatHit:
    """A threat that a sentence speaks of; ``start`` and ``end`` are of the words that say so."""

    threat: str
    start: int
    end: int
    exposed: tuple[str, ...]
    source: tuple[str, ...]
    why: dict[str, Any] = field(compare=False)


@dataclass(frozen=True, slots=True)
class CountryWeight:
    """How much of a text is about a country: its share of all that points to one (0 to 1)."""

    iso3: str
    weight: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one text. ``claims`` have the fields of ``geo claims`` and a ``score``.

    ``left_out`` counts the code points at the end of the text that were not read, because it holds more
    names than are read at once (`geo.ingest.reader.MOST_NAMES`); it is 0 for any article.
    """

    mentions: tuple[Mention, ...]
    countries: tuple[CountryWeight, ...]
    threats: tuple[ThreatHit, ...]
    claims: tuple[dict[str, Any], ...]
    left_out: int = 0

    def as_record(self) -> dict[str, Any]:
        """Return plain lists and dictionaries, as ``geo read`` prints them."""
        return {
            "mentions": [_plain(_fields(one)) for one in self.mentions],
            "countries": [asdict(one) for one in self.countries],
            "threats": [_plain(_fields(one)) for one in self.threats],
            "claims": list(self.claims),
        }


def _fields(record: Mention | ThreatHit) -> dict[str, Any]:
    return {one.name: getattr(record, one.name) for one in fields(record)}


def _plain(value: Any) -> Any:
    """Return a value with lists for tuples and reasons said in English, at any depth."""
    if isinstance(value, Reason):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value
