"""Models of ``data/taxonomy/cues.toml``: the words that tell what a name or a sentence is.

An entry that ends in ``*`` is a stem; in an entry of several words each may have its own star.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from geo.model.base import Model

Words = tuple[Annotated[str, StringConstraints(min_length=1)], ...]


class ThreatRule(Model):
    """A sign made of several classes of words.

    A sentence has to have a word of each class of ``all``, and no two of them at one place; with ``reach`` "beside"
    a neighbouring sentence may have all but the first. ``unless`` names classes of which those sentences may hold
    nothing, ``nowhere`` those of which the whole text may hold nothing, ``text`` those that it must hold; the sentence
    has to speak of so many ``countries``.
    """

    all: Annotated[Words, Field(min_length=1)]
    unless: Words = ()
    nowhere: Words = ()
    text: Words = ()
    countries: int = Field(default=0, ge=0)
    reach: Literal["sentence", "beside"] = "sentence"


class ThreatWords(Model):
    """Further words of one threat.

    ``weak`` words, of the vocabulary or not, count only beside another sign of the same threat. A word of
    ``first`` and one of ``second`` in one sentence are a sign together. ``hollow`` are phrases in
    which a word of the threat means something else; ``rules`` are signs made of classes of words.
    """

    en: Words = ()
    ru: Words = ()
    weak: Words = ()
    no: Words = Field(default=(), alias="not")
    first: Words = ()
    second: Words = ()
    hollow: Words = ()
    rules: tuple[ThreatRule, ...] = ()


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
    classes: Mapping[str, Words] = {}
    threat: Mapping[str, ThreatWords]

    @model_validator(mode="after")
    def _rules_know_their_classes(self) -> Self:
        for ident, words in self.threat.items():
            for rule in words.rules:
                for name in (*rule.all, *rule.unless, *rule.nowhere, *rule.text):
                    if name not in self.classes:
                        msg = f"a rule of {ident}: expected a table entry of [classes], got {name!r}"
                        raise ValueError(msg)
        return self
