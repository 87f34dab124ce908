"""Two texts side by side: what both say, what only one says, and whom neither calls by name.

Nothing is averaged or weighed: each side keeps its own claims and its own modalities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from geo.model.claim import Claim
from geo.query.matrix import Role
from geo.query.selection import place_ids
from geo.store import Dataset
from geo.store.country_names import country_names

Key = tuple[str, str, Role]
"""Country, threat, role."""

Naming = Literal["named", "meant", "absent"]
"""``named``: the text prints its name, or an adjective of it. ``meant``: only a group or a place of
it is spoken of. ``absent``: neither. ``unpublished`` texts are not compared."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one text has in a cell: its claims and their modalities, each once, sorted."""

    claims: tuple[str, ...]
    modalities: tuple[str, ...]


NOTHING: Final = Side((), ())


@dataclass(frozen=True, slots=True)
class Pair:
    """One cell or place as each of two texts has it; an empty side says nothing of it."""

    key: str
    first: Side
    second: Side

    @property
    def both(self) -> bool:
        """Whether both texts speak of it."""
        return bool(self.first.claims) and bool(self.second.claims)

    @property
    def differs(self) -> bool:
        """Whether both speak of it and not in the same modalities."""
        return self.both and self.first.modalities != self.second.modalities


def cells(dataset: Dataset, claims: Iterable[Claim], first: str, second: str) -> tuple[Pair, ...]:
    """Return every cell that either text has, as ``KGZ/drug_trafficking/exposed``, sorted."""

    def keys(claim: Claim) -> Iterable[str]:
        for link in claim.threats:
            roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
                ("exposed", link.exposed),
                ("source", link.source),
            )
            for role, codes in roles:
                for code in codes:
                    if code in dataset.country_codes:
                        yield f"{code}/{link.threat}/{role}"

    return _pairs([(claim, set(keys(claim))) for claim in claims], first, second)


def places(claims: Iterable[Claim], first: str, second: str) -> tuple[Pair, ...]:
    """Return every place that a claim of either text stands on, by place id, sorted."""
    return _pairs([(claim, set(place_ids(claim))) for claim in claims], first, second)


def _pairs(keys: Iterable[tuple[Claim, set[str]]], first: str, second: str) -> tuple[Pair, ...]:
    found: dict[str, dict[str, list[Claim]]] = {}
    for claim, wanted in keys:
        for key in wanted:
            found.setdefault(key, {}).setdefault(claim.text, []).append(claim)
    pairs = (
        Pair(key, _side(sides.get(first, [])), _side(sides.get(second, [])))
        for key, sides in sorted(found.items())
    )
    return tuple(pair for pair in pairs if pair.first.claims or pair.second.claims)


def _side(claims: list[Claim]) -> Side:
    return Side(tuple(claim.id for claim in claims), tuple(sorted({claim.modality for claim in claims})))


@dataclass(frozen=True, slots=True)
class Named:
    """How a text refers to a country. ``claims``: those that have it in any role."""

    country: str
    text: str
    naming: Naming
    claims: tuple[str, ...]


def naming(dataset: Dataset, text_id: str, claims: Iterable[Claim]) -> Mapping[str, Named]:
    """Return how a text refers to each country that any claim of the dataset has, by code.

    A name counts where it is printed: in the mentions of the text's claims, and in the article
    itself where it is at hand. That a claim counts a country in ("the member states") names nobody.
    """
    text = dataset.texts_by_id[text_id]
    own = [claim for claim in claims if claim.text == text_id]
    printed = [claim.mention for claim in dataset.claims if claim.text == text_id]
    content = dataset.passages.contents.get(text_id, "")
    printed += [content[start:end] for start, end in text.paragraphs]
    words = "\n".join(printed)
    scope = sorted({code for claim in dataset.claims for code in dataset.countries_of(claim)})
    found: dict[str, Named] = {}
    for code in scope:
        having = tuple(claim.id for claim in own if code in claim.actors)
        state: Naming = "meant" if having else "absent"
        if _prints(words, country_names(dataset.data_dir, code, text.language, dataset.actor_names(code))):
            state = "named"
        found[code] = Named(code, text_id, state, having)
    return found


def _prints(words: str, names: tuple[str, ...]) -> bool:
    if not names:
        return False
    # "US" is a name and "us" is none: case counts. A possessive or a hyphen may follow a name.
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.search(rf"(?<!\w)(?:{listed})(?!\w)", words) is not None


def unnamed(first: Mapping[str, Named], second: Mapping[str, Named]) -> tuple[tuple[Named, Named], ...]:
    """Return the countries that exactly one of two texts names, and those that neither does."""
    return tuple(
        (one, second[code]) for code, one in first.items()
        if one.naming != "named" or second[code].naming != "named"
    )  # fmt: skip
