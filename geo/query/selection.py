"""Which claims a view shows, and how each country stands in it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from geo.model.claim import Claim
from geo.model.view import Filters, View
from geo.query.counting import ROLES, answer_claim, in_flow, is_answer, is_count, is_flow, read_count
from geo.query.filter import filters
from geo.query.filters import as_of
from geo.store import Dataset
from geo.store.kept import per_dataset

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
    """Return what a view shows. Cheap to call again: results are kept with the dataset."""
    return _select(dataset, view.filters)


@per_dataset
def _select(dataset: Dataset, chosen: Filters) -> Selection:
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
    name, _, code = value.partition(":")
    family = FAMILIES.get(name)
    return family is not None and family.known(dataset, code)


def _is_cell(dataset: Dataset, code: str) -> bool:
    parts = code.split("/")
    return (
        len(parts) == 3
        and parts[0] in dataset.country_codes
        and parts[1] in dataset.taxonomy.threats
        and parts[2] in ROLES
    )


def _is_place(dataset: Dataset, code: str) -> bool:
    """Tell whether the place of a count is one, where it has any."""
    count = read_count(code)
    if count is None or count.place is None:
        return count is not None
    if count.place.startswith(("country:", "border:")):
        return is_selection(dataset, count.place)
    return count.place in dataset.gazetteer


@dataclass(frozen=True, slots=True)
class Family:
    """One sort of selection.

    Parameters
    ----------
    form
        What one looks like, for who writes a link; a word in angle brackets is to be filled in.
    known
        Tells whether what stands after the colon names something that a dataset has.
    """

    form: str
    known: Callable[[Dataset, str], bool]


FAMILIES: Final[Mapping[str, Family]] = MappingProxyType({
    "country": Family("country:KGZ", lambda dataset, code: code in dataset.country_codes),
    "actor": Family("actor:NATO", lambda dataset, code: code in dataset.taxonomy.organisations),
    "border": Family("border:AFG-TJK", lambda dataset, code: f"border:{code}" in dataset.boundaries.border_places),
    "place": Family("place:osh", lambda dataset, code: code in dataset.gazetteer),
    "claim": Family("claim:<claim id>", lambda dataset, code: code in dataset.claims_by_id),
    "threat": Family("threat:drug_trafficking", lambda dataset, code: code in dataset.taxonomy.threats),
    "cell": Family("cell:KGZ/drug_trafficking/exposed", _is_cell),
    "count": Family(
        "count:KGZ/exposed/drug_trafficking/-/-/-",
        lambda dataset, code: is_count(dataset, code) and _is_place(dataset, code),
    ),
    "flow": Family("flow:drug_trafficking/AFG/TJK", is_flow),
    "answer": Family("answer:drug_trafficking/<claim id>", is_answer),
})  # fmt: skip
"""Every family of selections by what stands before the colon; `evidence` says what each stands for."""
