"""Draw a chart on any page: heading, figure, words and table, and what a click on it opens."""

from __future__ import annotations

from typing import Any

from geo.render.chart import Chart
from geo.render.plotly_file import plotly_name
from geo.ui.component import chart as component
from geo.ui.page import Context


def draw_chart(context: Context, chart: Chart, shows_something: bool | None = None) -> int:
    """Draw a chart with its heading, its words for who can't see it and its table; return the table's rows.

    A click on a point opens the evidence of the selection that the point stands for.

    Parameters
    ----------
    shows_something
        Whether there is anything to draw; by default, whether the view has claims.
    """
    if shows_something is None:
        shows_something = bool(context.selection.claims)
    payload = chart_payload(context, chart, shows_something)
    component(chart.id, payload)
    return len(payload["table"]["rows"]) if shows_something else 0


def chart_payload(context: Context, chart: Chart, shows_something: bool) -> dict[str, Any]:
    """Return what the chart's component draws.

    Keys
    ----
    language, heading, help, words
        Words.
    nothing
        What stands in the figure's place where there is nothing to draw, else "".
    alt, figure, height, table
        The sentence, Plotly's JSON, pixels, and the numbers as ``columns`` and ``rows``.
    selected
        The view's selection, to be marked.
    library
        Hashed name of Plotly's own file.
    """
    words = context.language
    fixed = {
        "language": words.tag,
        "heading": chart.label(words),
        "help": words.part(f"chart.{chart.id}.help", chart.words["help"]) if "help" in chart.words else "",
        "words": {"table": words.text("chart.table"), "failed": words.text("chart.failed")},
        "library": plotly_name(),
        "selected": context.view.selection,
    }
    if not shows_something:
        return {**fixed, "nothing": words.text("empty.chart"), "alt": "", "height": 0}
    given = (context.dataset, context.view, context.selection, words)
    figure = chart.spec(*given)
    rows = chart.table(*given)
    return {
        **fixed,
        "nothing": "",
        "alt": chart.alt(*given),
        "figure": figure,
        "height": figure["layout"]["height"],
        "table": {"columns": list(rows[0]) if rows else [], "rows": [list(row.values()) for row in rows]},
    }
