"""The ledger, its reasons, and the year that the whole page is drawn for."""

import pytest

from geo.i18n import languages
from geo.query.ledger import ledger, unjudged
from geo.query.timeline import years
from geo.ui import main, state
from geo.ui.atlas import atlas
from geo.ui.page import pages
from tests.ui.shown import components, table


@pytest.fixture
def page(run, monkeypatch):
    monkeypatch.setattr(main, "pages", lambda: {"lookback": pages()["lookback"]})
    return run


def texts(test):
    return [item.value for item in test.text]


def as_of(test):
    return test.session_state[state.VIEW].chosen("as_of")


@pytest.mark.parametrize("tag", list(languages()))
def test_the_ledger_has_every_entry_with_its_verdict(page, tag):
    test = page({"lang": tag})
    dataset = atlas()
    entries = ledger(dataset, dataset.claims, dataset.latest_text_day)
    shown = table(test, "lookback.ledger")
    assert len(shown) == len(entries)
    field = "claim_ru" if tag == "ru" else "claim"
    assert set(shown.iloc[:, 1]) == {getattr(entry.forecast, field) for entry in entries}
    assert len(table(test, "lookback.unjudged")) == len(unjudged(dataset.claims))


def test_an_open_entry_shows_reason_source_findings_and_claims(page):
    test = page({"sel": "claim:trenin-2010-017"})
    reference = atlas().reference
    forecast = reference.forecast("a")
    said = "\n".join(texts(test))
    assert forecast.reasoning in said
    assert forecast.outcome in said
    assert reference.source_of(forecast).url in said
    for finding in reference.evidence("a"):
        assert finding.finding in said
    test.button(key="lookback.claim.trenin-2010-019").click().run()
    assert test.session_state[state.VIEW].selection == "claim:trenin-2010-019"


def test_the_day_of_the_view_is_always_said(page):
    assert any(item.value == "As of 28 April 2011" for item in page().header)
    assert any(item.value == "As of 1 July 2012" for item in page({"as_of": "2012-07-01"}).header)


def test_the_slider_is_the_filter(page):
    test = page()
    slider = test.slider(key="lookback.year")
    assert (slider.min, slider.max) == years(atlas())
    assert slider.value == 2011
    slider.set_value(2013).run()
    assert as_of(test) == ("2013-12-31",)
    assert test.query_params["as_of"] == "2013-12-31"
    test.button(key="lookback.on").click().run()
    assert as_of(test) == ("2014-12-31",)
    assert test.slider(key="lookback.year").value == 2014
    test.button(key="lookback.back").click().run()
    assert as_of(test) == ("2013-12-31",)
    test.button(key="lookback.standing").click().run()
    assert as_of(test) == ()
    assert test.slider(key="lookback.year").value == 2011


def test_the_ends_of_the_slider_hold(page):
    first, last = years(atlas())
    test = page({"as_of": f"{last}-12-31"})
    assert test.button(key="lookback.on").disabled
    assert not test.button(key="lookback.back").disabled
    assert page({"as_of": f"{first}-12-31"}).button(key="lookback.back").disabled
    # A day beyond the data is still a day of the filter; the slider stands at its end.
    assert page({"as_of": "2090-01-01"}).slider(key="lookback.year").value == last


def test_playing_starts_and_stops(page):
    first, last = years(atlas())
    test = page({"as_of": f"{last}-12-31"})
    test.button(key="lookback.play").click().run()
    assert test.button(key="lookback.play").label == "Stop"
    assert as_of(test) == (f"{first}-12-31",), "from the end it begins again"
    test.button(key="lookback.play").click().run()
    assert test.button(key="lookback.play").label == "Play year by year"


def test_before_the_texts_the_ledger_says_that_nothing_was_said_yet(page):
    shown = table(page({"as_of": "2000-12-31"}), "lookback.ledger")
    assert len(shown) == len(atlas().reference.forecasts)
    assert set(shown["On that day"]) == {"not yet said"}


def test_filters_hold_for_the_ledger(page):
    shown = table(page({"text": "lukyanov-2011"}), "lookback.ledger")
    assert set(shown["Text"]) == {"Lukyanov 2011"}
    test = page({"kind": "neighbor", "country": "IRN"})
    (ledger,) = [one for key, one in components(test, "table").items() if key.endswith("lookback.ledger")]
    assert ledger["nothing"].startswith("No judged forecast")
    assert ledger["selections"] == []


def test_whoever_comes_back_later_finds_the_years_standing(page):
    test = page({"as_of": "2000-12-31"})
    test.button(key="lookback.play").click().run()
    assert test.button(key="lookback.play").label == "Stop"
    test.session_state["lookback.drawn"] -= 3600
    test.run()
    assert test.button(key="lookback.play").label == "Play year by year"
