"""Each border that a claim or a reference fact speaks of, with its state as of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geo.model import facts
from geo.model.claim import Claim
from geo.model.dates import covers, first_day
from geo.query.selection import evidence
from geo.store import Dataset


@dataclass(frozen=True, slots=True)
class BorderState:
    """A land border as of a day.

    Parameters
    ----------
    id
        ``AFG-TJK``, codes in alphabetical order.
    drawn_km
        Length of the line in one point of view, kilometres on the ellipsoid; None where that point of
        view draws no such border. The line is generalised, so it is shorter than the border.
    published
        The newest World Factbook length on record.
    record
        The border as last known. Its status is not of the day: it holds at ``evidence_latest``.
    event
        The last recorded event that had begun by the day.
    guards
        Who guards it on the day; an interval of unknown start counts from the beginning.
    crossings
        Every crossing on record, as last known.
    claims
        The claims given that stand on it.
    """

    id: str
    drawn_km: float | None
    published: facts.BorderLength | None
    record: facts.Border | None
    event: facts.BorderEvent | None
    guards: tuple[facts.BorderGuard, ...]
    crossings: tuple[facts.BorderCrossing, ...]
    claims: tuple[Claim, ...]

    @property
    def selection(self) -> str:
        """The selection that opens its claims."""
        return f"border:{self.id}"

    @property
    def foreign_guards(self) -> tuple[str, ...]:
        """Codes of those who guard it and are neither side, sorted."""
        return tuple(sorted({row.guard for row in self.guards} - set(self.id.split("-"))))


def border_states(
    dataset: Dataset,
    claims: tuple[Claim, ...],
    day: dt.date,
    point_of_view: str,
    *,
    of: str | None = None,
) -> tuple[BorderState, ...]:
    """Return every border that is drawn, on record or spoken of, by id.

    Parameters
    ----------
    claims
        Those to look through for claims that stand on a border.
    of
        ISO 3166-1 alpha-3 of the country whose borders are wanted, None for all.
    """
    drawn = dataset.boundaries.borders(point_of_view, "far")["drawn_km"]
    known = {str(one) for one in drawn.index} | set(dataset.reference.borders_by_id)
    if of is not None:
        known = {one for one in known if of in one.split("-")}
    return tuple(
        _state(dataset, one, claims, day, float(drawn[one]) if one in drawn.index else None)
        for one in sorted(known)
    )


def spoken_of(
    dataset: Dataset, claims: tuple[Claim, ...], day: dt.date, point_of_view: str
) -> tuple[BorderState, ...]:
    """Return those borders that a claim stands on or a reference fact is about.

    Most claims first, then by id. A border that is only drawn says nothing and is left out.
    """
    states = [one for one in border_states(dataset, claims, day, point_of_view) if one.claims or one.record]
    return tuple(sorted(states, key=lambda one: (-len(one.claims), one.id)))


def _state(
    dataset: Dataset, border: str, claims: tuple[Claim, ...], day: dt.date, drawn_km: float | None
) -> BorderState:
    reference = dataset.reference
    past = [row for row in reference.border_events if row.border == border and first_day(row.start) <= day]
    return BorderState(
        id=border,
        drawn_km=drawn_km,
        published=reference.published_length(border),
        record=reference.borders_by_id.get(border),
        event=max(past, key=lambda row: first_day(row.start), default=None),
        guards=tuple(
            row for row in reference.border_guards
            if row.border == border and covers(row.start, row.end, day)
        ),
        crossings=tuple(row for row in reference.border_crossings if row.border == border),
        claims=evidence(dataset, claims, f"border:{border}"),
    )  # fmt: skip


def facts_about(dataset: Dataset, border: str) -> tuple[tuple[str, facts.Fact], ...]:
    """Return every reference fact about a border with its reference ``table:id``.

    The border itself, lengths, guards, crossings, then events from the oldest on.
    """
    reference = dataset.reference
    found: list[tuple[str, facts.Fact]] = []
    if border in reference.borders_by_id:
        found.append((f"borders:{border}", reference.borders_by_id[border]))
    for table in ("border_lengths", "border_guards", "border_crossings"):
        found += [(f"{table}:{row.id}", row) for row in getattr(reference, table) if row.border == border]
    events = [row for row in reference.border_events if row.border == border]
    events.sort(key=lambda row: first_day(row.start))
    return (*found, *((f"border_events:{row.id}", row) for row in events))
