"""Cite and export: closed it makes nothing, open it has every form of the citation and every format."""

import datetime as dt

import pytest

from geo.i18n import language, languages
from geo.query.citation import cite
from geo.render.export import exports
from geo.ui import citing, main, state
from geo.ui.atlas import atlas
from geo.ui.page import pages

ADDRESS = "http://localhost:8501/"


@pytest.fixture(autouse=True)
def on_one_day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


def opened(run, query):
    test = run(query)
    assert not test.code
    test.session_state[citing.KEY] = True
    test.run()
    assert not test.exception
    return test


def buttons(test):
    return {
        one.key.removeprefix(f"{citing.KEY}."): one
        for one in test.get("download_button")
        if one.key.startswith(citing.KEY)
    }


@pytest.mark.parametrize("tag", list(languages()))
def test_the_citation_is_that_of_the_view_in_three_forms(run, tag):
    query = {"lang": tag, "country": "KGZ", "sel": "country:KGZ", "at": "5.00/41.0000/74.0000"}
    test = opened(run, query)
    view = test.session_state[state.VIEW]
    expected = cite(atlas(), view, ADDRESS, dt.date(2026, 9, 21), language(tag))
    assert [item.value for item in test.code] == [
        one.rstrip("\n") for one in (expected.text, expected.bibtex, expected.ris)
    ]
    assert f"{ADDRESS}?" in expected.text
    assert "at=5.00/41.0000/74.0000" in expected.text
    assert {"text", "bibtex", "ris"} <= set(buttons(test))


def test_every_format_is_offered_and_what_does_not_fit_is_disabled(run):
    everywhere = buttons(opened(run, {}))
    assert set(exports()) <= set(everywhere)
    assert {key for key, one in everywhere.items() if one.disabled} == {"pdf"}
    one_country = opened(run, {"country": "KGZ"})
    assert not any(one.disabled for one in buttons(one_country).values())
    one_country.radio(key=f"{citing.KEY}.scope").set_value("everything").run()
    assert {key for key, one in buttons(one_country).items() if one.disabled} == {"pdf"}


def test_a_fragment_knows_where_the_map_was_moved_to_since(run):
    test = opened(run, {"at": "5.00/41.0000/74.0000"})
    test.query_params["at"] = "6.00/40.0000/70.0000"
    test.run()
    assert "at=6.00/40.0000/70.0000" in test.code[0].value


# A text under review is the reader's own and stands in no link.
@pytest.mark.parametrize("page", [name for name in pages() if name not in {"map", "review"}])
def test_every_page_can_be_cited(run, monkeypatch, page):
    monkeypatch.setattr(main, "pages", lambda: {page: pages()[page]})
    test = opened(run, {})
    assert f"{ADDRESS}{page}?" in test.code[0].value


@pytest.mark.parametrize(
    ("url", "page", "base_path", "address"),
    [
        ("http://localhost:8501", "map", "", "http://localhost:8501/"),
        ("http://localhost:8501/", "map", "", "http://localhost:8501/"),
        ("https://example.org/countries", "countries", "", "https://example.org/"),
        ("https://example.org/atlas/countries", "countries", "/atlas/", "https://example.org/atlas/"),
        ("https://example.org/proxy/atlas", "map", "atlas", "https://example.org/proxy/atlas/"),
        # Streamlit takes the base path "data" for the page of that name.
        ("https://example.org", "map", "data", "https://example.org/data/"),
        ("https://example.org/data/data", "data", "data", "https://example.org/data/"),
        (None, "map", "", "http://localhost:8501/"),
        ("javascript:alert(1)", "map", "", "http://localhost:8501/"),
    ],
)  # fmt: skip
def test_the_address_is_the_readers(url, page, base_path, address):
    assert citing.base_address(url, page, base_path, ADDRESS) == address
