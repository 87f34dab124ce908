"""The vocabularies of the atlas: threats, kinds, modalities, standings, precisions, organisations.

Each is an ordered table in ``data/taxonomy/``; adding a term is one edit there. The order in the
file is the order in the interface.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from geo.model.base import Model, Precision, Summary

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-F]{6}$")]
"""sRGB colour as ``#RRGGBB``, upper case."""

Glyph = Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]
"""Short name of a simple shape; what it looks like is the renderer's business."""

Terms = Annotated[
    tuple[Annotated[str, StringConstraints(min_length=2)], ...], Field(min_length=8, max_length=20)
]
"""Stems and terms of one language; case is ignored and a stem matches at the start of a word."""


class Term(Model):
    """What every term has: an id, a label and a definition in English and Russian."""

    id: str
    label: Summary
    definition: Summary


class Vocabulary(Model):
    """Words that find a threat in running text, by language."""

    en: Terms
    ru: Terms


class Threat(Term):
    """Something that endangers. ``group`` gathers threats of one hue; ``symbol`` is unique."""

    group: Literal["militant", "internal", "interstate", "spillover", "alliance", "other"]
    colour: Colour
    symbol: Glyph
    vocabulary: Vocabulary


class Kind(Term):
    """What a claim is about. ``symbol`` is unique among the kinds."""

    symbol: Glyph


class ModalityTerm(Term):
    """What sort of statement a claim is, and how its mark is drawn.

    ``dash`` is an SVG dash array in pixels, empty for a solid outline; ``fill`` is the opacity of
    the filling, 0 to 1.
    """

    drawn: Summary
    dash: str = Field(pattern=r"^(\d+( \d+)*)?$")
    fill: float = Field(ge=0, le=1)


class Status(Term):
    """A country's standing towards the CSTO on a day.

    ``recorded`` is false for the standings that no reference fact states: they follow from
    geometry (neighbour) or are what is left (other).
    """

    colour: Colour
    recorded: bool


class PrecisionTerm(Term):
    """How exactly a place is located and as what it is drawn."""

    drawn: Literal["point", "area", "line", "list"]


class Organisation(Model):
    """An organisation or group that may stand where a country's code may.

    ``headquarters`` is a place id, ``parent`` another organisation's id. ``kind`` ``loose_group``
    is for those that the texts name without drawing a line around them.
    """

    id: str = Field(pattern=r"^[A-Z][A-Za-z_-]*$")
    names: Summary
    short: Summary
    kind: Literal[
        "alliance", "treaty", "organ", "force", "bloc", "programme", "global", "former_state", "armed_group",
        "loose_group",
    ]  # fmt: skip
    headquarters: str | None = None
    parent: str | None = None


@dataclass(frozen=True)
class Taxonomy:
    """Every vocabulary, each an ordered mapping from id to term.

    ``iso3166`` holds the codes of ISO 3166-1 alpha-3, so of every country that a record may name.
    """

    threats: Mapping[str, Threat]
    kinds: Mapping[str, Kind]
    modalities: Mapping[str, ModalityTerm]
    statuses: Mapping[str, Status]
    precisions: Mapping[Precision, PrecisionTerm]
    organisations: Mapping[str, Organisation]
    iso3166: frozenset[str]

    def is_party(self, code: str) -> bool:
        """Tell whether a code is a country's or an organisation's."""
        return code in self.iso3166 or code in self.organisations
