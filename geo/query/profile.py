"""One country's profile: whose it is, its facts as of a day, how it is spoken of, what is never said."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from geo.model import facts
from geo.model.claim import Claim
from geo.model.dates import covers, first_day
from geo.model.view import View
from geo.query.border_facts import BorderState, border_states
from geo.query.counting import ROLES, Count, read_count
from geo.query.matrix import matrix
from geo.store import Dataset
from geo.store.kept import per_dataset

ORGANISATIONS: Final = ("CST", "CSTO", "CSTO-PA", "CIS", "EAEU", "SCO", "OTS", "GUAM", "NATO-PfP")
"""The order in which organisations are listed; others that the record holds come after these."""


@per_dataset
def profiled(dataset: Dataset) -> tuple[str, ...]:
    """Return the countries that a profile can say something of: named by a claim or a reference fact."""
    named = {code for claim in dataset.claims for code in claim.actors}
    named |= {row.country for row in dataset.reference.membership}
    named |= {row.country for row in dataset.reference.facilities}
    named |= {code for border in dataset.reference.borders for code in (border.a, border.b)}
    return tuple(sorted(named & dataset.country_codes))


def profile_country(dataset: Dataset, view: View) -> str:
    """Return whose profile a view shows; the view alone decides, so a link shows the same one.

    The country that the selection names; else the first of the country filter; else the one most
    often said to be exposed to a threat, in all claims.
    """
    for code in (*_named(dataset, view), *view.chosen("country")):
        if code in profiled(dataset):
            return code
    exposed = Counter[str]()
    for cell in matrix(dataset, dataset.claims):
        if cell.role == "exposed":
            exposed[cell.country] += cell.claims
    ranked = sorted(exposed.items(), key=lambda item: (-item[1], item[0]))
    return ranked[0][0] if ranked else profiled(dataset)[0]


def one_country(dataset: Dataset, view: View) -> str | None:
    """Return the one country that a view is of: the one profiled, selected, or filtered for; None where it is of none."""
    if view.page == "countries":
        return profile_country(dataset, view)
    family, _, code = (view.selection or "").partition(":")
    if family == "country":
        return code
    chosen = view.chosen("country")
    return chosen[0] if len(chosen) == 1 else None


def _named(dataset: Dataset, view: View) -> tuple[str, ...]:
    """Return the countries that the selection names; one that the filter names too comes first."""
    family, _, code = (view.selection or "").partition(":")
    found: tuple[str, ...] = ()
    if family in {"country", "cell"}:
        found = (code.split("/")[0],)
    elif family == "count":
        count = read_count(code)
        found = (count.country,) if count and count.country else ()
    elif family == "border":
        found = tuple(code.split("-"))
    elif family == "place" and code in dataset.gazetteer:
        found = dataset.gazetteer[code].iso3
    elif family == "claim" and code in dataset.claims_by_id:
        claim = dataset.claims_by_id[code]
        found = (*claim.iso3, *sorted(claim.actors - set(claim.iso3)))
    wanted = view.chosen("country")
    return tuple(sorted(found, key=lambda one: one not in wanted))


def memberships(dataset: Dataset, country: str) -> tuple[facts.Membership, ...]:
    """Return a country's standings in every organisation, by organisation then date."""
    rank = {code: number for number, code in enumerate(ORGANISATIONS)}
    rows = [row for row in dataset.reference.membership if row.country == country]
    return tuple(
        sorted(
            rows,
            key=lambda row: (rank.get(row.organisation, len(rank)), row.organisation, first_day(row.start)),
        )
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A facility on a day: whether it stood then, and who ran it then."""

    facility: facts.Facility
    stood: bool
    operators: tuple[facts.FacilityOperator, ...]


def facilities(dataset: Dataset, country: str, day: dt.date) -> tuple[Standing, ...]:
    """Return the foreign facilities on a country's soil, those that stood on the day first.

    For one that did not stand on the day, the operators are all that it ever had.
    """
    found = []
    for row in dataset.reference.facilities:
        if row.country != country:
            continue
        stood = covers(row.opened, row.closed, day)
        operators = tuple(
            one for one in dataset.reference.facility_operators
            if one.facility == row.id and (not stood or covers(one.start, one.end, day))
        )  # fmt: skip
        found.append(Standing(row, stood, operators))
    return tuple(sorted(found, key=lambda one: (not one.stood, one.facility.id)))


def neighbours(
    dataset: Dataset, country: str, claims: tuple[Claim, ...], day: dt.date, point_of_view: str
) -> tuple[BorderState, ...]:
    """Return a country's land borders, drawn or on record, with their state on a day."""
    return border_states(dataset, claims, day, point_of_view, of=country)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What the claims never say of a country.

    Parameters
    ----------
    threats
        Threats that no claim says the country is exposed to or the source of.
    texts
        Texts that never name it, in any role.
    modalities
        Modalities that no claim naming it has.
    """

    threats: tuple[str, ...]
    texts: tuple[str, ...]
    modalities: tuple[str, ...]


def unsaid(dataset: Dataset, country: str) -> Unsaid:
    """Return what no claim of the atlas says of a country. Filters play no part: never means never."""
    naming = [claim for claim in dataset.claims if country in claim.actors]
    linked = {
        link.threat for claim in naming for link in claim.threats if country in {*link.exposed, *link.source}
    }
    return Unsaid(
        threats=tuple(threat for threat in dataset.taxonomy.threats if threat not in linked),
        texts=_absent(dataset.texts_by_id, (claim.text for claim in naming)),
        modalities=_absent(dataset.taxonomy.modalities, (claim.modality for claim in naming)),
    )


def _absent(known: Mapping[str, object], seen: Iterable[str]) -> tuple[str, ...]:
    there = set(seen)
    return tuple(one for one in known if one not in there)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of claims, where it stands in a table, and what it counts."""

    row: str
    column: str
    claims: int
    count: Count


def said_how(
    dataset: Dataset, claims: tuple[Claim, ...], *, country: str | None = None, threat: str | None = None
) -> tuple[Number, ...]:
    """Count claims by text (row) and modality (column), about a country or a threat. Only above 0."""
    about = Count(country=country, threat=threat)
    found: Counter[tuple[str, str]] = Counter(
        (claim.text, claim.modality) for claim in claims if about.keeps(claim)
    )
    return tuple(
        Number(text, modality, number, Count(country=country, threat=threat, modality=modality, text=text))
        for text in dataset.texts_by_id for modality in dataset.taxonomy.modalities
        if (number := found[text, modality])
    )  # fmt: skip


def threats_by_text(dataset: Dataset, claims: tuple[Claim, ...], country: str) -> tuple[Number, ...]:
    """Count claims by threat (row), text and role (column ``text/role``), of one country. Only above 0."""
    found: Counter[tuple[str, str, str]] = Counter()
    for claim in claims:
        # A claim counts once in a cell, however many of its links say the same.
        found.update({
            (link.threat, claim.text, role)
            for link in claim.threats for role in ROLES
            if country in (link.exposed if role == "exposed" else link.source)
        })  # fmt: skip
    return tuple(
        Number(threat, f"{text}/{role}", number, Count(country=country, role=role, threat=threat, text=text))
        for threat in dataset.taxonomy.threats for text in dataset.texts_by_id for role in ROLES
        if (number := found[threat, text, role])
    )  # fmt: skip
