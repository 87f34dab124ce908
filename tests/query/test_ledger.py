import datetime as dt

from geo.model.view import View
from geo.query.ledger import hindsight, ledger, standing, unjudged
from geo.query.selection import select
from geo.store import Dataset


def test_every_judged_claim_stands_in_exactly_one_entry(atlas: Dataset) -> None:
    entries = ledger(atlas, atlas.claims, dt.date(2026, 1, 1))
    listed = [claim.id for entry in entries for claim in entry.claims]
    assert sorted(listed) == sorted(claim.id for claim in atlas.claims if claim.outcome is not None)
    for entry in entries:
        assert {claim.outcome for claim in entry.claims} == {f"forecasts:{entry.forecast.id}"}
        assert entry.source.id == entry.forecast.source
        assert {row.forecast for row in entry.evidence} <= {entry.forecast.id}


def test_an_entry_goes_with_its_last_claim(atlas: Dataset) -> None:
    without = tuple(claim for claim in atlas.claims if claim.outcome != "forecasts:a")
    day = dt.date(2026, 1, 1)
    gone = {e.forecast.id for e in ledger(atlas, atlas.claims, day)} - {
        e.forecast.id for e in ledger(atlas, without, day)
    }
    assert gone == {"a"}
    assert ledger(atlas, (), day) == ()


def test_how_a_matter_stood_on_a_day(atlas: Dataset) -> None:
    forecast = atlas.reference.forecast("b")
    assert (forecast.made, forecast.outcome_date) == ("2010-08-25", "2016-09-02")
    assert standing(forecast, dt.date(2010, 8, 24)) == "unmade"
    assert standing(forecast, dt.date(2010, 8, 25)) == "open"
    assert standing(forecast, dt.date(2016, 9, 1)) == "open"
    assert standing(forecast, dt.date(2016, 9, 2)) == "settled"


def test_what_nobody_has_judged_is_neither_fact_nor_in_the_ledger(atlas: Dataset) -> None:
    rest = unjudged(atlas.claims)
    assert rest
    assert {claim.modality for claim in rest} == {"forecast", "proposal"}
    assert all(claim.outcome is None for claim in rest)
    wanted = [c for c in atlas.claims if c.modality in {"forecast", "proposal"}]
    judged = [c for c in wanted if c.outcome is not None]
    assert len(rest) + len(judged) == len(wanted)


def test_hindsight_keeps_every_filter_but_the_day(atlas: Dataset) -> None:
    view = View().choose("as_of", ("1995-12-31",)).choose("country", ("KGZ",))
    assert select(atlas, view).claims == ()
    assert hindsight(atlas, view).claims == select(atlas, View().choose("country", ("KGZ",))).claims
