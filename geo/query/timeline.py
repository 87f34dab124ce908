"""Everything with a date, from 1991 on: texts, membership, events, facilities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from geo.model.dates import first_day, last_day
from geo.query.filters.as_of import FILTER as AS_OF
from geo.store import Dataset

FIRST_YEAR: Final = 1991
"""The year in which the Soviet Union ended; nothing before it is shown."""

Sort = Literal["text", "membership", "event", "opened", "closed"]


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated thing.

    Parameters
    ----------
    sort
        What it is.
    date
        A partial ISO date.
    end
        The last day of an event that took longer, else None.
    countries
        Whom it concerns, alpha-3; a text concerns none.
    ref
        ``table:id`` of the reference fact, or ``text:<id>``.
    label, label_ru
        What it is, in our words or by name.
    """

    sort: Sort
    date: str
    end: str | None
    countries: tuple[str, ...]
    ref: str
    label: str
    label_ru: str

    @property
    def day(self) -> dt.date:
        """Its first day."""
        return first_day(self.date)


@dataclass(frozen=True, slots=True)
class Band:
    """A country's standing towards the CSTO over time; ``end`` None: still so."""

    country: str
    status: str
    start: str
    end: str | None


def moments(dataset: Dataset) -> tuple[Moment, ...]:
    """Return everything dated from `FIRST_YEAR` on, oldest first. What has no date is left out."""
    reference = dataset.reference
    found = [
        Moment("text", text.date, None, (), f"text:{text.id}", text.title, text.title)
        for text in dataset.texts
    ]
    found += [
        Moment("membership", row.start, None, (row.country,), f"membership:{row.id}", row.event, row.event)
        for row in reference.membership if row.organisation in {"CST", "CSTO", "CSTO-PA"}
    ]  # fmt: skip
    for event in reference.events:
        countries = {event.country, *(r.country for r in reference.event_countries if r.event == event.id)}
        found.append(
            Moment(
                "event", event.start, event.end, tuple(sorted(countries)), f"events:{event.id}",
                event.title, event.title_ru,
            )
        )  # fmt: skip
    for facility in reference.facilities:
        names = [reference.facility_label(facility.id, tag) for tag in ("en", "ru")]
        dates: tuple[tuple[Sort, str | None], ...] = (
            ("opened", facility.opened),
            ("closed", facility.closed),
        )
        for sort, date in dates:
            if date is not None:
                found.append(
                    Moment(
                        sort, date, None, (facility.country,), f"facilities:{facility.id}", names[0], names[1]
                    )
                )
    shown = (moment for moment in found if moment.day.year >= FIRST_YEAR)
    return tuple(sorted(shown, key=lambda moment: (moment.day, moment.sort, moment.ref)))


def bands(dataset: Dataset) -> tuple[Band, ...]:
    """Return how each country stood towards the CSTO, and from when until when, by country then time."""
    reference = dataset.reference
    dates = sorted(reference.membership_dates(), key=first_day)
    open_bands: dict[str, Band] = {}
    found: list[Band] = []
    for date in dates:
        standing = reference.csto_status(first_day(date))
        for code in sorted({*standing, *open_bands}):
            held = open_bands.get(code)
            status = standing.get(code)
            if held is not None and held.status != status:
                found.append(Band(code, held.status, held.start, date))
                del open_bands[code]
            if status is not None and code not in open_bands:
                open_bands[code] = Band(code, status, date, None)
    found += open_bands.values()
    return tuple(sorted(found, key=lambda band: (band.country, first_day(band.start))))


def undated(dataset: Dataset) -> tuple[str, ...]:
    """Return the ids of facilities whose opening is not known, so that no bar begins for them."""
    return tuple(facility.id for facility in dataset.reference.facilities if facility.opened is None)


def last_day_known(dataset: Dataset) -> dt.date:
    """Return the last day that any reference fact speaks of: where "now" ends for this data."""
    return max(last_day(fact.evidence_latest) for fact in dataset.reference.by_ref.values())


def years(dataset: Dataset) -> tuple[int, int]:
    """Return the first and the last year that there is something to look at."""
    return FIRST_YEAR, last_day_known(dataset).year


def day_of_year(dataset: Dataset, year: int) -> tuple[str, ...]:
    """Return what the filter "as of" is set to for a year: its last day, none for the standing year."""
    day = AS_OF.parse(dataset, str(year))
    return () if day is None else (day,)


def upto(found: Iterable[Moment], day: dt.date) -> tuple[Moment, ...]:
    """Return what had happened, or begun, by a day."""
    return tuple(moment for moment in found if moment.day <= day)
