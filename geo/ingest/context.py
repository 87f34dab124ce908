"""A document under reading: its words, the names in it, the cues around them, the countries it is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from geo.ingest.lexicon import Lexicon
from geo.ingest.names import Span
from geo.ingest.phrases import Hit
from geo.ingest.words import Words
from geo.model.reason import Reason

_LINK: Final = frozenset({"and", "or", "the", "и", "или"})
_SPACES: Final = frozenset({" ", "\u00a0", "\n"})
_HYPHENS: Final = frozenset({"-", "‐", "‑"})


@dataclass
class Document:
    """One text while it is read.

    ``starting`` and ``ending`` map a word's number to the keys of the lists of which a term begins
    or ends there (``ending`` is exclusive, as `Hit.end`). ``taken`` holds the words inside names.
    ``quoting`` numbers the sentences in which quotation marks may hold a place: a crossing, a range.
    ``evidence`` is what points to each country, ``passed_by`` the part of it that only passes it by,
    and ``passing`` says why for each name of a country of which that is so.
    """

    words: Words
    spans: list[Span]
    hits: list[Hit]
    lexicon: Lexicon
    starting: dict[int, dict[str, int]] = field(default_factory=dict)
    ending: dict[int, dict[str, int]] = field(default_factory=dict)
    taken: dict[int, Span] = field(default_factory=dict)
    evidence: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    passed_by: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    nearby: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    country_of: dict[Span, str] = field(default_factory=dict)
    quoting: set[int] = field(default_factory=set)
    passing: dict[Span, Reason] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for hit in self.hits:
            if hit.key[:6] in {"names.", "govern", "people"}:
                begins = self.starting.setdefault(hit.start, {})
                begins[hit.key] = max(hit.end, begins.get(hit.key, 0))
                ends = self.ending.setdefault(hit.end, {})
                ends[hit.key] = min(hit.start, ends.get(hit.key, hit.start))
            if hit.key == "names.quoted_near":
                self.quoting.add(self.words.sentence[hit.start])
        for span in self.spans:
            for number in range(span.start, span.end):
                self.taken[number] = span

    def points_to(self, iso3: str, weight: float, sentence: int | None, *, in_passing: bool = False) -> None:
        """Note that something points to a country, in a sentence.

        What only passes a country by counts half, and locates nothing in its sentence: a town "near
        Tajikistan" is not in it.
        """
        if in_passing:
            self.evidence[iso3] += weight / 2
            self.passed_by[iso3] += weight / 2
            return
        self.evidence[iso3] += weight
        if sentence is not None:
            self.nearby[sentence].add(iso3)

    def before(self, number: int, *lists: str) -> str | None:
        """Return the list of which a term ends right before a word of the same sentence, if any."""
        ends = self.ending.get(number)
        if not ends or not self.same_breath(number - 1):
            return None
        return next((name for name in lists if name in ends), None)

    def after(self, number: int, *lists: str) -> str | None:
        """Return the list of which a term begins at a word, right after the one before it, if any."""
        begins = self.starting.get(number)
        if not begins or not self.same_breath(number - 1):
            return None
        return next((name for name in lists if name in begins), None)

    def same_breath(self, number: int) -> bool:
        """Tell whether only a space, or a hyphen or abbreviation's dot, parts a word from the next of its sentence."""
        sentence = self.words.sentence
        if not 0 <= number < len(sentence) - 1 or sentence[number] != sentence[number + 1]:
            return False
        gap = self.words.gap(number)
        return gap in _SPACES or gap in _HYPHENS or (gap in {". ", ".\u00a0", "'s ", "’s ", " «", " “", ' "'})

    def word(self, number: int) -> str:
        """Return a folded word; an empty one outside the text."""
        return self.words.folded[number] if 0 <= number < len(self.words.folded) else ""

    def is_in(self, name: str, number: int) -> bool:
        """Tell whether a word is in one of the word-by-word lists."""
        return self.word(number) in self.lexicon.sets[name]

    def locative(self, span: Span) -> bool:
        """Tell whether a name stands after a preposition of place, an article in between or not."""
        number = span.start - 1
        if self.word(number) == "the":
            number -= 1
        if not self.same_breath(span.start - 1):
            return False
        return self.is_in("locative", number) or self.is_in("locative_ru", number)

    def hyphened(self, span: Span) -> bool:
        """Tell whether a hyphen ties a name to a word that is in no name."""
        before, after = span.start - 1, span.end
        tied = before >= 0 and before not in self.taken and self.words.gap(before) in _HYPHENS
        return tied or (
            after < len(self.words.folded)
            and after not in self.taken
            and self.words.gap(after - 1) in _HYPHENS
        )

    def stranger_before(self, span: Span) -> str | None:
        """Return an unknown capitalised word right before a name, which makes a longer name likely."""
        number = span.start - 1
        if number < 0 or number in self.taken or not self.words.capital(number):
            return None
        gap = self.words.gap(number)
        if gap not in _SPACES and gap not in _HYPHENS:
            return None
        if gap in _SPACES and (self.words.begins_sentence(number) or self._known(number)):
            return None
        raw = self.words.raw(number, number + 1)
        if (
            gap in _SPACES
            and len(raw) > 1
            and raw.isupper()
            and not self.words.raw(span.start, span.end).isupper()
        ):
            # An abbreviation (МВД Киргизии) makes no longer name.
            return None
        return self.words.raw(number, number + 1)

    def stranger_after(self, span: Span) -> str | None:
        """Return an unknown capitalised word right after a name."""
        number = span.end
        if number >= len(self.words.folded) or number in self.taken or not self.words.capital(number):
            return None
        gap = self.words.gap(number - 1)
        if (gap not in _SPACES and gap not in _HYPHENS) or self._known(number):
            return None
        if self.words.sentence[number] != self.words.sentence[number - 1]:
            return None
        return self.words.raw(number, number + 1)

    def _known(self, number: int) -> bool:
        """Tell whether a capitalised word is one that stands beside names of places anyway."""
        word = self.word(number)
        if word in self.words.lower or word in _LINK or word[0].isdigit():
            return True
        return any(key.startswith("names.") for key in self.starting.get(number, ())) or any(
            self.is_in(name, number) for name in ("locative", "locative_ru", "never", "thing_after", "titles")
        )

    def person(self, span: Span) -> str | None:
        """Say why a name is a person's here, if it is."""
        number = span.start - 1
        words = self.words
        if number >= 0 and self.same_breath(number):
            if self.is_in("given", number) and words.capital(number):
                return f"after the given name {words.raw(number, span.start)}"
            one = self.word(number)
            if len(one) == 1 and words.capital(number) and words.gap(number).startswith("."):
                return f"after the initial {one.upper()}."
            if (
                self.is_in("titles", number)
                and one not in {"глава", "аким", "хоким", "saint"}
                and span.end == span.start + 1
            ):
                return f"after the title {words.raw(number, span.start)}"
        number = span.end
        if span.end == span.start + 1 and number < len(words.folded) and words.gap(span.start) == " ":
            follows = number not in self.taken and words.capital(number)
            if follows and self.is_in("given", span.start) and not self._known(number):
                return f"a given name before {words.raw(number, number + 1)}"
        return None

    def inside_organisation(self, span: Span) -> str | None:
        """Say why a name is a part of an organisation's or a thing's name, if it is."""
        words = self.words
        within = span.end < len(words.folded) and words.sentence[span.end] == words.sentence[span.start]
        if within and self.same_breath(span.end - 1) and self.is_in("thing_after", span.end):
            word = self.word(span.end)
            if words.capital(span.end) or word in {
                "treaty", "pact", "protocol", "process", "declaration", "agreement", "agreements", "accord", "accords",
                "format", "convention", "time", "party",
            }:  # fmt: skip
                return f"before {words.raw(span.end, span.end + 1)}"
        number = span.start - 1
        if self.word(number) == "the":
            number -= 1
        if self.word(number) in {"of", "for"}:
            head = number - 1
            if head >= 0 and "names.organisation_of" in self.starting.get(head, {}) and words.capital(head):
                return f"in the name of a {self.word(head)}"
        head = span.start - 1
        if (
            head >= 0
            and self.starting.get(head, {}).get("names.organisation_of_ru")
            and self.same_breath(head)
        ):
            capital = words.capital(head) or (
                head > 0 and words.capital(head - 1) and head - 1 not in self.taken
            )
            if capital:
                return f"in the name of a {self.word(head)}"
        return None

    def medium(self, span: Span) -> str | None:
        """Say why a country's name belongs to a newspaper or agency, if it does: Sputnik Tajikistan."""
        number = span.start - 1
        if self.same_breath(number) and self.word(number) in self.lexicon.sets["media"]:
            return f"after {self.words.raw(number, span.start)}"
        return None

    def people(self, span: Span) -> str | None:
        """Say why an adjective names a people here and no country, if it does."""
        if self.before(span.start, "people.before"):
            return f"after {self.words.raw(span.start - 1, span.start)}"
        end = span.end
        other = self.taken.get(end + 1) if self.word(end) in {"and", "и"} else None
        if other is not None and other.having("d"):
            # "Uzbek and Kyrgyz neighbourhoods" are of two peoples.
            end = other.end
        if self.after(end, "people.after"):
            return f"before {self.words.raw(end, end + 1)}"
        return None
