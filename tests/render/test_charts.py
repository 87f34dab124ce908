from __future__ import annotations

import json

import pytest

from geo.i18n import language, languages
from geo.model.view import View
from geo.query.selection import evidence, is_selection, select
from geo.render.chart import Chart, charts, literal
from geo.store import Dataset

FETCHING = {"scattergeo", "choropleth", "choroplethmap", "scattermap", "densitymap", "scattermapbox"}


@pytest.fixture(params=list(charts()))
def chart(request: pytest.FixtureRequest) -> Chart:
    return charts()[request.param]


@pytest.mark.parametrize("tag", list(languages()))
def test_contract(atlas: Dataset, chart: Chart, tag: str) -> None:
    view = View(language=tag)
    selection = select(atlas, view)
    figure = json.loads(chart.figure(atlas, view, selection, language(tag)).to_json())
    assert not {trace["type"] for trace in figure["data"]} & FETCHING
    assert figure["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"
    assert chart.label(language(tag))
    assert chart.alt(atlas, view, selection, language(tag))
    assert chart.table(atlas, view, selection, language(tag))


def test_every_point_is_a_selection_with_as_many_claims_as_it_says(atlas: Dataset, chart: Chart) -> None:
    view = View()
    selection = select(atlas, view)
    points = 0
    for trace in chart.figure(atlas, view, selection, language("en")).data:
        for data, text in zip(trace.customdata, trace.text, strict=True):
            found = chart.selection_of({"customdata": list(data)})
            assert found is not None
            assert is_selection(atlas, found)
            assert len(evidence(atlas, selection.claims, found)) == int(text)
            points += 1
    assert points


def test_table_and_figure_say_the_same(atlas: Dataset) -> None:
    view, tongue = View(), language("en")
    selection = select(atlas, view)
    chart = charts()["country_threat"]
    figure = chart.figure(atlas, view, selection, tongue)
    drawn = sum(int(text) for trace in figure.data for text in trace.text)
    told = sum(
        row["Exposed to it"] + row["Source of it"] for row in chart.table(atlas, view, selection, tongue)
    )
    assert drawn == told


def test_nothing_to_show_is_said(atlas: Dataset, chart: Chart) -> None:
    view = View().choose("country", ("SRB",)).choose("threat", ("drug_trafficking",))
    selection = select(atlas, view)
    assert chart.figure(atlas, view, selection, language("en")).layout.annotations[0].text
    assert chart.alt(atlas, view, selection, language("en"))
    assert chart.table(atlas, view, selection, language("en")) == ()


@pytest.mark.parametrize(
    "point", [{}, {"customdata": []}, {"customdata": [3]}, {"customdata": None}, {"customdata": "nothing"}]
)
def test_what_is_no_selection_gives_none(point: dict) -> None:
    assert Chart.selection_of(point) is None


@pytest.mark.parametrize("form", [["cell:KGZ/a/exposed"], "cell:KGZ/a/exposed", {"0": "cell:KGZ/a/exposed"}])
def test_each_form_of_custom_data_is_read(form: object) -> None:
    assert Chart.selection_of({"customdata": form}) == "cell:KGZ/a/exposed"


def test_literal_leaves_no_markup(hostile: str) -> None:
    shown = literal(hostile)
    assert "<" not in shown
    assert ">" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == hostile
