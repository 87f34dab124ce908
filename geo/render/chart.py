"""What a chart is. Each module of ``geo.render.charts`` ends in one: ``CHART = Chart(...)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from geo.i18n import Language, Words
from geo.model.view import View
from geo.query.selection import Selection
from geo.registry import discover
from geo.store import Dataset

Row = Mapping[str, str | int]
Spec = dict[str, Any]
"""A Plotly figure as its JSON has it: ``data`` and ``layout``, which has a ``height``.

Plain values rather than Plotly's objects: those check each value, which takes longer than all else that
a change of filters asks of the server. The tests have Plotly check every chart.
"""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart, with its twin in words and numbers for who can't see it.

    Parameters
    ----------
    id
        Names it in the page.
    order
        Where it stands among the charts.
    words
        ``label`` and ``help``.
    spec
        The Plotly figure as JSON has it. Text from the data goes through `literal`; kinds of trace that fetch a
        base map (``Scattergeo``, ``Choropleth``) are not used.
    alt
        A sentence that says what it shows.
    table
        The same numbers as rows; the keys are the headings in the language.
    pages
        Ids of the pages that it stands on.
    subject
        Of a chart that is about one country or threat: the selection that stands for the one which a view
        is of, None where a view is of none and the chart's page would choose one itself. Any other chart
        has none and says something of every view.
    """

    id: str
    order: int
    words: Mapping[str, Words]
    spec: Callable[[Dataset, View, Selection, Language], Spec]
    alt: Callable[[Dataset, View, Selection, Language], str]
    table: Callable[[Dataset, View, Selection, Language], tuple[Row, ...]]
    pages: tuple[str, ...] = ("map",)
    subject: Callable[[Dataset, View], str | None] | None = None

    def figure(self, dataset: Dataset, view: View, selection: Selection, language: Language) -> go.Figure:
        """Return the figure as Plotly's object.

        Raises
        ------
        ValueError
            Where Plotly does not know a part of it.
        """
        return go.Figure(self.spec(dataset, view, selection, language))

    def label(self, language: Language) -> str:
        """Return the chart's heading."""
        return language.part(f"chart.{self.id}.label", self.words["label"])

    @staticmethod
    def selection_of(point: Mapping[str, Any]) -> str | None:
        """Return the selection that a clicked point stands for, None where it stands for none.

        ``point`` is one of Plotly's selected points; its custom data begins with the selection.
        """
        data = point.get("customdata")
        if isinstance(data, Mapping):
            data = list(data.values())
        if isinstance(data, (list, tuple)):
            data = data[0] if data else None
        return data if isinstance(data, str) and ":" in data else None


def literal(text: str) -> str:
    """Return text that Plotly shows as it is: it reads a few HTML tags and entities in labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def all_charts() -> Mapping[str, Chart]:
    """Return every chart by id, in order."""
    return discover("geo.render.charts", "CHART", Chart)


@cache
def charts(page: str = "map") -> Mapping[str, Chart]:
    """Return the charts that stand on a page by id, in order; none where it has none."""
    found = {name: chart for name, chart in all_charts().items() if page in chart.pages}
    return MappingProxyType(found)
