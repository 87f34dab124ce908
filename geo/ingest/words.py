"""A text taken apart: folded words with their offsets, and sentences.

Offsets are Unicode code points of the text as given; every step before matching keeps them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from geo.store.declension import WORD, fold

_MARKED: Final = re.compile(r".[\u0300-\u036f]+|[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+", re.DOTALL)
# A run of stops is tried once, at its beginning, and never in parts: a million full stops take no longer than words.
_STOP: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"»”’)\]]*+(?=\s)|\n\s*\n|\n(?=[#*\-–•>|])|(?<=[^\n]{120})\n")
# Who writes lines of this length wraps none: what ends before one is a paragraph of its own.
_BEFORE_LONG_LINE: Final = re.compile(r"\n(?=[^\n]{120})")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:st|mr|mrs|ms|dr|gen|col|lt|sgt|prof|sen|rep|vs|etc|no|jan|feb|aug|sept|oct|nov|dec|им|ул|обл|гг|см|тыс|млн|млрд|руб"
    r"|ст|пос|дер|респ|проф|акад|ген|полк)|\b[a-zа-я])\.$"
)
_LONGEST_SENTENCE: Final = 1500
_NO_LETTER: Final = re.compile(r"[^\w'’ʼ.-]")
_OPEN: Final = frozenset("«“\"'(‘[")


@dataclass(frozen=True)
class Words:
    """The words of a text.

    ``joined`` is all folded words with single spaces around; ``at`` maps the offset of the space
    before a word in it to the word's number. ``starts`` and ``ends`` are offsets in the text;
    ``sentence`` numbers each word's sentence, ``bounds`` gives each sentence's offsets.
    """

    text: str
    folded: list[str] = field(repr=False)
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)
    sentence: list[int] = field(repr=False)
    bounds: list[tuple[int, int]] = field(repr=False)
    joined: str = field(repr=False)
    at: dict[int, int] = field(repr=False)
    first_of: list[int] = field(repr=False)
    lower: frozenset[str] = field(repr=False)

    def raw(self, start: int, end: int) -> str:
        """Return the text of words ``start`` to ``end`` (exclusive)."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def capital(self, number: int) -> bool:
        """Tell whether a word begins with a capital letter."""
        return self.text[self.starts[number]].isupper()

    def gap(self, number: int) -> str:
        """Return what stands between a word and the next one; a full stop at the end of the text."""
        if number < 0 or number + 1 >= len(self.starts):
            return "."
        return self.text[self.ends[number] : self.starts[number + 1]]

    def quotable(self) -> list[tuple[int, int]]:
        """Return the offsets of what may be quoted: sentences, a headline apart from the one that it leads into."""
        breaks = [match.end() for match in _BEFORE_LONG_LINE.finditer(self.text)]
        parts: list[tuple[int, int]] = []
        for start, end in self.bounds:
            cuts = (start, *breaks[bisect_right(breaks, start) : bisect_left(breaks, end)], end)
            parts += [_trimmed(self.text, low, high) for low, high in pairwise(cuts)]
        return parts

    def begins_sentence(self, number: int) -> bool:
        """Tell whether a word is the first one of its sentence."""
        return self.first_of[self.sentence[number]] == number


def take_apart(text: str) -> Words:
    """Find words and sentences (some two million characters a second)."""
    plain, shifts = _plain(text)
    lowered = fold(plain)
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in WORD.finditer(lowered):
        folded.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    if shifts:
        keys = [key for key, _ in shifts]
        starts = [at + shifts[bisect_right(keys, at) - 1][1] if at >= keys[0] else at for at in starts]
        # An end belongs to the character before it.
        ends = [at + shifts[bisect_right(keys, at - 1) - 1][1] if at - 1 >= keys[0] else at for at in ends]
        ends = [_past_marks(text, at) for at in ends]
    bounds = _sentences(text)
    limits = [end for _, end in bounds]
    sentence: list[int] = []
    now = 0
    first_of = [-1] * len(bounds)
    for number, start in enumerate(starts):
        while now < len(limits) - 1 and start >= limits[now]:
            now += 1
        if first_of[now] < 0:
            first_of[now] = number
        sentence.append(now)
    at: dict[int, int] = {}
    position = 0
    for number, word in enumerate(folded):
        at[position] = number
        position += len(word) + 1
    lower = frozenset(word for word, start in zip(folded, starts, strict=True) if text[start].islower())
    return Words(text, folded, starts, ends, sentence, bounds, f" {' '.join(folded)} ", at, first_of, lower)


def _past_marks(text: str, at: int) -> int:
    while at < len(text) and unicodedata.combining(text[at]):
        at += 1
    return at


def _plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text composed and without invisible marks, and by how much offsets moved from where."""
    parts: list[str] = []
    shifts: list[tuple[int, int]] = []
    last = moved = length = 0
    for match in _MARKED.finditer(text):
        piece = match.group()
        composed = unicodedata.normalize("NFC", piece) if unicodedata.combining(piece[-1]) else ""
        if len(composed) == len(piece):
            continue
        parts += [text[last : match.start()], composed]
        length += match.start() - last + len(composed)
        moved += len(piece) - len(composed)
        shifts.append((length, moved))
        last = match.end()
    if not shifts:
        return text, []
    parts.append(text[last:])
    return "".join(parts), shifts


def _sentences(text: str) -> list[tuple[int, int]]:
    """Return the offsets of sentences, without the white space around them."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        end = match.end()
        if text[match.start()] == ".":
            after = text[end : end + 40].lstrip()
            before = text[max(0, match.start() - 8) : match.start() + 1].lower()
            if (
                after and not (after[0].isupper() or after[0].isdigit() or after[0] in _OPEN)
            ) or _ABBREVIATION.search(before):
                continue
        if text[start:end].strip():
            bounds.append(_trimmed(text, start, end))
        start = end
    if text[start:].strip() or not bounds:
        bounds.append(_trimmed(text, start, len(text)))
    return [part for bound in bounds for part in _parted(text, *bound)]


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part what is too long for a sentence between words: tables and lists without full stops.

    White space is best; where there is none, any sign that is no letter will do.
    """
    parts = []
    while end - start > _LONGEST_SENTENCE:
        cut = max(text.rfind(space, start + 1, start + _LONGEST_SENTENCE) for space in " \n\t")
        if cut <= start:
            sign = _NO_LETTER.search(text, start + _LONGEST_SENTENCE, end)
            if sign is None:
                break
            cut = sign.end()
        parts.append(_trimmed(text, start, cut))
        start = _trimmed(text, cut, end)[0]
    return [*parts, (start, end)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
