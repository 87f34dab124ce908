"""Partial ISO 8601 dates (``2010``, ``2010-08``, ``2010-08-25``) and intervals of them.

ISO 8601-1 calls these reduced-precision representations. A partial date stands for the whole
span it names, so ``2010-08`` begins on 1 August and ends on 31 August; comparisons are made on
those bounds and never on the strings.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def _checked(value: str) -> str:
    first_day(value)
    return value


def _parts(value: str) -> tuple[int, int | None, int | None]:
    match = _FORM.fullmatch(value)
    if match is None:
        msg = f"a date as YYYY, YYYY-MM or YYYY-MM-DD expected, got {value!r}"
        raise ValueError(msg)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    return year, month, day


def first_day(value: str) -> dt.date:
    """Return the first day that a partial date covers.

    Raises
    ------
    ValueError
        Where the value is no partial ISO 8601 date.
    """
    year, month, day = _parts(value)
    return dt.date(year, month or 1, day or 1)


def last_day(value: str) -> dt.date:
    """Return the last day that a partial date covers (see `first_day` for errors)."""
    year, month, day = _parts(value)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def covers(start: str | None, end: str | None, day: dt.date) -> bool:
    """Tell whether ``day`` lies in the half-open interval from ``start`` to ``end``.

    The interval begins on the first day of ``start`` and ends before the first day of ``end``:
    a state that changes on a date has its new status on that date. None is unbounded.
    """
    if start is not None and day < first_day(start):
        return False
    return end is None or day < first_day(end)


def overlap(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> bool:
    """Tell whether two half-open intervals (as in `covers`) share a day; an empty one shares none."""

    def bounds(interval: tuple[str | None, str | None]) -> tuple[dt.date, dt.date]:
        start, end = interval
        return (first_day(start) if start else dt.date.min, first_day(end) if end else dt.date.max)

    (a0, a1), (b0, b1) = bounds(a), bounds(b)
    return max(a0, b0) < min(a1, b1)


PartialDate = Annotated[str, AfterValidator(_checked)]
"""A validated partial date, kept as the string that was given."""
