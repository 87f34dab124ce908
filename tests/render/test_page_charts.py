"""Charts of the countries and threats pages: their contract, and that figure, words and table agree."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from geo.i18n import language, languages
from geo.model.dates import first_day
from geo.model.view import View
from geo.query.selection import evidence, is_selection, select
from geo.render.chart import Chart, all_charts, charts
from geo.store import Dataset

FETCHING = {"scattergeo", "choropleth", "choroplethmap", "scattermap", "densitymap", "scattermapbox"}
PAGES = ("countries", "threats")
NAMES = sorted({name for page in PAGES for name in charts(page)})
DOTS = ("country_threats", "country_modality", "threat_modality")


@pytest.fixture(params=NAMES)
def chart(request: pytest.FixtureRequest) -> Chart:
    return all_charts()[request.param]


def test_each_chart_stands_on_its_pages() -> None:
    for page in ("map", *PAGES):
        assert charts(page)
        assert all(page in chart.pages for chart in charts(page).values())
    assert charts("nowhere") == {}
    assert "country_threat" in charts("map")
    assert "country_threat" in charts("threats")
    assert "country_membership" not in charts("map")


@pytest.mark.parametrize("tag", list(languages()))
def test_contract(atlas: Dataset, chart: Chart, tag: str) -> None:
    view = View(language=tag)
    given = (atlas, view, select(atlas, view), language(tag))
    figure = json.loads(chart.figure(*given).to_json())
    assert not {trace["type"] for trace in figure["data"]} & FETCHING
    assert figure["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"
    assert chart.label(language(tag))
    assert chart.alt(*given)
    assert chart.table(*given)


@pytest.mark.parametrize("name", DOTS)
def test_every_dot_opens_as_many_claims_as_it_says(atlas: Dataset, name: str) -> None:
    view = View(selection="cell:KGZ/interethnic_violence/exposed").choose("text", ("trenin-2010",))
    selection, chart, numbers = select(atlas, view), all_charts()[name], []
    for trace in chart.figure(atlas, view, selection, language("en")).data:
        for data, text in zip(trace.customdata, trace.text, strict=True):
            found = chart.selection_of({"customdata": list(data)})
            assert found is not None
            assert is_selection(atlas, found)
            assert len(evidence(atlas, selection.claims, found)) == int(text)
            numbers.append(int(text))
    rows = chart.table(atlas, view, selection, language("en"))
    assert numbers
    assert sum(numbers) == sum(value for row in rows for value in row.values() if isinstance(value, int))


@pytest.mark.parametrize("name", [*DOTS, "threat_flows"])
def test_nothing_to_show_is_said(atlas: Dataset, name: str) -> None:
    view = View(selection="threat:separatism").choose("country", ("SRB",)).choose("kind", ("base",))
    given = (atlas, view, select(atlas, view), language("en"))
    chart = all_charts()[name]
    assert chart.figure(*given).layout.annotations[0].text
    assert chart.alt(*given)
    assert chart.table(*given) == ()


def test_what_flows_in_the_figure_is_in_the_table(atlas: Dataset) -> None:
    view = View(selection="threat:afghanistan_spillover")
    given = (atlas, view, select(atlas, view), language("en"))
    chart = all_charts()["threat_flows"]
    (trace,) = chart.figure(*given).data
    rows = chart.table(*given)
    assert list(trace.link.value) == [row["Claims"] for row in rows]
    labels = list(trace.node.label)
    ends = zip(trace.link.source, trace.link.target, strict=True)
    assert [(labels[one], labels[two]) for one, two in ends] == [
        (row["Where from"], row["Who is exposed"]) for row in rows
    ]
    # Nothing flows in a circle: no node is both.
    assert not set(trace.link.source) & set(trace.link.target)


def test_a_hostile_name_stays_text(atlas: Dataset, hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(atlas), "actor_names", lambda _self, _code: {"en": hostile})
    view = View(selection="threat:interethnic_violence")
    figure = all_charts()["threat_flows"].figure(atlas, view, select(atlas, view), language("en"))
    assert not any(sign in label for label in figure.data[0].node.label for sign in "<>")


def test_bands_begin_and_end_as_the_record_says(atlas: Dataset) -> None:
    view = View(selection="country:UZB").choose("as_of", ("2011-04-28",))
    figure = all_charts()["country_membership"].figure(atlas, view, select(atlas, view), language("en"))
    drawn = {
        (base, trace.marker.opacity[number], dt.timedelta(milliseconds=trace.x[number]).days)
        for trace in figure.data for number, base in enumerate(trace.base)
    }  # fmt: skip
    rows = [row for row in atlas.reference.membership if row.country == "UZB" and row.end]
    assert rows
    for row in rows:
        length = (first_day(row.end or "") - first_day(row.start)).days
        assert (first_day(row.start).isoformat(), 1.0, length) in drawn
    pale = [band for band in drawn if band[1] < 1]
    assert pale, "a standing without an end goes on, pale, after its evidence"
    assert figure.layout.shapes[0].x0 == "2011-04-28"


def test_a_country_without_memberships_says_so(atlas: Dataset) -> None:
    view = View(selection="country:USA")
    given = (atlas, view, select(atlas, view), language("en"))
    chart = all_charts()["country_membership"]
    assert chart.figure(*given).layout.annotations[0].text == chart.alt(*given)
    assert chart.table(*given) == ()
