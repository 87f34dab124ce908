"""Which claims a view shows, and how each country stands in it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from geo.model.claim import Claim
from geo.model.view import Filters, View
from geo.query.counting import answer_claim, in_flow, is_answer, is_count, is_flow, read_count
from geo.query.filter import filters
from geo.query.filters import as_of
from geo.store import Dataset

Mention = Literal["exposed", "source", "mentioned", "silent"]
"""How a country stands in the claims shown. Silence is not safety: ``silent`` is its own state."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a view shows.

    Parameters
    ----------
    claims
        The claims kept by every filter, by text then start.
    day
        The day that membership is shown for.
    located, unlocated
        The same claims, by whether they have a place or countries to stand on.
    """

    claims: tuple[Claim, ...]
    day: dt.date
    located: tuple[Claim, ...]
    unlocated: tuple[Claim, ...]


def select(dataset: Dataset, view: View) -> Selection:
    """Return what a view shows. Cheap to call again: the last 256 results are kept."""
    return _select(_Key(dataset), view.filters)


class _Key:
    """A dataset as a cache key: by identity, because it never changes and can't be hashed."""

    __slots__ = ("dataset",)

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def __hash__(self) -> int:
        return id(self.dataset)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.dataset is self.dataset


@lru_cache(maxsize=256)
def _select(key: _Key, chosen: Filters) -> Selection:
    dataset = key.dataset
    values = dict(chosen)
    known = filters()
    claims = dataset.claims
    for name, part in known.items():
        if values.get(name):
            claims = tuple(claim for claim in claims if part.keep(dataset, claim, values[name]))
    located = tuple(claim for claim in claims if is_located(claim))
    return Selection(
        claims=claims,
        day=as_of.day(dataset, values.get("as_of", ())),
        located=located,
        unlocated=tuple(claim for claim in claims if not is_located(claim)),
    )


def is_located(claim: Claim) -> bool:
    """Tell whether a claim has a place or countries: what has neither is never given a pin."""
    return claim.place is not None or bool(claim.iso3)


def place_ids(claim: Claim) -> tuple[str, ...]:
    """Return the places a claim stands on: its own, else each country it is about."""
    if claim.place is not None:
        return (claim.place,)
    return tuple(f"country:{code}" for code in claim.iso3)


def mentions(dataset: Dataset, claims: tuple[Claim, ...]) -> Mapping[str, Mention]:
    """Return how every country of the boundaries stands in the claims.

    The strongest role wins: exposed to a threat, source of one, mentioned, silent.
    """
    found: dict[str, Mention] = dict.fromkeys(sorted(dataset.country_codes), "silent")
    rank = {"silent": 0, "mentioned": 1, "source": 2, "exposed": 3}

    def note(codes: tuple[str, ...] | frozenset[str], state: Mention) -> None:
        for code in codes:
            if code in found and rank[state] > rank[found[code]]:
                found[code] = state

    for claim in claims:
        note(claim.actors, "mentioned")
        for link in claim.threats:
            note(link.source, "source")
            note(link.exposed, "exposed")
    return found


def counts(dataset: Dataset, claims: tuple[Claim, ...]) -> Mapping[str, int]:
    """Return how many of the claims name each country, in any role."""
    return Counter(code for claim in claims for code in dataset.countries_of(claim))


def statuses(dataset: Dataset, day: dt.date, point_of_view: str) -> Mapping[str, str]:
    """Return every country's standing towards the CSTO on a day.

    ``member``, ``suspended``, ``frozen``, ``former``, ``observer`` from the reference facts;
    ``neighbour`` for a land neighbour of a member, suspended or frozen one; ``other`` else.
    """
    recorded = dataset.reference.csto_status(day)
    inside = {code for code, status in recorded.items() if status in {"member", "suspended", "frozen"}}
    beside = {
        n
        for code in inside
        if code in dataset.country_codes
        for n in dataset.boundaries.neighbours(code, point_of_view)
    }
    return {
        code: recorded.get(code) or ("neighbour" if code in beside else "other")
        for code in sorted(dataset.country_codes)
    }


def evidence(dataset: Dataset, claims: tuple[Claim, ...], selection: str) -> tuple[Claim, ...]:
    """Return those of the claims that a mark stands for.

    Parameters
    ----------
    selection
        ``country:KGZ`` or ``actor:NATO`` (every claim that names it), ``border:AFG-TJK`` or ``place:osh`` (claims
        placed there), ``claim:<id>``, ``cell:KGZ/drug_trafficking/exposed`` (a cell of the chart),
        or a family of `geo.query.counting`.
    """
    family, _, code = selection.partition(":")
    if family in {"country", "actor"}:
        return tuple(claim for claim in claims if code in claim.actors)
    if family == "claim":
        return tuple(claim for claim in claims if claim.id == code)
    if family == "cell":
        country, threat, role = code.split("/")
        return tuple(
            claim for claim in claims
            if any(link.threat == threat and country in (link.exposed if role == "exposed" else link.source) for link in claim.threats)
        )  # fmt: skip
    if family == "threat":
        return tuple(claim for claim in claims if any(link.threat == code for link in claim.threats))
    if family == "flow":
        return tuple(claim for claim in claims if in_flow(claim, code))
    if family == "answer":
        # Found among all claims: a proposal need not be linked to the threat that the reader filters for.
        return (dataset.claims_by_id[answer_claim(code)],)
    if family == "count" and (count := read_count(code)) is not None:
        found = tuple(claim for claim in claims if count.keeps(claim))
        return found if count.place is None else _placed(dataset, found, count.place)
    return _placed(dataset, claims, code if family == "place" else selection)


def _placed(dataset: Dataset, claims: tuple[Claim, ...], place: str) -> tuple[Claim, ...]:
    """Return those of the claims that stand on a place.

    A claim on a place made of several borders stands on each of them.
    """
    return tuple(claim for claim in claims if claim.place == place or _covers_border(dataset, claim, place))


def _covers_border(dataset: Dataset, claim: Claim, place: str) -> bool:
    """Tell whether a claim's place is made of several borders, this one among them."""
    if not place.startswith("border:") or claim.place is None:
        return False
    geometry = dataset.place(claim.place).geometry
    ref = getattr(geometry, "ref", "")
    family, _, pairs = ref.partition(":")
    return family in {"border", "borders"} and place.removeprefix("border:") in pairs.split(",")


def is_selection(dataset: Dataset, value: str) -> bool:
    """Tell whether a selection names something that this dataset has."""
    family, _, code = value.partition(":")
    if family == "country":
        return code in dataset.country_codes
    if family == "actor":
        return code in dataset.taxonomy.organisations
    if family == "claim":
        return code in dataset.claims_by_id
    if family == "border":
        return value in dataset.boundaries.border_places
    if family == "place":
        return code in dataset.gazetteer
    if family == "cell":
        parts = code.split("/")
        return (
            len(parts) == 3
            and parts[0] in dataset.country_codes
            and parts[1] in dataset.taxonomy.threats
            and parts[2] in {"exposed", "source"}
        )
    if family == "threat":
        return code in dataset.taxonomy.threats
    if family == "flow":
        return is_flow(dataset, code)
    if family == "answer":
        return is_answer(dataset, code)
    if family == "count":
        return is_count(dataset, code) and _is_place(dataset, code)
    return False


def _is_place(dataset: Dataset, code: str) -> bool:
    count = read_count(code)
    if count is None or count.place is None:
        return count is not None
    if count.place.startswith(("country:", "border:")):
        return is_selection(dataset, count.place)
    return count.place in dataset.gazetteer
