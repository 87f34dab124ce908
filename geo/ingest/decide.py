"""Decide about all names of a text together.

Each is weighed twice, first without and then with the places that are certain.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from geo.ingest.candidates import Decision
from geo.ingest.choose import ACCEPTED, Anchors, Candidate, weigh
from geo.ingest.context import Document
from geo.ingest.passing import is_scene

_CERTAIN: Final = 1.2
"""Lead in points over the runner-up from which a place helps to decide about others."""

_CITY_FIRST: Final = -1.2
"""For a province's bare name where a settlement of the same country has it too."""


def decide(document: Document, decisions: list[Decision], priors: Callable[[int, str], Candidate]) -> None:
    """Weigh all names, first without and then with the places that are certain."""
    anchors = Anchors()
    for last in (False, True):
        fresh = Anchors()
        for number, decision in enumerate(decisions):
            decision.candidates = [priors(one.row, one.flags).fresh() for one in decision.candidates]
            for candidate in decision.candidates:
                weigh(document, decision.span, candidate, decision.cue, anchors, own=decision.noted)
                _enclosed(document, decisions, number, candidate)
            _rival_country(document, decision)
            _city_first(decision)
            decision.candidates.sort(key=lambda one: (-one.points, -one.entry.population, one.row))
            if not last:
                _note_certain(document, decision, fresh)
        anchors = fresh


def _note_certain(document: Document, decision: Decision, anchors: Anchors) -> None:
    best = decision.candidates[0]
    lead = best.points - decision.candidates[1].points if len(decision.candidates) > 1 else 9.0
    if best.points + decision.penalty < ACCEPTED or lead < _CERTAIN or best.entry.precision == "country":
        return
    if best.entry.precision == "region":
        if len(best.entry.iso3) == 1:
            document.points_to(best.entry.iso3[0], 0.8, document.words.sentence[decision.span.start])
        return
    anchors.note(best.entry)
    decision.noted = best.entry
    if len(best.entry.iso3) == 1 and decision.government is None:
        passing = is_scene(document, decision.span, best.entry.iso3[0])
        sentence = document.words.sentence[decision.span.start]
        document.points_to(best.entry.iso3[0], 0.4, sentence, in_passing=passing)


def _enclosed(document: Document, decisions: list[Decision], number: int, candidate: Candidate) -> None:
    """Add points where the next name, after a comma or in brackets, encloses this one, or the reverse."""
    words, span = document.words, decisions[number].span
    if number + 1 < len(decisions):
        after = decisions[number + 1]
        between = words.text[words.ends[span.end - 1] : words.starts[after.span.start]]
        if between in {", ", " ("} and any(_encloses(other, candidate) for other in after.candidates):
            candidate.add(4.0, "before {}, which encloses it", words.raw(after.span.start, after.span.end))
    if number > 0:
        before = decisions[number - 1]
        between = words.text[words.ends[before.span.end - 1] : words.starts[span.start]]
        if between in {", ", " ("} and any(_encloses(candidate, other) for other in before.candidates):
            candidate.add(3.0, "after {}, which it encloses", words.raw(before.span.start, before.span.end))


def _rival_country(document: Document, decision: Decision) -> None:
    """Where a country and a province share a name, ask which country the text is about."""
    for one in decision.candidates:
        if one.precision != "country":
            continue
        code = one.entry.iso3[0]
        own = document.evidence.get(code, 0.0)
        for other in decision.candidates:
            if other.entry.precision == "province" and code not in other.entry.iso3:
                rival = max((document.evidence.get(c, 0.0) for c in other.entry.iso3), default=0.0)
                if rival >= 1.0 and own == 0:
                    one.add(-2.5, "the text is about {}", other.entry.iso3)


def _city_first(decision: Decision) -> None:
    """Prefer the city to the province of its name where no word says which."""
    if decision.cue.precision:
        return
    cities = [
        one for one in decision.candidates if one.entry.precision == "settlement" and one.flags[0] in "pae"
    ]
    for one in decision.candidates:
        if one.flags[0] == "b" and any(set(city.entry.iso3) & set(one.entry.iso3) for city in cities):
            one.add(_CITY_FIRST, "a city of its country has the name too")


def _encloses(outer: Candidate, inner: Candidate) -> bool:
    if outer.entry.id == inner.entry.id or not set(outer.entry.iso3) & set(inner.entry.iso3):
        return False
    if outer.entry.precision == "country":
        return inner.entry.precision != "country"
    if outer.entry.precision == "province":
        return (
            inner.entry.precision not in {"country", "province"}
            and outer.entry.province == inner.entry.province
        )
    return False
