"""Places that the gazetteer lacks, known by the words beside them: found, and left unlocated."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import Any, Final

from geo.ingest.context import Document
from geo.ingest.likeness import Likeness
from geo.ingest.phrases import Hit
from geo.ingest.reading import Mention
from geo.model.reason import Reason

_BEFORE: Final = {
    "names.settlement_before": "settlement", "names.settlement_before_ru": "settlement",
    "names.district_before": "district", "names.district_before_ru": "district", "names.province_before_ru": "province",
    "names.site_before_ru": "site", "names.province_before": "province",
}  # fmt: skip
_AFTER: Final = {
    "names.district_after": "district", "names.province_after": "province", "names.settlement_after": "settlement",
    "names.area_after": "area",
}  # fmt: skip
_TOO_SHORT: Final = frozenset({"г", "с", "обл", "city", "capital", "town", "кпп"})
_HYPHENS: Final = frozenset({"-", "‐", "‑"})
_BETWEEN: Final = frozenset({" ", " «", " “", "\u00a0"})
_INSIDE: Final = frozenset({"in", "near", "from", "в", "во", "из", "под", "близ", "около"})
_OF_ONE: Final = (
    "e of", "n of", "t of", "y of", "capital", "city", "town", "е", "у", "ю", "о", "ом", "ем", "ой",
)  # fmt: skip
"""How words end that stand before the name of one place: in “the region of Abkhazia, Badra Gunba” no list begins."""

_LEAST_POPULATION: Final = 1000
_LONGEST: Final = 4
_MAIN_SHARE: Final = 0.3
"""Countries with less evidence than this share of the foremost one's do not help to guess."""


def unknown_names(document: Document, covered: set[int], likeness: Likeness) -> list[Mention]:
    """Return capitalised words of no entry beside "village of", «село», "district".

    They stay unlocated unless a place of the countries that the text is about sounds alike.

    After a plural the whole list counts: "the villages of A, B and C". ``covered`` holds the words
    that are places already.
    """
    words = document.words
    found: dict[int, Mention] = {}
    for hit in document.hits:
        kind = _BEFORE.get(hit.key)
        if (
            kind is not None
            and hit.start not in covered
            and words.folded[hit.start] not in _TOO_SHORT
            and words.gap(hit.end - 1) in _BETWEEN
        ):
            _list_from(document, hit.end, covered, found, kind=kind, beside=words.raw(hit.start, hit.end))
        kind = _AFTER.get(hit.key)
        if kind in {"settlement", "area"} and _in_longer_name(document, hit):
            continue
        if kind is not None and hit.start > 0 and words.gap(hit.start - 1) in _BETWEEN:
            first = _back(document, hit.start - 1, covered)
            if first is not None:
                last = hit.end if kind in {"district", "province"} else hit.start
                found.setdefault(first, _mention(document, first, last, kind, words.raw(hit.start, hit.end)))
    about = _foremost(document)
    likened = [_likened(one, about, likeness) for one in found.values()]
    taken = covered | {number for number, one in found.items() for number in _words_of(document, number, one)}
    return likened + _after_prepositions(document, taken, about, likeness)


def suggested_names(
    document: Document, spans: tuple[tuple[int, int], ...], mentions: list[Mention], likeness: Likeness
) -> list[Mention]:
    """Return the names that a model suggests and that nothing else has found."""
    text = document.words.text
    taken = sorted((one.start, one.end) for one in mentions)
    starts = [start for start, _ in taken]
    ends = list(accumulate((end for _, end in taken), max))
    about = _foremost(document)
    found = []
    for start, end in spans:
        # The mentions that begin before this one's end: none of them may reach beyond its start.
        before = bisect_left(starts, end)
        if (before and ends[before - 1] > start) or not text[start:end].strip():
            continue
        why: dict[str, Any] = {
            "rule": Reason("suggested by a name-recognition model"),
            "entry": None,
            "context": [],
            "runner_up": None,
        }
        name = text[start:end]
        mention = Mention(start, end, name, name, None, (), None, None, "none", 0.4, why)
        found.append(_likened(mention, about, likeness))
    return found


def _foremost(document: Document) -> set[str]:
    """Return the countries that the text is mainly about."""
    most = max(document.evidence.values(), default=0.0)
    return {code for code, weight in document.evidence.items() if weight > _MAIN_SHARE * most}


def _words_of(document: Document, first: int, mention: Mention) -> range:
    last = first
    while last + 1 < len(document.words.starts) and document.words.starts[last + 1] < mention.end:
        last += 1
    return range(first, last + 1)


def _after_prepositions(
    document: Document, taken: set[int], about: set[str], likeness: Likeness
) -> list[Mention]:
    """Return unknown names after "in" or «из» that sound like a town of the foremost countries."""
    words = document.words
    found = []
    for number in range(1, len(words.folded)):
        if words.folded[number - 1] not in _INSIDE or not words.capital(number) or number in taken:
            continue
        if (
            number in document.taken
            or not document.same_breath(number - 1)
            or not _name_like(document, number, False)
        ):
            continue
        alone = number + 1 >= len(words.folded) or words.gap(number) != " " or not words.capital(number + 1)
        if not alone or words.gap(number) in _HYPHENS or words.raw(number, number + 1).isupper():
            continue
        entry = likeness.find(words.folded[number], about, _LEAST_POPULATION)
        if entry is not None:
            mention = _mention(document, number, number + 1, "settlement", words.raw(number - 1, number))
            found.append(_likened(mention, about, likeness))
    return found


def _in_longer_name(document: Document, hit: Hit) -> bool:
    """Tell whether a cue is inside a name: Crocus City Hall."""
    words = document.words
    follows = hit.end < len(words.folded) and words.capital(hit.end) and words.gap(hit.end - 1) == " "
    return follows and words.capital(hit.start)


def _likened(mention: Mention, about: set[str], likeness: Likeness) -> Mention:
    """Locate an unknown name by its consonants, where that finds a place."""
    name = " ".join(word for word in mention.mention.split() if word[:1].isupper())
    entry = likeness.find(name, about)
    if entry is None:
        return mention
    why = {**mention.why, "rule": Reason("sounds like {}", (entry.name,)), "entry": entry.id}
    return Mention(
        mention.start, mention.end, mention.mention, entry.name, entry.id, entry.iso3, entry.lon, entry.lat,
        "settlement", 0.55, why,
    )  # fmt: skip


def _list_from(
    document: Document, number: int, covered: set[int], found: dict[int, Mention], *, kind: str, beside: str
) -> None:
    """Add the unknown names of a list that begins at a word."""
    words = document.words
    while number < len(words.folded):
        end = _forward(document, number, covered)
        if end == number:
            return
        if not any(one in covered for one in range(number, end)):
            found.setdefault(number, _mention(document, number, end, kind, beside))
        gap = words.gap(end - 1)
        number = end
        if gap == ", " and not beside.casefold().endswith(_OF_ONE):
            if document.word(number) in {"and", "и"}:
                number += 1
        elif gap == " " and document.word(number) in {"and", "и"} and words.gap(number) == " ":
            number += 1
        else:
            return


def _forward(document: Document, number: int, covered: set[int]) -> int:
    """Return the end of the capitalised words that begin at a word, hyphens and spaces between."""
    words = document.words
    end = number
    while end < len(words.folded) and end - number < _LONGEST and _name_like(document, end, end > number):
        if end > number and end in covered and words.gap(end - 1) == " ":
            break
        if words.sentence[end] != words.sentence[number] or not (
            words.capital(end) or words.folded[end].isdigit()
        ):
            break
        end += 1
        if words.gap(end - 1) not in _HYPHENS and words.gap(end - 1) != " ":
            break
    return end


def _back(document: Document, last: int, covered: set[int]) -> int | None:
    """Return the first of the capitalised unknown words that end at a word, or None."""
    words = document.words
    first = last + 1
    while first > 0 and last - first < _LONGEST:
        number = first - 1
        joined = first <= last and words.gap(number) in _HYPHENS
        if number in covered or not words.capital(number) or not _name_like(document, number, joined):
            break
        if first <= last and words.gap(number) not in _HYPHENS and words.gap(number) != " ":
            break
        if words.begins_sentence(number):
            # The first word of a sentence is capitalised anyway; only a hyphen makes it a name.
            if first <= last and words.gap(number) in _HYPHENS:
                first = number
            break
        first = number
    return first if first <= last else None


def _name_like(document: Document, number: int, inner: bool) -> bool:
    word = document.word(number)
    if inner and (word.isdigit() or len(word) > 1):
        return word not in document.words.lower or word.isdigit()
    if len(word) < 3 or word in document.words.lower or document.is_in("never", number):
        return False
    if (
        document.is_in("titles", number)
        or document.is_in("given", number)
        or document.is_in("locative", number)
    ):
        return False
    span = document.taken.get(number)
    return span is None or not (span.having("d") or span.having("n") or span.having("o") or span.having("c"))


def _mention(document: Document, first: int, last: int, kind: str, beside: str) -> Mention:
    words = document.words
    start, end = words.starts[first], words.ends[last - 1]
    text = words.text[start:end]
    why = {
        "rule": Reason("a name that the gazetteer lacks"), "entry": None,
        "context": [Reason(f"{kind} beside “{{}}”", (beside,))],
        "runner_up": None,
    }  # fmt: skip
    return Mention(start, end, text, text, None, (), None, None, "none", 0.5, why)
