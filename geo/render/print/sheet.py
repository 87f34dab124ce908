"""One sheet of A4, landscape: the map of a view with title, legend, scale, attribution and stamp."""

from __future__ import annotations

import io
import textwrap
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.i18n import Language, format_number
from geo.query.export import Export
from geo.render.palette import palette
from geo.render.payload import map_payload
from geo.render.print.ground import Ground, ground
from geo.render.print.labels import printable
from geo.render.print.legend import draw_legend
from geo.render.print.marks import Canvas, draw_marks
from geo.render.words import map_words

A4: Final = (297 / 25.4, 210 / 25.4)
"""Inches."""
_MAP: Final = (0.02, 0.145, 0.735, 0.765)
"""The map on the sheet: left, bottom, width, height as shares of it."""

_WORDS: Final = {
    "scale": {
        "en": "Scale about 1 : {number} in the middle of the map, printed on A4. {projection}",
        "ru": "Масштаб в середине карты около 1 : {number} при печати на A4. {projection}",
    },
    "laea": {"en": "Lambert azimuthal equal-area projection.", "ru": "Равновеликая азимутальная проекция Ламберта."},
    "eqearth": {"en": "Equal Earth projection.", "ru": "Проекция Equal Earth."},
    "km": {"en": "{number} km", "ru": "{number} км"},
}  # fmt: skip

Colours = Mapping[str, str]

_LOCK: Final = threading.RLock()
"""Matplotlib's settings and Python's warning filters hold for the whole process."""


@contextmanager
def drawing() -> Iterator[None]:
    """Hold Matplotlib to our settings: no mathematics in texts, the same bytes for the same sheet."""
    settings: Any = {
        "text.parse_math": False, "svg.fonttype": "none", "svg.hashsalt": "csto-atlas", "font.family": "DejaVu Sans",
        "hatch.linewidth": 0.5, "path.simplify": True,
    }  # fmt: skip
    with _LOCK, rc_context(settings), warnings.catch_warnings():
        # DejaVu Sans has Latin and Cyrillic; a sign that it lacks is drawn as a box, which is no error.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def draw_sheet(export: Export, *, as_text: bool = False) -> Figure:
    """Return the sheet; call within `drawing`. ``as_text`` is for a format that keeps texts as texts."""
    words, stamp = export.language, export.stamp
    payload = map_payload(export.dataset, export.view)
    colours = palette(export.dataset, "light")
    figure = Figure(figsize=A4, facecolor=colours["paper"])
    FigureCanvasAgg(figure)
    axes = figure.add_axes(_MAP, facecolor=colours["sea"])
    shown = ground(payload["frame"], export.view.position, A4[0] * _MAP[2] / (A4[1] * _MAP[3]))
    _prepare(axes, shown, colours)
    _head(figure, export, colours)
    draw_marks(Canvas(axes, shown, export, colours), payload, as_text=as_text)
    _scale_bar(axes, shown, words, colours)
    draw_legend(figure, export, payload, colours)
    _foot(figure, shown, words, stamp.lines(words)[1:], colours)
    return figure


def map_picture(export: Export, dots_per_inch: int) -> bytes:
    """Return the sheet's map alone, without title, legend and stamp, as a PNG."""
    with drawing():
        figure = draw_map(export, (7.0, 4.2))
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=dots_per_inch, metadata={"Software": None})
    return buffer.getvalue()


def draw_map(export: Export, size: tuple[float, float], note: str = "") -> Figure:
    """Return the sheet's map alone; call within `drawing`.

    Parameters
    ----------
    size
        Width and height in inches.
    note
        One line to stand in the lower right corner.
    """
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    colours = palette(export.dataset, "light")
    payload = map_payload(export.dataset, export.view)
    axes = figure.add_axes((0, 0, 1, 1), facecolor=colours["sea"])
    shown = ground(payload["frame"], export.view.position, size[0] / size[1])
    _prepare(axes, shown, colours)
    draw_marks(Canvas(axes, shown, export, colours), payload, as_text=False)
    _scale_bar(axes, shown, export.language, colours)
    if note:
        axes.text(
            0.99, 0.015, printable(note), transform=axes.transAxes, ha="right", va="bottom", fontsize=6.5,
            color=colours["ink"], zorder=310, bbox={"facecolor": colours["paper"], "edgecolor": "none", "alpha": 0.85},
        )  # fmt: skip
    return figure


def _prepare(axes: Axes, shown: Ground, colours: Colours) -> None:
    axes.set(xlim=shown.extent[:2], ylim=shown.extent[2:], xticks=[], yticks=[], aspect="equal")
    for spine in axes.spines.values():
        spine.set(zorder=300, color=colours["muted"], linewidth=0.8)


def _head(figure: Figure, export: Export, colours: Colours) -> None:
    lines = textwrap.wrap(printable(export.stamp.shows), 118, break_on_hyphens=False)[:2] or [""]
    figure.text(_MAP[0], 0.966, export.stamp.title, fontsize=9, color=colours["muted"], va="center")
    figure.text(
        _MAP[0], 0.953, "\n".join(lines), fontsize=12 if len(lines) == 1 else 10, color=colours["ink"], va="top",
        gid="sentence",
    )  # fmt: skip


def _foot(
    figure: Figure, shown: Ground, words: Language, lines: tuple[tuple[str, str], ...], colours: Colours
) -> None:
    across = shown.width / (A4[0] * 0.0254 * _MAP[2])
    projection = _say(words, "laea" if "laea" in shown.crs else "eqearth")
    told = [
        _say(words, "scale").format(number=format_number(words.tag, _rounded(across)), projection=projection)
    ]
    said = [f"{term}: {printable(value)}" for term, value in lines]
    # What is short shares a line; link and licences come last and have lines of their own.
    told += [" · ".join([*said[:-2], map_words(words)["attribution"]]), *said[-2:]]
    rows = [row for line in told for row in textwrap.wrap(line, 215)]
    figure.text(
        _MAP[0],
        _MAP[1] - 0.015,
        "\n".join(rows),
        fontsize=6.2,
        color=colours["muted"],
        va="top",
        linespacing=1.35,
    )


def _scale_bar(axes: Axes, shown: Ground, words: Language, colours: Colours) -> None:
    """Draw a bar of a round length, at most a fifth of the map."""
    west, _east, south, _north = shown.extent
    length = _rounded_down(shown.width / 5)
    x, y = west + shown.width * 0.025, south + shown.width * 0.025
    axes.plot([x, x + length], [y, y], color=colours["ink"], linewidth=2.2, solid_capstyle="butt", zorder=200)
    axes.text(
        x + length / 2, y + shown.width * 0.006, _say(words, "km").format(number=format_number(words.tag, length / 1000)),
        ha="center", va="bottom", fontsize=7.5, color=colours["ink"], zorder=200,
    )  # fmt: skip


def _rounded(value: float) -> int:
    step: int = 10 ** max(len(str(int(value))) - 2, 0)
    return round(value / step) * step


def _rounded_down(value: float) -> float:
    power = 10.0 ** (len(str(int(value))) - 1)
    return next(step * power for step in (5, 2, 1) if step * power <= value)


def _say(words: Language, key: str) -> str:
    return words.part(f"print.{key}", _WORDS[key])
