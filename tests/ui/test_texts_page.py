"""The reader and the comparison, with the texts at hand and without."""

import json
from pathlib import Path

import pytest
import streamlit as st

from geo.i18n import language, languages
from geo.model.view import View
from geo.query import compare, reader
from geo.query.selection import select
from geo.ui import main, state
from geo.ui.atlas import atlas
from geo.ui.page import pages
from geo.ui.reader import reader_payload
from tests.ui.shown import table

TEXTS = ["trenin-2010", "lukyanov-2011"]
SAID = {key: key for key in ("previous", "next", "position", "count", "label")}


@pytest.fixture
def page(run, monkeypatch):
    # AppTest opens only the first page, so this page is made the only one beside the map that it links to.
    monkeypatch.setattr(main, "pages", lambda: {"texts": pages()["texts"]})
    return run


def texts(test):
    return [item.value for item in test.text]


def payload(dataset, text, claims, selection=None, tag="en"):
    return reader_payload(dataset, text, claims, selection, words=language(tag), said=SAID)


@pytest.mark.parametrize("tag", list(languages()))
def test_without_the_text_it_says_where_to_get_it(page, tag):
    test = page({"lang": tag})
    assert any(atlas().texts[0].url == text for text in texts(test))
    assert test.radio(key="texts.read").value == "trenin-2010"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("tag", list(languages()))
def test_the_outline_has_every_claim_by_paragraph(text, tag):
    dataset = atlas()
    shown = payload(dataset, text, dataset.claims, tag=tag)
    assert shown["outline"]
    assert all(block["runs"] == [] for block in shown["blocks"])
    order = [shown["claims"][at]["id"] for block in shown["blocks"] for at in block["claims"]]
    wanted = [claim.id for claim in dataset.claims if claim.text == text]
    assert sorted(order) == wanted
    numbers = {claim["id"]: claim for claim in shown["claims"]}
    first = dataset.claims_by_id[wanted[0]]
    assert numbers[first.id]["summary"] == first.summary[tag]
    assert str(first.end) in numbers[first.id]["locator"]


def test_with_the_text_the_runs_are_the_text_itself(world):
    shown = payload(world, "alpha-2010", world.claims, "claim:alpha-2010-002")
    assert not shown["outline"]
    assert shown["selected"] == "alpha-2010-002"
    whole = "".join(text for block in shown["blocks"] for text, _covering in block["runs"])
    assert whole == world.passages.contents["alpha-2010"]
    for at, claim in enumerate(shown["claims"]):
        marked = "".join(text for block in shown["blocks"] for text, found in block["runs"] if at in found)
        assert marked == world.passages.passage(world.claims_by_id[claim["id"]])
    # It crosses to the browser as JSON.
    assert json.loads(json.dumps(shown)) == shown


def test_only_what_the_filters_keep_is_marked(world):
    claims = select(world, View().choose("kind", ("base",))).claims
    shown = payload(world, "alpha-2010", claims)
    assert [claim["kind"] for claim in shown["claims"]] == [world.taxonomy.kinds["base"].label["en"]]
    assert payload(world, "beta-2011", claims)["claims"] == []


def test_the_text_opens_that_the_claim_is_of(page):
    test = page({"sel": "claim:lukyanov-2011-034"})
    assert test.radio(key="texts.read").value == "lukyanov-2011"
    test = page({"text": "lukyanov-2011"})
    assert test.radio(key="texts.read").value == "lukyanov-2011"


def test_choosing_a_text_goes_into_the_link(page):
    test = page()
    test.radio(key="texts.read").set_value("lukyanov-2011").run()
    assert test.session_state[state.VIEW].selection == "claim:lukyanov-2011-001"
    assert test.query_params["sel"] == "claim:lukyanov-2011-001"


def test_orphaned_claims_are_listed(page, data_copy):
    folder, _edit = data_copy
    text = folder / "texts" / "trenin-2010" / "text.txt"
    text.write_text("Another text altogether.", "utf-8")
    st.cache_resource.clear()
    test = page()
    count = sum(claim.text == "trenin-2010" for claim in atlas().claims)
    (listed,) = [item.value for item in test.dataframe if "mention" in item.value.columns]
    assert len(listed) == count
    assert not reader.blocks(atlas(), "trenin-2010", atlas().claims)[0].claims


def test_the_comparison_lists_what_the_query_finds(page):
    test = page()
    dataset = atlas()
    cells = compare.cells(dataset, dataset.claims, *TEXTS)
    both = [pair for pair in cells if pair.both]
    assert len(table(test, "texts.both")) == len(both)
    assert len(table(test, "texts.first")) == sum(not pair.second.claims for pair in cells)
    assert len(table(test, "texts.second")) == sum(not pair.first.claims for pair in cells)
    differing = table(test, "texts.both")["Said differently"].tolist().count("yes")
    assert differing == sum(pair.differs for pair in both)


def test_who_is_never_named_is_said_of_each_text(page):
    named = table(page(), "texts.naming").set_index("Country")
    assert named.loc["Kazakhstan", "Lukyanov 2011"] == "never named, but meant"
    assert named.loc["Kazakhstan", "Trenin 2010"] == "named"
    assert named.loc["Belarus", "Trenin 2010"] == "never named, but meant"
    assert named.loc["Belarus", "Lukyanov 2011"] == "named"


def test_both_sides_of_a_cell_stand_side_by_side_even_with_one_text_chosen(page):
    for query in ({}, {"text": "trenin-2010"}):
        test = page({"sel": "cell:KGZ/radicalisation_extremism/exposed", **query})
        said = texts(test)
        claims = [
            claim for claim in atlas().claims
            if any(link.threat == "radicalisation_extremism" and "KGZ" in link.exposed for link in claim.threats)
        ]  # fmt: skip
        assert {claim.text for claim in claims} == set(TEXTS)
        for claim in claims:
            assert claim.summary["en"] in said
    test.button(key=f"texts.open.{claims[-1].id}").click().run()
    assert test.session_state[state.VIEW].selection == f"claim:{claims[-1].id}"


def test_a_text_that_was_not_out_yet_is_said_to_be_silent(page):
    test = page({"as_of": "2010-12-31"})
    assert any("came out on 2011-04-28" in text for text in texts(test))
    assert not any("came out on 2010-08-25" in text for text in texts(test))


def test_the_component_writes_text_only():
    code = (Path(main.__file__).parent / "assets" / "reader.js").read_text("utf-8")
    assert "textContent" in code
    assert "innerHTML" not in code


def test_a_link_opens_a_table_of_the_comparison(page):
    test = page({"tab": "places"})
    assert test.session_state["texts.compare.tabs"].startswith("Places ")
    assert "places" in test.query_params["tab"]
    assert "tab" not in page().query_params
    assert page({"tab": "none"}).session_state["texts.compare.tabs"].startswith("Both say ")
