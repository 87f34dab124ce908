"""One search for places, actors and words, whatever the spelling or script.

Two texts meet when they are equal once case, accents, hyphens and apostrophes are gone; failing
that, once Cyrillic is spelt in Latin letters and spellings such as ``gh`` and ``g`` are one. What a
place is called in which script is the gazetteer's knowledge, not ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from geo.i18n import pick
from geo.model.claim import Claim
from geo.query.selection import evidence
from geo.store import Dataset
from geo.store.country_names import country_names

Sort = Literal["place", "country", "border", "actor", "claim"]

MAX_QUERY: Final = 80
"""Characters of a query that are read."""
SHORTEST: Final = 2
"""Fewest letters that are looked for."""
MAX_HITS: Final = 40

_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʹʺ′ьъЬЪ\"“”«»."), None)
_CYRILLIC: Final = {
    ord(key): value
    for key, value in {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ы": "i", "э": "e", "ю": "iu", "я": "ia",
        "қ": "k", "ғ": "g", "ҳ": "kh", "ң": "n", "ө": "o", "ү": "u", "ұ": "u", "ә": "a", "һ": "kh", "ҷ": "j",
        "і": "i", "ї": "i", "є": "e", "ґ": "g",
    }.items()
}  # fmt: skip
_ONE_SOUND: Final = (
    ("kh", "h"), ("gh", "g"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("tch", "ch"), ("sch", "sh"), ("ph", "f"), ("q", "k"),
    ("w", "v"), ("y", "i"), ("ck", "k"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return text without case, accents, hyphens, apostrophes and signs: words, one space between."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES))
    kept = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", kept))


@lru_cache(maxsize=8192)
def sound(text: str) -> str:
    """Return folded text in Latin letters with one spelling for each sound, no letter twice in a row."""
    latin = fold(text).translate(_CYRILLIC)
    for spelt, one in _ONE_SOUND:
        latin = latin.replace(spelt, one)
    return re.sub(r"(.)\1+", r"\1", latin)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a query finds.

    Parameters
    ----------
    sort
        What it is; ``claim`` where words of it were found.
    selection
        What choosing it opens, such as ``place:osh``.
    title
        Its name, or what the claim says, in the language asked for.
    spelling
        The name that the query met, where it is not the title.
    printed
        How the texts print it: mentions of its claims, each once.
    claims
        How many of the claims given stand behind it.
    """

    sort: Sort
    selection: str
    title: str
    spelling: str
    printed: tuple[str, ...]
    claims: int


def search(dataset: Dataset, claims: tuple[Claim, ...], query: str, tag: str) -> tuple[Hit, ...]:
    """Return what a query finds: names first, the best met first, then claims in their order.

    Parameters
    ----------
    claims
        What is searched for words, and counted behind each name.
    query
        Text from outside; only its first `MAX_QUERY` characters are read.
    tag
        Language of the titles.
    """
    asked = query[:MAX_QUERY]
    if len(fold(asked)) < SHORTEST:
        return ()
    names: list[tuple[tuple[int, int, str], Hit]] = []
    for sort, selection, known in _named(dataset):
        met = _best(asked, known.values_of(tag))
        if met is None:
            continue
        rank, spelling = met
        found = evidence(dataset, claims, selection)
        title = known.title(tag)
        hit = Hit(
            sort, selection, title, "" if fold(spelling) == fold(title) else spelling,
            _printed(found, asked), len(found),
        )  # fmt: skip
        names.append(((rank, -len(found), title), hit))
    names.sort(key=lambda pair: pair[0])
    words = [_claim_hit(claim, tag) for claim in claims if _says(dataset, claim, asked)]
    return (*(hit for _rank, hit in names), *words)[:MAX_HITS]


@dataclass(frozen=True, slots=True)
class _Names:
    own: tuple[tuple[str, str], ...]
    others: tuple[str, ...]

    def title(self, tag: str) -> str:
        return pick(dict(self.own), tag)

    def values_of(self, tag: str) -> tuple[str, ...]:
        """Return every name, that of the language first, so that it is the one that is met."""
        return (self.title(tag), *(name for _tag, name in self.own), *self.others)


def _named(dataset: Dataset) -> Iterator[tuple[Sort, str, _Names]]:
    for place in dataset.gazetteer.values():
        yield "place", f"place:{place.id}", _Names(tuple(place.names.items()), place.alt)
    for code in sorted(dataset.country_codes):
        names = dataset.actor_names(code)
        others = [
            name for language in ("en", "ru")
            for name in country_names(dataset.data_dir, code, language, names)
        ]  # fmt: skip
        yield "country", f"country:{code}", _Names(tuple(names.items()), (*others, code))
    spoken = {claim.place for claim in dataset.claims if claim.place is not None}
    for place_id in sorted(place for place in spoken if place.startswith("border:")):
        names = dataset.place(place_id).names
        turned = [" ".join(reversed(name.split(" – "))) for name in names.values()]
        codes = place_id.removeprefix("border:")
        yield "border", place_id, _Names(tuple(names.items()), (*turned, codes))
    for organisation in dataset.taxonomy.organisations.values():
        if organisation.id not in dataset.country_codes:
            others = [organisation.id, *organisation.short.values()]
            yield (
                "actor",
                f"actor:{organisation.id}",
                _Names(tuple(organisation.names.items()), tuple(others)),
            )


def _best(asked: str, names: Iterable[str]) -> tuple[int, str] | None:
    """Return how well a query meets the best of the names, 0 the best, and that name."""
    best: tuple[int, str] | None = None
    for name in names:
        for step, spell in enumerate((fold, sound)):
            wanted = spell(asked)
            # Of letters drawn together hardly any may be left, and would begin half of all names.
            rank = _rank(wanted, spell(name)) if len(wanted) >= SHORTEST + step else None
            if rank is not None and (best is None or rank + 3 * step < best[0]):
                best = (rank + 3 * step, name)
    return best


def _rank(asked: str, name: str) -> int | None:
    """Return 0 for the whole name, 1 for its beginning, 2 for words of it, None for none of it."""
    if not asked:
        return None
    if asked == name:
        return 0
    if name.startswith(asked):
        return 1
    return 2 if _all_begin(asked.split(), name.split()) else None


def _all_begin(asked: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in asked)


def _says(dataset: Dataset, claim: Claim, asked: str) -> bool:
    said = [claim.mention, claim.voice, *claim.summary.values()]
    for link in claim.threats:
        said += dataset.taxonomy.threats[link.threat].label.values()
    if dataset.passages.state(claim) == "held":
        said.append(dataset.passages.passage(claim))
    parts = fold(asked).split()
    # Each language by itself: a query of two words should not be met by one word in each.
    return fold(asked) == fold(claim.id) or any(
        all(any(_meets(part, word) for word in fold(text).split()) for part in parts) for text in said
    )


def _meets(part: str, word: str) -> bool:
    """Tell whether a word begins as asked; a long Russian one may have another ending."""
    if len(part) >= 5 and "а" <= part[0] <= "я":
        part = part[: max(4, len(part) - 2)]
    return word.startswith(part)


def _printed(claims: tuple[Claim, ...], asked: str) -> tuple[str, ...]:
    """Return the mentions that print what was asked for, else those there are; at most three."""
    mentions = tuple(dict.fromkeys(claim.mention for claim in claims))
    close = tuple(mention for mention in mentions if _rank(sound(asked), sound(mention)) is not None)
    return (close or mentions)[:3]


def _claim_hit(claim: Claim, tag: str) -> Hit:
    return Hit("claim", f"claim:{claim.id}", pick(claim.summary, tag), "", (claim.mention,), 1)
