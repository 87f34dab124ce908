"""A Plotly figure as a still drawing, for a page that has no room for Plotly.

Only what the drawing can be true to is drawn: points with their labels, and bars, on axes of numbers.
For any other figure there is no drawing, and its table says the same.
"""

from __future__ import annotations

import html
import io
import re
from typing import Any, Final, Literal
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.render.print.labels import printable
from geo.render.print.sheet import drawing

_MARKERS: Final = {
    "circle": "o",
    "diamond": "D",
    "square": "s",
    "triangle-up": "^",
    "cross": "P",
    "x": "X",
    "star": "*",
}
_INK: Final = "#010203"
"""Stands for the colour of the text around the drawing, which is not known here."""
_PIXEL: Final = 0.75
"""Points."""
_WIDTH: Final = 11.0


def still(figure: go.Figure, name: str) -> str | None:
    """Return a figure as an ``<svg>`` element in the colours of the text around it, or None.

    Parameters
    ----------
    name
        Makes the ids inside the drawing different from those of another.
    """
    layout = figure.layout
    axes_are_plain = all(axis.type in {None, "linear", "category"} for axis in (layout.xaxis, layout.yaxis))
    if not figure.data or not axes_are_plain or not all(_is_plain(trace) for trace in figure.data):
        return None
    with drawing(), rc_context({"svg.hashsalt": f"csto-atlas-{name}"}):
        made = Figure(figsize=(_WIDTH, (layout.height or 450) / 96), layout="constrained", facecolor="none")
        FigureCanvasAgg(made)
        axes = made.add_subplot(facecolor="none")
        for trace in figure.data:
            (_points if trace.type == "scatter" else _bars)(axes, trace)
        _axis(axes, layout.xaxis, "x")
        _axis(axes, layout.yaxis, "y")
        for spine in axes.spines.values():
            spine.set_visible(False)
        if len(figure.data) > 1:
            legend = made.legend(
                loc="outside lower left", ncols=4, frameon=False, fontsize=8, labelcolor=_INK
            )
            legend.set_zorder(5)
        buffer = io.StringIO()
        made.savefig(buffer, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _embedded(buffer.getvalue(), name)


def _embedded(drawn: str, name: str) -> str:
    """Return a drawing as an element for HTML: ids of its own, and the ink of the text around it."""
    root = ET.fromstring(drawn)  # noqa: S314 - Matplotlib wrote it a moment ago
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, f"{name}-{value}")
            elif key != "d":
                said = re.sub(r"url\(#", f"url(#{name}-", value.replace(_INK, "currentColor"))
                element.set(key, f"#{name}-{said[1:]}" if key.endswith("href") else said)
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return ET.tostring(root, encoding="unicode")


def _is_plain(trace: Any) -> bool:
    if trace.type not in {"scatter", "bar"}:
        return False
    numbers = [value for values in (trace.x, trace.y) for value in (values if values is not None else ())]
    return all(isinstance(value, (int, float)) or hasattr(value, "dtype") for value in numbers)


def _words(text: object) -> str:
    """Return a label's text as it is read: Plotly takes a few tags and entities for markup."""
    return printable(html.unescape(re.sub(r"<br\s*/?>", "\n", str(text))))


def _points(axes: Axes, trace: Any) -> None:
    mode = trace.mode or "markers"
    marker = _MARKERS.get(trace.marker.symbol or "circle", "o")
    if "lines" in mode:
        axes.plot(
            trace.x, trace.y, color=trace.line.color, linewidth=_PIXEL * (trace.line.width or 1.5), zorder=2
        )
    if "markers" in mode:
        size = trace.marker.size if isinstance(trace.marker.size, (int, float)) else 9
        axes.scatter(
            trace.x, trace.y, s=(size * _PIXEL) ** 2, marker=marker, color=trace.marker.color, label=_words(trace.name),
            linewidths=0, zorder=3,
        )  # fmt: skip
    if "text" in mode and trace.text is not None:
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True):
            axes.text(
                x, y, _words(text), color=trace.textfont.color or _INK, fontsize=_PIXEL * (trace.textfont.size or 10),
                ha="center", va="center_baseline", zorder=4,
            )  # fmt: skip


def _bars(axes: Axes, trace: Any) -> None:
    colour = trace.marker.color if isinstance(trace.marker.color, str) else None
    base = trace.base if trace.base is not None else 0
    if trace.orientation == "h":
        axes.barh(
            trace.y, trace.x, left=base, height=trace.width or 0.7, color=colour, label=_words(trace.name)
        )
    else:
        axes.bar(
            trace.x, trace.y, bottom=base, width=trace.width or 0.7, color=colour, label=_words(trace.name)
        )


def _axis(axes: Axes, axis: Any, which: Literal["x", "y"]) -> None:
    if axis.visible is False:
        getattr(axes, f"{which}axis").set_visible(False)
        return
    if axis.tickvals is not None:
        words = [_words(text) for text in (axis.ticktext if axis.ticktext is not None else axis.tickvals)]
        getattr(axes, f"set_{which}ticks")(list(axis.tickvals), words)
    if axis.range is not None:
        getattr(axes, f"set_{which}lim")(*axis.range)
    above = which == "x" and axis.side == "top"
    axes.tick_params(
        which, labelsize=8, length=0, labelcolor=_INK, labeltop=above, labelbottom=which == "x" and not above,
        **({"labelrotation": -(axis.tickangle or 0)} if which == "x" else {}),
    )  # fmt: skip
    if which == "x" and axis.tickangle:
        for label in axes.get_xticklabels():
            label.set(ha="left" if above else "right", rotation_mode="anchor")
    axes.grid(
        visible=axis.showgrid is not False,
        axis="x" if which == "x" else "y",
        color="#808080",
        alpha=0.28,
        linewidth=0.6,
        zorder=0,
    )
