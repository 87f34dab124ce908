import datetime as dt

from geo.model.dates import covers, first_day
from geo.query import timeline
from geo.query.filters import as_of
from geo.store import Dataset


def test_moments_are_in_order_and_none_is_older_than_the_start(atlas: Dataset) -> None:
    found = timeline.moments(atlas)
    days = [moment.day for moment in found]
    assert days == sorted(days)
    assert min(days).year >= timeline.FIRST_YEAR
    assert {moment.sort for moment in found} == {"text", "membership", "event", "opened", "closed"}


def test_every_dated_fact_is_there_once_for_each_date(atlas: Dataset) -> None:
    refs = [(moment.sort, moment.ref) for moment in timeline.moments(atlas)]
    assert len(refs) == len(set(refs))
    assert {ref for sort, ref in refs if sort == "event"} == {
        f"events:{row.id}" for row in atlas.reference.events if first_day(row.start).year >= 1991
    }
    closed = {f"facilities:{row.id}" for row in atlas.reference.facilities if row.closed is not None}
    assert {ref for sort, ref in refs if sort == "closed"} == closed
    opened = {row.id for row in atlas.reference.facilities if row.opened is not None}
    assert not opened & set(timeline.undated(atlas))
    assert {ref for sort, ref in refs if sort == "text"} == {f"text:{text.id}" for text in atlas.texts}


def test_an_event_in_two_countries_stands_in_both(atlas: Dataset) -> None:
    found = {moment.ref: moment for moment in timeline.moments(atlas)}
    assert found["events:2022-09-14-batken"].countries == ("KGZ", "TJK")


def test_bands_say_what_the_reference_says_on_every_day_of_change(atlas: Dataset) -> None:
    bands = timeline.bands(atlas)
    days = [first_day(date) for date in atlas.reference.membership_dates()]
    days += [day - dt.timedelta(days=1) for day in days] + [dt.date(2026, 1, 1)]
    for day in days:
        shown = {band.country: band.status for band in bands if covers(band.start, band.end, day)}
        assert shown == dict(atlas.reference.csto_status(day)), day


def test_uzbekistan_came_and_went_twice(atlas: Dataset) -> None:
    found = [(band.status, band.start, band.end) for band in timeline.bands(atlas) if band.country == "UZB"]
    assert found == [
        ("member", "1992-05-15", "1999-04-02"),
        ("former", "1999-04-02", "2006-08-16"),
        ("member", "2006-08-16", "2012-06-28"),
        ("suspended", "2012-06-28", "2012-12-19"),
        ("former", "2012-12-19", None),
    ]


def test_years_of_the_slider_are_days_of_the_filter(atlas: Dataset) -> None:
    first, last = timeline.years(atlas)
    assert first == 1991
    assert last == timeline.last_day_known(atlas).year
    for year in (first, 2012, last):
        (day,) = timeline.day_of_year(atlas, year)
        assert day == f"{year}-12-31"
        assert as_of.FILTER.parse(atlas, day) == day
    assert timeline.day_of_year(atlas, 1800) == ()


def test_up_to_a_day(atlas: Dataset) -> None:
    everything = timeline.moments(atlas)
    day = dt.date(2010, 8, 25)
    before = timeline.upto(everything, day)
    assert {moment.ref for moment in before if moment.sort == "text"} == {"text:trenin-2010"}
    assert all(moment.day <= day for moment in before)
    assert all(moment.day > day for moment in set(everything) - set(before))
