"""The timeline draws every moment and band, each mark opens claims, and its table says the same."""

import json

import pytest

from geo.i18n import language, languages
from geo.model.dates import first_day
from geo.model.view import View
from geo.query import timeline
from geo.query.selection import evidence, is_selection, select
from geo.render.chart import charts, literal
from geo.store import Dataset

CHART = charts("lookback")["timeline"]


def drawn(atlas: Dataset, view: View):
    return CHART.figure(atlas, view, select(atlas, view), language(view.language))


def marks(figure):
    return [
        (trace.name, day, data[0])
        for trace in figure.data if trace.mode == "markers"
        for day, data in zip(trace.x, trace.customdata, strict=True)
    ]  # fmt: skip


def test_it_stands_on_its_page_only() -> None:
    assert "timeline" not in charts("map")


@pytest.mark.parametrize("tag", list(languages()))
def test_each_moment_is_marked_once_for_each_country(atlas: Dataset, tag: str) -> None:
    found = marks(drawn(atlas, View(language=tag)))
    wanted = sum(max(1, len(moment.countries)) for moment in timeline.moments(atlas))
    assert len(found) == wanted
    assert {day for _name, day, _data in found} == {
        moment.day.isoformat() for moment in timeline.moments(atlas)
    }


def test_every_mark_opens_what_the_atlas_has(atlas: Dataset) -> None:
    figure = drawn(atlas, View())
    opened = {CHART.selection_of({"customdata": [data]}) for _name, _day, data in marks(figure)} - {None}
    assert opened
    assert all(is_selection(atlas, selection) for selection in opened)
    for text in atlas.texts:
        selection = f"count:-/-/-/-/{text.id}/-"
        assert selection in opened
        claims = evidence(atlas, atlas.claims, selection)
        assert {claim.text for claim in claims} == {text.id}


def test_bands_are_drawn_from_start_to_end(atlas: Dataset) -> None:
    lines = [trace for trace in drawn(atlas, View()).data if trace.mode == "lines"]
    spans = [
        (trace.x[at], trace.x[at + 1], trace.customdata[at][0])
        for trace in lines for at in range(0, len(trace.x), 3)
    ]  # fmt: skip
    end = timeline.last_day_known(atlas)
    assert sorted(spans) == sorted(
        (
            first_day(band.start).isoformat(),
            (first_day(band.end) if band.end else end).isoformat(),
            f"country:{band.country}",
        )
        for band in timeline.bands(atlas)
    )


def test_the_day_of_the_view_is_drawn_and_said(atlas: Dataset) -> None:
    view = View().choose("as_of", ("2013-12-31",))
    figure = drawn(atlas, view)
    assert [shape.x0 for shape in figure.layout.shapes] == ["2013-12-31"]
    assert "31 December 2013" in figure.layout.annotations[0].text
    assert "31 December 2013" in CHART.alt(atlas, view, select(atlas, view), language("en"))


def test_a_country_filter_leaves_its_row_and_the_texts(atlas: Dataset) -> None:
    view = View().choose("country", ("UZB",))
    figure = drawn(atlas, view)
    assert figure.layout.yaxis.ticktext == ("Texts", "Uzbekistan")
    rows = CHART.table(atlas, view, select(atlas, view), language("en"))
    assert all("Uzbekistan" in row["Countries"] for row in rows if row["What"] != "Text published")
    assert len(rows) < len(timeline.moments(atlas))


@pytest.mark.parametrize("tag", list(languages()))
def test_the_table_has_every_moment_with_its_source(atlas: Dataset, tag: str) -> None:
    view = View(language=tag)
    rows = CHART.table(atlas, view, select(atlas, view), language(tag))
    assert len(rows) == len(timeline.moments(atlas))
    source = CHART.words["source"][tag]
    assert all(row[source] for row in rows)
    assert CHART.alt(atlas, view, select(atlas, view), language(tag))


def test_names_are_never_markup(atlas: Dataset) -> None:
    figure = json.loads(drawn(atlas, View()).to_json())
    titles = {literal(event.title) for event in atlas.reference.events}
    hovers = [text for trace in figure["data"] for text in trace["hovertext"]]
    for title in titles:
        assert any(title in text for text in hovers)
    assert all("<" not in text.replace("<br>", "") for text in hovers)
