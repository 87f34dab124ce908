"""Counts of claims in a grid of named rows and columns: the drawing that several charts share."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from geo.render.chart import Spec, literal

ROW: Final = 40
"""Pixels of a row."""
_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Dot:
    """One number: where it stands (row and column by number, ``shift`` in rows) and what it opens."""

    row: int
    column: int
    number: int
    selection: str
    says: str
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one sort, told from others by shape and colour (``#RRGGBB``)."""

    name: str
    symbol: str
    colour: str
    dots: tuple[Dot, ...]


def wrapped(text: str, line: int = 18) -> str:
    """Return a label broken into short lines, its markup made harmless."""
    lines = textwrap.wrap(text, line, break_long_words=True)[:_LINES]
    return "<br>".join(literal(one) for one in lines)


def dot_spec(series: Sequence[Series], rows: Sequence[str], columns: Sequence[str], empty: str) -> Spec:
    """Return the figure's parts; each point's custom data begins with its selection.

    Parameters
    ----------
    empty
        What is said where there is no number at all.
    """
    traces = [
        {
            "type": "scatter",
            "x": [dot.column for dot in one.dots],
            "y": [dot.row + dot.shift for dot in one.dots],
            "text": [str(dot.number) for dot in one.dots],
            "customdata": [[dot.selection] for dot in one.dots],
            "hovertext": [literal(dot.says) for dot in one.dots],
            "hoverinfo": "text", "mode": "markers+text", "name": literal(one.name), "textposition": "middle center",
            "textfont": {"color": "#FFFFFF", "size": 10.5}, "cliponaxis": False,
            "marker": {"symbol": one.symbol, "size": 19 if one.symbol == "diamond" else 18, "color": one.colour, "line": {"width": 0}},
        }
        for one in series
    ]  # fmt: skip
    something = any(one.dots for one in series)
    # Margins are set from the labels: Plotly would draw the chart several times to find them. And the
    # dict is handed over at once: setting a figure's parts one by one costs ten times as much.
    axis = {
        "gridcolor": "rgba(128,128,128,0.28)", "zeroline": False, "automargin": False, "fixedrange": True,
        "visible": something,
    }  # fmt: skip
    heads, sides = [wrapped(one, 12) for one in columns], [wrapped(one, 22) for one in rows]
    head = 20 + 16 * max((label.count("<br>") + 1 for label in heads), default=1)
    foot = 44 if len(series) > 1 else 8
    longest = max((len(line) for label in sides for line in label.split("<br>")), default=0)
    layout = {
        "template": {}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "height": head + foot + ROW * max(len(rows), 1),
        "margin": {"l": 16 + 7 * longest, "r": 8, "t": head, "b": foot, "autoexpand": False},
        "showlegend": len(series) > 1, "dragmode": False, "clickmode": "event+select", "hovermode": "closest",
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 0, "yref": "container", "x": 0},
        "xaxis": axis | {
            "tickvals": list(range(len(columns))), "ticktext": heads, "tickangle": 0, "side": "top",
            "ticklabeloverflow": "allow", "range": [-0.6, max(len(columns), 1) - 0.4],
        },
        "yaxis": axis | {
            "tickvals": list(range(len(rows))), "ticktext": sides, "tickfont": {"size": 11.5},
            "range": [max(len(rows), 1) - 0.4, -0.6],
        },
        "annotations": [] if something else [nothing(empty)],
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def nothing(empty: str) -> dict[str, Any]:
    """Return the annotation that says, in the middle of a figure, that there is nothing to show."""
    return {"text": literal(empty), "showarrow": False, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}
