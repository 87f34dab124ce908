"""The search box on a page, the frame, and what stands at the end of the data page."""

import pytest

from geo.i18n import languages
from geo.query.format import query_formats
from geo.query.tables import uncertain
from geo.ui import embedded, main, state
from geo.ui.atlas import atlas
from geo.ui.page import pages
from tests.ui.shown import components, table


@pytest.mark.parametrize("query", ["Ferghana", "Farg‘ona", "Фергана"])
@pytest.mark.parametrize("tag", list(languages()))
def test_a_result_opens_the_place(run, query, tag):
    test = run({"lang": tag})
    test.text_input(key="search").set_value(query).run()
    hit = test.button(key="hit.place:fergana_valley")
    assert hit.label.replace("\\", "") == atlas().place("fergana_valley").names[tag]
    assert any("Fergana Valley" in caption.value for caption in test.caption)
    hit.click().run()
    assert test.session_state[state.VIEW].selection == "place:fergana_valley"
    assert test.query_params["sel"] == "place:fergana_valley"
    (south, west), (north, east) = test.session_state[state.LOOK][1]
    assert south < 40.7 < north
    assert west < 71.5 < east


def test_an_actor_opens_the_claims_that_name_it(run):
    test = run()
    test.text_input(key="search").set_value("НАТО").run()
    test.button(key="hit.actor:NATO").click().run()
    assert test.session_state[state.VIEW].selection == "actor:NATO"
    assert not test.exception


@pytest.mark.parametrize("query", ["zzzz", "![x](http://example.org/a.png)", "{{7*7}} **bold** :red[x]"])
def test_what_is_not_found_is_said(run, query):
    test = run()
    test.text_input(key="search").set_value(query).run()
    assert not test.exception
    assert any(item.value == "Nothing found." for item in test.text)
    assert not any("example.org" in item.value for item in (*test.markdown, *test.caption))


def test_more_results_than_are_shown_are_counted(run):
    test = run()
    test.text_input(key="search").set_value("member").run()
    shown = [button for button in test.button if (button.key or "").startswith("hit.")]
    assert len(shown) == 12
    assert any("more: add a word" in item.value for item in test.text)


def test_in_a_frame_the_map_stands_alone_with_a_link(run, monkeypatch):
    monkeypatch.setattr(main, "is_embedded", lambda: True)
    test = run({"country": "KGZ", "sel": "country:KGZ"})
    assert len(test.sidebar) == 0
    assert not components(test, "table")
    assert any("Kyrgyzstan" in item.value for item in test.text)
    (link,) = test.get("link_button")
    assert link.proto.url == f"./?country=KGZ&sel=country:KGZ&v={atlas().version}"


def test_outside_a_frame_the_page_is_whole(run):
    assert embedded.is_embedded() is False
    assert len(run().sidebar) > 0


@pytest.mark.parametrize("tag", list(languages()))
def test_the_data_page_ends_with_doubts_changes_and_downloads(run, monkeypatch, tag):
    monkeypatch.setattr(main, "pages", lambda: {"data": pages()["data"]})
    test = run({"lang": tag})
    tables = [item.value for item in test.dataframe]
    (doubts,) = [table for table in tables if {"fact", "confidence"} <= set(table.columns)]
    assert len(doubts) == len(uncertain(atlas()))
    (changes,) = [table for table in tables if {"version", "change"} <= set(table.columns)]
    assert atlas().version in set(changes["version"])
    assert len(table(test, "data.inferred")) == sum(
        claim.basis == "inferred" or (claim.place is not None and claim.place_basis == "inferred")
        for claim in atlas().claims
    )
    keys = {button.key for button in test.get("download_button")}
    assert {f"data.download.{name}" for name in query_formats()} <= keys
    assert "data.download_table" in keys
