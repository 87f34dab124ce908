"""Turn names into mentions: what is a place at all, and which one.

Countries, adjectives and borders come first, since they tell what the text is about; then every
other name is weighed twice, the second time knowing which places are certain.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, Final

from geo.ingest.borders import BorderSpan, find_borders
from geo.ingest.candidates import Decision, open_decision
from geo.ingest.choose import ACCEPTED, Candidate, prior, score_of
from geo.ingest.context import Document
from geo.ingest.countries import find_countries, is_ambiguous, point
from geo.ingest.decide import decide
from geo.ingest.likeness import Likeness
from geo.ingest.names import Span
from geo.ingest.reading import Mention
from geo.ingest.unknown import suggested_names, unknown_names
from geo.model.reason import Reason
from geo.store.declension import fold_name
from geo.store.gazetteer import FLAGS, Entry, Gazetteer

_PARTS: Final = {("south", "KGZ"): "southern_kyrgyzstan", ("north", "AFG"): "northern_afghanistan"}


class PlaceFinder:
    """Finds the mentions of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._likeness = Likeness(gazetteer)
        self._priors: dict[tuple[int, str], Candidate] = {}

    def _prior(self, row: int, flags: str) -> Candidate:
        known = self._priors.get((row, flags))
        if known is None:
            known = self._priors[row, flags] = prior(self._gazetteer, row, flags)
        return known

    def find(self, document: Document, suggested: tuple[tuple[int, int], ...] = ()) -> list[Mention]:
        """Return the mentions in order; fills the document's evidence about countries.

        ``suggested`` spans, of a model, are added where they overlap no mention.
        """
        country_of = find_countries(document, self._gazetteer)
        document.country_of = country_of
        borders = find_borders(document, country_of)
        inside = {span for border in borders for span in border.parts}
        decisions: list[Decision] = []
        mentions = self._parts(document, country_of)
        mentions += [self._border(document, border) for border in borders]
        for span in document.spans:
            if span in inside or span.having("o"):
                continue
            if span.having("g"):
                mentions.append(self._seat(document, span))
                continue
            if span in country_of and not span.having("c"):
                continue
            decision = open_decision(document, span, self._gazetteer, self._prior)
            if decision is not None:
                decisions.append(decision)
        decide(document, decisions, self._prior)
        mentions += [
            one for one in (self._close(document, decision) for decision in decisions) if one is not None
        ]
        covered = {number for border in borders for number in range(border.start, border.end)}
        at = {start: number for number, start in enumerate(document.words.starts)}
        for one in mentions:
            number = at[one.start]
            while number < len(document.words.starts) and document.words.starts[number] < one.end:
                covered.add(number)
                number += 1
        mentions += unknown_names(document, covered, self._likeness)
        mentions += suggested_names(document, suggested, mentions, self._likeness)
        mentions.sort(key=lambda one: (one.start, -one.end))
        return _apart(mentions)

    def _parts(self, document: Document, country_of: dict[Span, str]) -> list[Mention]:
        """Find "the south of the country", where the atlas has that part of the country named last."""
        words = document.words
        countries = [(span, code) for span, code in country_of.items() if span.having("c")]
        starts = [span.start for span, _ in countries]
        found = []
        for hit in document.hits:
            part = hit.key.removeprefix("names.part_")
            if part == hit.key:
                continue
            before = bisect_left(starts, hit.start)
            named = countries[before - 1][1] if before else ""
            row = self._gazetteer.rows_by_id.get(_PARTS.get((part, named), ""))
            if row is not None:
                entry = self._gazetteer.entry(row)
                start, end = words.starts[hit.start], words.ends[hit.end - 1]
                rule = Reason("a part of the country named last, {}", (named,))
                why: dict[str, Any] = {"rule": rule, "entry": entry.id, "context": [], "runner_up": None}
                document.points_to(named, 0.5, words.sentence[hit.start])
                found.append(_mention(words.text, (start, end), entry, "region", score=0.7, why=why))
        return found

    def _border(self, document: Document, border: BorderSpan) -> Mention:
        words = document.words
        ident = f"border:{border.countries[0]}-{border.countries[1]}"
        row = self._gazetteer.rows_by_id.get(ident)
        for code in border.countries:
            document.points_to(code, 0.5, words.sentence[border.start])
        why: dict[str, Any] = {
            "rule": Reason(border.rule),
            "entry": ident if row is not None else None,
            "context": [],
            "runner_up": None,
        }
        start, end = words.starts[border.start], words.ends[border.end - 1]
        text = words.text[start:end]
        if row is None:
            why["context"] = [Reason("no such border is drawn in the boundaries")]
            return Mention(start, end, text, text, None, border.countries, None, None, "none", 0.5, why)
        entry = self._gazetteer.entry(row)
        return _mention(words.text, (start, end), entry, "border", score=0.95, why=why)

    def _seat(self, document: Document, span: Span) -> Mention:
        entry = self._gazetteer.entry(span.having("g")[0])
        document.points_to(entry.iso3[0], 0.5, document.words.sentence[span.start])
        why: dict[str, Any] = {
            "rule": Reason(FLAGS["g"]),
            "entry": entry.id,
            "context": [],
            "runner_up": None,
        }
        start, end = document.words.starts[span.start], document.words.ends[span.end - 1]
        return _mention(document.words.text, (start, end), entry, "country", score=0.8, why=why)

    def _close(self, document: Document, decision: Decision) -> Mention | None:
        """Return the mention that a decision comes to, or None where the name is no place after all."""
        best = decision.candidates[0]
        points = best.points + decision.penalty
        if points < ACCEPTED:
            return None
        words, span, cue, entry = document.words, decision.span, decision.cue, best.entry
        first = span.start if cue.start < 0 else min(cue.start, span.start)
        last = span.end if cue.end < 0 else max(cue.end, span.end)
        start, end = words.starts[first], words.ends[last - 1]
        end -= _owner(words.text[start:end])
        rule = Reason(f"gazetteer: {FLAGS[best.flags[0]]}")
        if best.flags[0] == "h":
            old = self._gazetteer.historical.get(fold_name(words.raw(span.start, span.end)))
            if old is not None and old.until:
                rule = Reason(f"{rule.words} until {{}}", (str(old.until),))
        runner_up = None
        if len(decision.candidates) > 1:
            second = decision.candidates[1]
            runner_up = {
                "place_id": second.entry.id, "name": second.entry.name, "iso3": list(second.entry.iso3),
                "lon": second.entry.lon, "lat": second.entry.lat,
                "score": score_of(second.points + decision.penalty), "context": second.context,
            }  # fmt: skip
        passing = [document.passing[span]] if span in document.passing else []
        why = {
            "rule": rule,
            "entry": entry.id,
            "context": [*best.context, *decision.notes, *passing],
            "runner_up": runner_up,
        }
        if decision.government is not None:
            capitals = self._gazetteer.capitals
            code = next((capitals[row] for row, _ in span.senses if row in capitals), None)
            if code is not None and code in entry.iso3:
                document.points_to(code, 0.5, words.sentence[span.start])
                seat = self._gazetteer.entry(self._gazetteer.rows_by_id[f"country:{code}"])
                why = {**why, "rule": decision.government, "entry": seat.id}
                return _mention(words.text, (start, end), seat, "country", score=score_of(points), why=why)
        if best.precision == "country" and is_ambiguous(span, self._gazetteer):
            point(document, span, document.country_of, weight=1.0)
        return _mention(
            words.text,
            (start, end),
            entry,
            best.precision or entry.precision,
            score=score_of(points),
            why=why,
        )


def _mention(
    text: str, at: tuple[int, int], entry: Entry, precision: str, *, score: float, why: dict[str, Any]
) -> Mention:
    start, end = at
    return Mention(
        start,
        end,
        text[start:end],
        entry.name,
        entry.id,
        entry.iso3,
        entry.lon,
        entry.lat,
        precision,
        score,
        why,
    )


def _owner(text: str) -> int:
    """Return how many characters of an English possessive end a name."""
    return 2 if text.endswith(("'s", "’s")) else 0


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Leave out a mention that lies in the one before it."""
    kept: list[Mention] = []
    for one in mentions:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
