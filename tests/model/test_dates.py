"""Partial dates and half-open intervals."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model.dates import covers, first_day, last_day, overlap

DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2150, 12, 31))
PARTIAL = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10]))
BOUND = st.none() | PARTIAL


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2010", "2010-01-01", "2010-12-31"),
        ("2010-08", "2010-08-01", "2010-08-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2010-08-25", "2010-08-25", "2010-08-25"),
    ],
)
def test_a_partial_date_stands_for_all_of_its_days(value: str, first: str, last: str) -> None:
    assert first_day(value).isoformat() == first
    assert last_day(value).isoformat() == last


@pytest.mark.parametrize(
    "value",
    [
        "",
        "10",
        "2010-8",
        "2010-13",
        "2010-02-30",
        "2010-08-25T00:00",
        "٢٠١٠",
        " 2010",
        "2010\n",
        "-2010",
        "today",
        "0000",
    ],
)
def test_what_is_no_partial_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"expected|month|day|year"):
        first_day(value)
    with pytest.raises(ValueError, match=r"expected|month|day|year"):
        last_day(value)


@given(PARTIAL)
def test_a_partial_date_is_the_prefix_of_exactly_its_days(value: str) -> None:
    first, last = first_day(value), last_day(value)
    one = dt.timedelta(days=1)
    assert first <= last
    assert first.isoformat().startswith(value)
    assert last.isoformat().startswith(value)
    assert not (first - one).isoformat().startswith(value)
    assert not (last + one).isoformat().startswith(value)


@given(BOUND, BOUND, DAYS)
def test_covers_is_half_open(start: str | None, end: str | None, day: dt.date) -> None:
    after = start is None or first_day(start) <= day
    before = end is None or day < first_day(end)
    assert covers(start, end, day) is (after and before)


def test_a_status_changes_on_its_day_and_the_old_one_ends_there() -> None:
    change = dt.date(2012, 12, 19)
    assert not covers("2006-08-16", "2012-12-19", change)
    assert covers("2012-12-19", None, change)
    assert covers("2006-08-16", "2012-12-19", change - dt.timedelta(days=1))


@given(st.tuples(BOUND, BOUND), st.tuples(BOUND, BOUND))
def test_overlap_agrees_with_covers_on_some_day(
    a: tuple[str | None, str | None], b: tuple[str | None, str | None]
) -> None:
    """If two intervals share a day, they share the later one of their first days."""
    starts = [first_day(start) if start else dt.date.min for start, _ in (a, b)]
    shared = max(starts)
    assert overlap(a, b) is (covers(*a, shared) and covers(*b, shared))
    assert overlap(a, b) is overlap(b, a)


def test_touching_intervals_do_not_overlap() -> None:
    assert not overlap(("2010", "2012"), ("2012", None))
    assert overlap(("2010", "2012-01-02"), ("2012", None))


def test_an_empty_interval_overlaps_nothing() -> None:
    assert not overlap(("2010", "2010"), (None, None))
