"""A Plotly figure as a still drawing: true to points and bars, absent for anything else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest

from geo.i18n import language
from geo.model.view import View
from geo.query.selection import select
from geo.render.chart import charts, literal
from geo.render.print.still import still
from geo.store import Dataset
from tests.render.exports.conftest import CORPUS

SVG = "{http://www.w3.org/2000/svg}"


def said(drawn: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(drawn).iter(f"{SVG}text")]


def points(**more: object) -> go.Figure:
    return go.Figure(go.Scatter(x=[0, 1], y=[0, 1], text=["5", "7"], mode="markers+text", name="one", **more))


def test_the_matrix_is_drawn_with_every_number(atlas: Dataset) -> None:
    words = language("en")
    selection = select(atlas, View())
    chart = charts()["country_threat"]
    drawn = still(chart.figure(atlas, View(), selection, words), chart.id)
    assert drawn is not None
    numbers = sorted(int(text) for text in said(drawn) if text.isdigit())
    rows = chart.table(atlas, View(), selection, words)
    assert numbers == sorted(
        value for row in rows for value in row.values() if isinstance(value, int) and value
    )
    assert atlas.boundaries.names("KGZ")["en"] in said(drawn)


def test_bars_are_drawn() -> None:
    figure = go.Figure(
        [
            go.Bar(x=[3, 1], y=[0, 1], orientation="h", name="a"),
            go.Bar(x=[2, 5], y=[0, 1], orientation="h", name="b"),
        ]
    )
    figure.update_yaxes(tickvals=[0, 1], ticktext=["first", "second"])
    drawn = still(figure, "bars")
    assert drawn is not None
    assert {"first", "second", "a", "b"} <= set(said(drawn))


@pytest.mark.parametrize(
    "figure",
    [
        go.Figure(),
        go.Figure(go.Sankey(node={"label": ["a", "b"]}, link={"source": [0], "target": [1], "value": [1]})),
        go.Figure(go.Scatter(x=["2010-01-01"], y=[1])),
        points().update_xaxes(type="date"),
        points().update_xaxes(type="log"),
    ],
    ids=["empty", "sankey", "days", "date", "log"],
)
def test_what_it_can_not_be_true_to_is_not_drawn(figure: go.Figure) -> None:
    assert still(figure, "x") is None


def test_texts_are_drawn_as_they_are() -> None:
    texts = [text for text in CORPUS if text.strip() and "\n" not in text]
    figure = points().update_yaxes(
        tickvals=list(range(len(texts))), ticktext=[literal(text) for text in texts], range=[-1, len(texts)]
    )
    drawn = still(figure, "hostile")
    assert drawn is not None
    assert {text.strip() for text in texts} <= {text.strip() for text in said(drawn)}
    assert not re.search(r"<(img|script|b)\b", drawn)


def test_two_drawings_share_no_id() -> None:
    class Ids(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []
            self.used: set[str] = set()

        def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
            for name, value in attributes:
                if name == "id":
                    self.found.append(value or "")
                elif name.endswith("href"):
                    self.used.add((value or "").removeprefix("#"))
                else:
                    self.used.update(re.findall(r"url\(#([^)]+)\)", value or ""))

    ids = Ids()
    ids.feed(f"{still(points(), 'a')}{still(points(), 'b')}")
    assert len(ids.found) == len(set(ids.found)) > 4
    assert ids.used
    assert ids.used <= set(ids.found)


def test_it_takes_the_ink_of_the_text_around_it() -> None:
    drawn = still(points(), "x")
    assert drawn is not None
    assert "currentColor" in drawn
    assert "#010203" not in drawn
    assert drawn == still(points(), "x")
