"""Models of ``data/taxonomy/cues.toml``: the words that tell what a name or a sentence is.

An entry that ends in ``*`` is a stem; in an entry of several words each may have its own star.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from geo.model.base import Iso3, Model

Words = tuple[Annotated[str, StringConstraints(min_length=1)], ...]


class ThreatWords(Model):
    """Further words of one threat.

    ``weak`` words, of the vocabulary or not, count only beside another sign of the same threat;
    where ``beside`` is given they also need one of those countries in the sentence, and a text
    about one of ``about``. A word of
    ``first`` and one of ``second`` in one sentence are a sign together.
    """

    en: Words = ()
    ru: Words = ()
    weak: Words = ()
    no: Words = Field(default=(), alias="not")
    first: Words = ()
    second: Words = ()
    beside: tuple[Iso3, ...] = ()
    about: tuple[Iso3, ...] = ()


class Cues(Model):
    """The contents of ``cues.toml``."""

    names: Mapping[str, Words]
    government: Mapping[str, Words]
    people: Mapping[str, Words]
    negation: Mapping[str, Words]
    quotation: Mapping[str, Words]
    modality: Mapping[str, Words]
    roles: Mapping[str, Words]
    kinds: Mapping[str, Words]
    threat: Mapping[str, ThreatWords]
