"""What the texts expected, said or asked for, against what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from geo.model.claim import Claim
from geo.model.dates import first_day, last_day
from geo.model.facts import Forecast, ForecastEvidence, Source
from geo.model.view import View
from geo.query.selection import Selection, select
from geo.store import Dataset

Standing = Literal["unmade", "open", "settled"]
"""On a day: the text was not out yet; the outcome had not come yet; it had."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger.

    Parameters
    ----------
    forecast
        What was said, the verdict, the reasoning; a reference fact.
    claims
        The claims that it judges, of those given.
    evidence
        The findings that it rests on, oldest first.
    source
        Where the outcome is from.
    standing
        How the matter stood on the day of the view.
    """

    forecast: Forecast
    claims: tuple[Claim, ...]
    evidence: tuple[ForecastEvidence, ...]
    source: Source
    standing: Standing


def ledger(dataset: Dataset, claims: Iterable[Claim], day: dt.date) -> tuple[Entry, ...]:
    """Return the entries that judge any of the claims, in the order of the texts and the table."""
    judged: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.outcome is not None:
            judged.setdefault(claim.outcome.partition(":")[2], []).append(claim)
    reference = dataset.reference
    return tuple(
        Entry(
            forecast, tuple(judged[forecast.id]), reference.evidence(forecast.id),
            reference.source_of(forecast), standing(forecast, day),
        )
        for forecast in reference.forecasts if forecast.id in judged
    )  # fmt: skip


def standing(forecast: Forecast, day: dt.date) -> Standing:
    """Return how the matter stood on a day."""
    if day < first_day(forecast.made):
        return "unmade"
    return "settled" if last_day(forecast.outcome_date) <= day else "open"


def unjudged(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the forecasts and proposals among the claims that no entry of the ledger judges."""
    return tuple(
        claim for claim in claims if claim.modality in {"forecast", "proposal"} and claim.outcome is None
    )


def hindsight(dataset: Dataset, view: View) -> Selection:
    """Return what a view shows if its day is left aside: a verdict is always read from today."""
    return select(dataset, view.choose("as_of", ()))
