"""The pages on countries, threats and borders, run as a script from an address."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.i18n import language, languages
from geo.query.answers import answers, asked_threat
from geo.query.border_facts import spoken_of
from geo.query.profile import profile_country, profiled, unsaid
from geo.query.selection import select
from geo.render.chart import charts
from geo.ui import state
from geo.ui.atlas import atlas
from geo.ui.evidence import selection_title
from geo.ui.page import pages
from geo.ui.pages.borders import chosen_border
from geo.ui.plain import plain
from tests.ui.shown import components, opened, table


def view_of(test: AppTest):
    return test.session_state[state.VIEW]


def section(test: AppTest, name: str) -> dict[str, Any]:
    """Return the data of one section of the page."""
    (found,) = [one for key, one in components(test, "section").items() if key.endswith(f"section.{name}")]
    return found


def tables(test: AppTest, name: str) -> list[pd.DataFrame]:
    """Return the tables of one section."""
    parts = section(test, name)["parts"]
    return [pd.DataFrame(one["rows"], columns=one["columns"]) for one in parts if one["kind"] == "table"]


def lines(test: AppTest, name: str) -> list[dict[str, str]]:
    """Return the lines of one section."""
    return [line for one in section(test, name)["parts"] if one["kind"] == "lines" for line in one["lines"]]


@pytest.mark.parametrize("tag", list(languages()))
@pytest.mark.parametrize("page", ["countries", "threats", "borders"])
def test_each_page_opens_in_each_language(page: str, tag: str) -> None:
    test = opened(page, lang=tag)
    assert view_of(test).page == page
    drawn = components(test, "chart").values()
    assert {chart.label(language(tag)) for chart in charts(page).values()} == {
        one["heading"] for one in drawn
    }
    assert all(one["words"]["table"] == language(tag).text("chart.table") for one in drawn)


def test_the_profile_is_of_the_country_in_the_address_and_can_be_changed() -> None:
    test = opened("countries", sel="country:TJK")
    assert test.main.title[0].value == "Tajikistan"
    test.selectbox(key="countries.country").set_value("ARM").run()
    assert not test.exception
    assert view_of(test).selection == "country:ARM"
    assert test.main.title[0].value == "Armenia"
    assert set(test.selectbox(key="countries.country").options) == {
        atlas().actor_names(code)["en"] for code in profiled(atlas())
    }


def test_facilities_follow_the_day() -> None:
    def listed(day: str) -> list[list[str]]:
        test = opened("countries", sel="country:KGZ", as_of=day)
        return [list(one["Facility"]) for one in tables(test, "facilities")]

    # The first table holds what stood on the day, the second what is on record of other days.
    manas = "Transit Center at Manas"
    standing, *rest = listed("2011-04-28")
    assert manas in standing
    assert manas not in [name for names in rest for name in names]
    standing, others = listed("2015-01-01")
    assert manas not in standing
    assert manas in others


def test_numbers_on_a_profile_open_claims_and_keep_the_country() -> None:
    test = opened("countries", sel="country:UZB")
    test.button(key="countries.border.KGZ-UZB").click().run()
    view = view_of(test)
    assert view.selection == "count:UZB/-/-/-/-/border:KGZ-UZB"
    assert profile_country(atlas(), view) == "UZB"
    assert test.main.title[0].value == "Uzbekistan"


def test_what_is_never_said_is_listed() -> None:
    test = opened("countries", sel="country:KGZ", threat="interethnic_violence")
    shown = "\n".join(line["text"] for line in lines(test, "unsaid"))
    for threat in unsaid(atlas(), "KGZ").threats:
        assert atlas().taxonomy.threats[threat].label["en"] in shown


def test_a_threat_is_chosen_by_its_selection() -> None:
    test = opened("threats", sel="threat:interethnic_violence")
    assert test.header[0].value == plain("Interethnic violence")
    test.selectbox(key="threats.threat").set_value("social_unrest").run()
    assert view_of(test).selection == "threat:social_unrest"
    assert asked_threat(atlas(), view_of(test)) == "social_unrest"


def test_answers_are_counted_apart() -> None:
    test = opened("threats", sel="threat:institutional_weakness")
    found = answers(atlas(), atlas().claims, "institutional_weakness")
    headings = [one["heading"] for one in components(test, "table").values()]
    for nearness, words in (("linked", "Linked to the threat"), ("place", "On the same place")):
        number = sum(one.nearness == nearness for one in found)
        assert f"({number})" in next(heading for heading in headings if words in heading)
    names = [f"threats.{nearness}" for nearness in {one.nearness for one in found}]
    summaries = [value for name in names for value in table(test, name).to_numpy().ravel()]
    assert all(one.claim.summary["en"] in summaries for one in found)


def test_every_border_spoken_of_is_listed_with_its_numbers() -> None:
    test = opened("borders")
    view = view_of(test)
    chosen = select(atlas(), view)
    wanted = spoken_of(atlas(), chosen.claims, chosen.day, view.point_of_view)
    frame = table(test, "borders.table")
    assert list(frame["Claims"]) == [len(one.claims) for one in wanted]
    assert list(frame["Published, km"].dropna()) == [one.published.km for one in wanted if one.published]
    assert "section.facts" not in "".join(components(test, "section"))


def test_a_border_opens_its_facts_each_with_its_source() -> None:
    test = opened("borders", sel="border:AFG-TJK")
    (table,) = tables(test, "facts")
    sources = table["Source, evidence, confidence"]
    assert sources.str.contains("confidence").all()
    assert sources.str.startswith("[").all()
    listed = lines(test, "sources")
    assert listed[0]["text"].startswith("[1] ")
    assert all(one["url"].startswith("http") for one in listed)


@pytest.mark.parametrize(
    ("selection", "border"),
    [
        ("border:AFG-TJK", "AFG-TJK"),
        ("count:TJK/-/-/-/-/border:AFG-TJK", "AFG-TJK"),
        ("count:TJK/-/-/-/-/country:TJK", None),
        ("country:TJK", None),
        (None, None),
    ],
)
def test_which_border_is_chosen(selection: str | None, border: str | None) -> None:
    assert chosen_border(selection) == border


def test_filters_that_keep_nothing_leave_the_pages_standing() -> None:
    for page in ("countries", "threats", "borders"):
        opened(page, country="SRB", threat="drug_trafficking", kind="base")


def test_pages_stand_in_the_order_of_questions() -> None:
    order = [name for name in pages() if name in {"map", "countries", "threats", "borders"}]
    assert order == ["map", "countries", "threats", "borders"]


@pytest.mark.parametrize(
    ("selection", "title"),
    [
        ("threat:social_unrest", "Social unrest"),
        ("flow:afghanistan_spillover/AFG/KGZ", "Spillover from Afghanistan: Afghanistan → Kyrgyzstan"),
        ("flow:social_unrest/-/CSTO", "Social unrest: – → CSTO"),
        ("answer:social_unrest/lukyanov-2011-011", "Social unrest · Claim lukyanov-2011-011"),
        (
            "count:KGZ/exposed/-/forecast/trenin-2010/-",
            "Kyrgyzstan · exposed · Forecast · Dmitri Trenin, 2010",
        ),
        ("count:UZB/-/-/-/-/border:KGZ-UZB", "Uzbekistan · Kyrgyzstan – Uzbekistan"),
    ],
)
def test_what_a_number_counts_is_said_over_its_claims(selection: str, title: str) -> None:
    assert selection_title(atlas(), selection, language("en")) == title
