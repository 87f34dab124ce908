"""What stands against a threat: the proposals of the texts, by how near they come to it.

The texts seldom say which danger a proposal is meant for, so three things are told apart and never
added up: a proposal that the codebook links to the threat, one that stands on the same place as a
claim about the threat, and one about a country exposed to it. Only the first answers the threat.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from geo.model.claim import Claim
from geo.model.view import View
from geo.query.counting import read_count
from geo.query.selection import select
from geo.store import Dataset

Nearness = Literal["linked", "place", "countries"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A proposal, how near it comes to a threat, and what both have in common.

    ``shared``: place ids where ``nearness`` is ``place``, ISO 3166-1 alpha-3 codes where it is
    ``countries``, nothing where it is ``linked``.
    """

    claim: Claim
    nearness: Nearness
    shared: tuple[str, ...] = ()


def asked_threat(dataset: Dataset, view: View) -> str:
    """Return which threat a view looks at; the view alone decides, so a link shows the same one.

    The threat that the selection names; else the first of the threat filter; else the one that most
    claims are linked to.
    """
    family, _, code = (view.selection or "").partition(":")
    named: tuple[str | None, ...] = ()
    if family in {"threat", "flow", "answer"}:
        named = (code.split("/")[0],)
    elif family == "cell":
        named = (code.split("/")[1],)
    elif family == "count" and (count := read_count(code)) is not None:
        named = (count.threat,)
    elif family == "claim" and code in dataset.claims_by_id:
        named = tuple(link.threat for link in dataset.claims_by_id[code].threats)
    for threat in (*named, *view.chosen("threat")):
        if threat is not None and threat in dataset.taxonomy.threats:
            return threat
    numbers = linked(dataset, dataset.claims)
    return max(numbers, key=lambda threat: numbers[threat])


def one_threat(dataset: Dataset, view: View) -> str | None:
    """Return the one threat that a view is of: the one looked at, selected, or filtered for; None where it is of none."""
    family, _, code = (view.selection or "").partition(":")
    count = read_count(code) if family == "count" else None
    if view.page == "threats" or family in {"threat", "flow", "answer", "cell"} or (count and count.threat):
        return asked_threat(dataset, view)
    chosen = view.chosen("threat")
    return chosen[0] if len(chosen) == 1 else None


def linked(dataset: Dataset, claims: Iterable[Claim]) -> dict[str, int]:
    """Return how many of the claims are linked to each threat, 0 included, in the taxonomy's order."""
    claims = tuple(claims)
    return {
        threat: sum(any(link.threat == threat for link in claim.threats) for claim in claims)
        for threat in dataset.taxonomy.threats
    }


def any_threat(dataset: Dataset, view: View) -> tuple[Claim, ...]:
    """Return the claims that every filter but that of threats keeps: where answers are looked for."""
    return select(dataset, view.choose("threat", ())).claims


def is_proposal(claim: Claim) -> bool:
    """Tell whether a claim asks for something: by its kind or by its modality."""
    return "proposal" in (claim.kind, claim.modality)


def answers(dataset: Dataset, claims: Iterable[Claim], threat: str) -> tuple[Answer, ...]:
    """Return the proposals among the claims that come near a threat, the nearest first.

    ``linked``
        One of the proposal's own links names the threat.
    ``place``
        It stands on a place, smaller than a country or made of several, that a claim about the
        threat stands on too.
    ``countries``
        It is about a country (``iso3``) that a claim about the threat says is exposed. One that is
        about all members comes near in this way too, so it is the weakest of the three.
    """
    claims = tuple(claims)
    about = [claim for claim in claims if any(link.threat == threat for link in claim.threats)]
    places = {claim.place for claim in about if claim.place and not claim.place.startswith("country:")}
    exposed = {
        code for claim in about for link in claim.threats if link.threat == threat for code in link.exposed
    } & dataset.country_codes
    found: dict[Nearness, list[Answer]] = {"linked": [], "place": [], "countries": []}
    for claim in claims:
        if not is_proposal(claim):
            continue
        common = tuple(sorted(exposed & set(claim.iso3)))
        if claim in about:
            found["linked"].append(Answer(claim, "linked"))
        elif claim.place is not None and claim.place in places:
            found["place"].append(Answer(claim, "place", (claim.place,)))
        elif common:
            found["countries"].append(Answer(claim, "countries", common))
    return (*found["linked"], *found["place"], *found["countries"])


def unanswered(dataset: Dataset, claims: Iterable[Claim]) -> tuple[tuple[str, int], ...]:
    """Return the threats that the claims speak of and no proposal among them is linked to.

    Each with the number of claims about it, in the order of the taxonomy.
    """
    claims = tuple(claims)
    numbers = linked(dataset, claims)
    answered = {link.threat for claim in claims if is_proposal(claim) for link in claim.threats}
    return tuple((threat, number) for threat, number in numbers.items() if number and threat not in answered)
