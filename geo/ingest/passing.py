"""Tell a country that a text only passes by: a neighbour, a comparison, an outlet's name, a dateline.

Such a name still helps to locate others, but a country that is named in no other way is not what the
text is about. The words that make the difference are the ``passing_`` lists of ``cues.toml``.
"""

from __future__ import annotations

from typing import Final

from geo.ingest.choose import CORE
from geo.ingest.context import Document
from geo.ingest.names import Span
from geo.ingest.words import Words
from geo.model.reason import Reason

_BEFORE: Final = ("names.passing_beside", "names.passing_like", "names.passing_medium_of")
_AFTER: Final = ("names.passing_medium", "names.passing_origin", "names.passing_person")
_JOINTS: Final = frozenset({",", "and", "и", "or", "или", ", and"})
_SMALL: Final = frozenset({"and", "и", "or", "или", "the", "с", "with"})
_QUOTES: Final = frozenset('«»“”„"')
_DASHES: Final = frozenset({" – ", " — ", " - ", "–", "—", "-"})
_FARTHEST: Final = 3
"""Words after an adjective among which its noun is looked for: "the Russian state news agency"."""

_LEAST_CHAIN: Final = 3
"""Countries that dashes join in the name of a pipeline or a road; two are a pair."""

_LONGEST_CHAIN: Final = 12
_LONGEST_DATELINE: Final = 40


def in_passing(document: Document, span: Span, country_of: dict[Span, str]) -> Reason | None:
    """Say why what names or describes a country only passes it by, or return None.

    Parameters
    ----------
    country_of
        The names and adjectives of countries up to this one, with their codes.
    """
    if is_title(document.words, span):
        return Reason("in passing: a title in quotation marks")
    if not span.having("c"):
        return _described(document, span)
    first = _first_of_list(document, span, country_of)
    start = first.start
    listed = document.before(start, *_BEFORE)
    if listed is None and document.word(start - 1) == "the":
        start -= 1
        listed = document.before(start, *_BEFORE)
    if listed is not None and not _gives_members(document, start, listed):
        return Reason(_SAID[listed], (document.words.raw(first.start, span.end),))
    return Reason("in passing: in a chain of countries") if _chained(document, span) else None


_SAID: Final = {
    "names.passing_beside": "in passing: a neighbour in a description, before {}",
    "names.passing_like": "in passing: in a comparison, before {}",
    "names.passing_medium_of": "in passing: a country of newspapers or agencies, before {}",
    "names.passing_medium": "in passing: an outlet or company of that country, before {}",
    "names.passing_origin": "in passing: an origin or a currency, before {}",
    "names.passing_person": "in passing: a person who comments or is no party, before {}",
}


def is_title(words: Words, span: Span) -> bool:
    """Tell whether a name is all that quotation marks hold: the hotel «Россия»."""
    start, end = words.starts[span.start], words.ends[span.end - 1]
    return words.text[max(start - 1, 0) : start] in _QUOTES and words.text[end : end + 1] in _QUOTES


def _first_of_list(document: Document, span: Span, country_of: dict[Span, str]) -> Span:
    """Return the first country of "Iran, China and Afghanistan", of which this one is a member.

    A comma joins only what goes on: in "unlike Iran, Armenia agreed" there is no list.
    """
    words = document.words
    goes_on, comma = _goes_on(document, span), False
    for _ in range(_LONGEST_CHAIN):
        number = span.start - 1
        while document.word(number) in _SMALL:
            number -= 1
        before = document.taken.get(number)
        if before is None or before not in country_of or not before.having("c"):
            return span
        gap = words.text[words.ends[before.end - 1] : words.starts[span.start]]
        joint = " ".join(word for word in gap.split() if word not in {"the", "с", "with"})
        if joint not in _JOINTS or (not goes_on if joint == "," else comma):
            return span
        span, goes_on, comma = before, True, joint == ","
    return span


def _goes_on(document: Document, span: Span) -> bool:
    """Tell whether a comma or "and" and one more name follow."""
    words, end = document.words, span.end
    if document.word(end) in {"and", "и"}:
        end += 1
    return end in document.taken and words.text[words.ends[span.end - 1] : words.starts[end]] in {
        ", ", " and ", " и ", ", and ",
    }  # fmt: skip


def _gives_members(document: Document, start: int, listed: str) -> bool:
    """Tell whether "like" gives members and compares nothing: "countries like Iran"."""
    head = document.ending[start][listed]
    return listed == "names.passing_like" and bool(document.before(head, "names.passing_members"))


def _described(document: Document, span: Span) -> Reason | None:
    """Say why the noun of an adjective is no country's doing, if it isn't."""
    for ahead in range(span.end, span.end + _FARTHEST):
        listed = document.after(ahead, *_AFTER)
        if listed is not None:
            said = document.words.raw(ahead, document.starting[ahead][listed])
            return Reason(_SAID[listed], (said,))
        if "names.passing_between" not in document.starting.get(ahead, ()) or ahead in document.taken:
            return None
    return None


def _chained(document: Document, span: Span) -> bool:
    """Tell whether dashes join a name to two other countries: the Turkmenistan–Afghanistan–Pakistan pipeline."""
    return _joined(document, span, 1) + _joined(document, span, -1) + 1 >= _LEAST_CHAIN


def _joined(document: Document, span: Span, step: int) -> int:
    words, found = document.words, 0
    while found < _LONGEST_CHAIN:
        other = document.taken.get(span.end if step > 0 else span.start - 1)
        if other is None or not other.having("c"):
            return found
        one, two = (span, other) if step > 0 else (other, span)
        if words.text[words.ends[one.end - 1] : words.starts[two.start]] not in _DASHES:
            return found
        span = other
        found += 1
    return found


def is_scene(document: Document, span: Span, iso3: str) -> bool:
    """Tell whether a place is only where a report was written, a person was born, or strangers met."""
    if document.before(span.start, "names.passing_born") or _is_dateline(document, span):
        return True
    return iso3 not in CORE and bool(document.before(span.start, "names.passing_venue"))


def _is_dateline(document: Document, span: Span) -> bool:
    """Tell whether a place begins a line as newspapers' datelines do: "KABUL (AP) —", «МОСКВА, 9 фев.»."""
    words = document.words
    start, end = words.starts[span.start], words.ends[span.end - 1]
    if start > 0 and words.text[start - 1] != "\n":
        return False
    after = words.text[end : end + _LONGEST_DATELINE].partition("\n")[0]
    if after[:2] == ", " and after[2:3].isdigit():
        return True
    if after[:2] == " (" and ")" in after:
        return True
    if after[:2] == ". ":
        return True
    return words.text[start:end].isupper() and after[:2] in {", ", " –", " —", " -", ": ", " /"}
