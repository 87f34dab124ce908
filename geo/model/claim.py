"""A claim: one statement of a text that can be tied to a place, country or border.

Its passage follows the W3C Web Annotation TextPositionSelector: ``start`` and ``end`` count Unicode
code points of the text as published to us, ``end`` is exclusive and 0 is a valid start. Our choice:
a SHA-256 of the passage's UTF-8 bytes stands in for a TextQuoteSelector, because most texts may
not be redistributed.
"""

from __future__ import annotations

import hashlib
from typing import Self

from pydantic import Field, model_validator

from geo.model.base import Basis, Modality, Model, Names, Sha256, Slug, Status, Summary
from geo.model.dates import PartialDate, first_day, last_day


class ThreatLink(Model):
    """One threat that a claim speaks of, with who is endangered and where it comes from.

    Both lists hold ISO 3166-1 alpha-3 codes or organisation ids; either may be empty.
    """

    threat: str
    exposed: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


class Correction(Model):
    """Where the record disagrees with a text: a reference fact and what differs, in our words."""

    fact: str = Field(pattern=r"^[a-z_]+:\S+$")
    note: Names


class Claim(Model):
    """One claim. See the module for the passage; the other fields follow the codebook.

    ``date_start`` and ``date_end`` are partial dates and both inclusive. ``place`` is a gazetteer
    id, ``country:UZB``, ``border:AFG-TJK`` or None where the claim can't be located. Claims of
    ``data/texts`` are reviewed, so their files leave ``status`` out.
    """

    id: Slug
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    sha256: Sha256
    mention: str = Field(min_length=1, max_length=80)
    kind: str
    modality: Modality
    voice: str = Field(min_length=1)
    basis: Basis
    iso3: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    threats: tuple[ThreatLink, ...] = ()
    date_start: PartialDate | None = None
    date_end: PartialDate | None = None
    place: str | None = None
    place_basis: Basis = "explicit"
    summary: Summary
    correction: Correction | None = None
    outcome: str | None = Field(default=None, pattern=r"^forecasts:\S+$")
    status: Status = "reviewed"

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end <= self.start:
            msg = f"an end after start {self.start} expected, got {self.end}"
            raise ValueError(msg)
        if self.date_start and self.date_end and last_day(self.date_end) < first_day(self.date_start):
            msg = f"a date_end not before {self.date_start} expected, got {self.date_end}"
            raise ValueError(msg)
        return self

    @property
    def text(self) -> str:
        """Id of the text that the claim stands in (its own id less the number)."""
        return self.id.rpartition("-")[0]

    @property
    def actors(self) -> frozenset[str]:
        """Every code that the claim names in any role (about, party, exposed, source).

        Countries and organisations mixed: an organisation id may have three capitals too, so who
        needs only countries intersects this with the known country codes.
        """
        codes = {*self.iso3, *self.parties}
        for link in self.threats:
            codes.update(link.exposed, link.source)
        return frozenset(codes)


def digest(passage: str) -> str:
    """Return the SHA-256 of a passage's UTF-8 bytes, as hexadecimal digits."""
    return hashlib.sha256(passage.encode("utf-8")).hexdigest()
