"""Names on a printed map: the more telling first, and only those that overlap no other and no edge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text without the few characters that no SVG can hold."""
    return _NOT_XML.sub("�", text)


@dataclass(frozen=True, slots=True)
class Label:
    """A name and where it may stand.

    Parameters
    ----------
    text
        The name.
    x, y
        In metres of the projection.
    rank
        Labels of a lower rank are placed first.
    size
        In points.
    lift
        Points above the position, for what stands on a mark.
    """

    text: str
    x: float
    y: float
    rank: tuple[int, int]
    size: float
    lift: float = 0.0
    bold: bool = False
    italic: bool = False


def draw_labels(axes: Axes, names: Iterable[Label], colours: Mapping[str, str], *, as_text: bool) -> None:
    """Draw the names that find room, each with a pale casing.

    ``as_text`` keeps each a text in a drawing of vectors: a casing around its letters would make
    outlines of them, so a pale box lies behind it instead.
    """
    casing: dict[str, Any] = {
        "path_effects": [withStroke(linewidth=2, foreground=colours["casing"], alpha=0.85)]
    }
    if as_text:
        casing = {
            "bbox": {
                "boxstyle": "round,pad=0.12",
                "facecolor": colours["casing"],
                "alpha": 0.55,
                "linewidth": 0,
            }
        }
    taken: list[Bbox] = []
    page = axes.get_window_extent()
    for label in sorted(names, key=lambda one: (one.rank, one.text)):
        made = axes.annotate(
            printable(label.text), (label.x, label.y), xytext=(0, label.lift), textcoords="offset points", ha="center",
            va="bottom" if label.lift else "center", fontsize=label.size, color=colours["ink"], zorder=150,
            fontweight="bold" if label.bold else "normal", fontstyle="italic" if label.italic else "normal",
            **casing,
        )  # fmt: skip
        box = made.get_window_extent().padded(1.5)
        inside = page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1
        if not inside or any(box.overlaps(other) for other in taken):
            made.remove()
        else:
            taken.append(box)
