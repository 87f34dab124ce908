"""Give provinces of the gazetteer the point of their seat.

The source of populated places does not say which town administers what. The seat is the most populous place inside
a province, unless ``[seat]`` of ``data/gazetteer/aliases.toml`` names another, as it does wherever the rule is wrong
in the atlas's region. In the countries of `MIDDLE` nobody has looked, and a province stays at its middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import DataError, Problem
from geo.store.settlements import most_populous

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = tuple[str, ...]
"""A line of ``places.tsv``: id, name, lon, lat, iso3, province, precision, population, Russian name."""

MIDDLE: Final = frozenset({"USA", "IND"})
"""ISO 3166-1 alpha-3 codes of the countries in which the largest town is often not the seat."""


def seated(rows: list[Row], seats: Mapping[str, str]) -> list[Row]:
    """Return the rows with each province at its seat (lon, lat, EPSG:4326), as far as a place lies in it.

    Parameters
    ----------
    rows
        Lines of the table of places, in any order.
    seats
        ``Name, ISO3`` of a settlement by ISO 3166-2 code, where the most populous one is not the seat.

    Raises
    ------
    DataError
        Where ``seats`` names a province or a settlement that is not among the rows.
    """
    named = most_populous(rows, seats.values())
    seat_of: dict[str, Row] = {}
    for row in rows:
        if row[6] == "settlement" and row[5]:
            most = seat_of.setdefault(row[5], row)
            if int(row[7]) > int(most[7]):
                seat_of[row[5]] = row
    provinces = {row[5] for row in rows if row[6] == "province"}
    problems = []
    for code, target in seats.items():
        if code not in provinces:
            problems.append(_problem(code, "province", "a province of the gazetteer", code))
        elif target not in named:
            problems.append(_problem(code, "seat", "a settlement of the gazetteer", target))
        else:
            seat_of[code] = rows[named[target]]
    if problems:
        raise DataError(problems)
    return [
        (*row[:2], *seat_of[row[5]][2:4], *row[4:])
        if row[6] == "province" and row[5] in seat_of and row[4] not in MIDDLE
        else row
        for row in rows
    ]


def _problem(code: str, field: str, expected: str, got: str) -> Problem:
    return Problem.of("gazetteer/aliases.toml", f"seat.{code}", field, expected, got)
