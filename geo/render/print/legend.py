"""The legend of a printed map: every style that is on it and means something, by layer."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from geo.query.export import Export
from geo.render.layer import Layer, Style, layers
from geo.render.print.marks import fill_of, linestyle
from geo.render.print.symbols import OPEN, broken_ring, symbol

_ROWS: Final = 44
"""Rows that fit beside the map at the normal size."""


def draw_legend(
    figure: Figure, export: Export, payload: Mapping[str, Any], colours: Mapping[str, str]
) -> None:
    """Draw the legend in the column right of the map."""
    handles: list[Artist] = []
    labels: list[str] = []
    headings: list[int] = []
    before = ""
    for layer_id, name in payload["legend"]:
        layer = layers()[layer_id]
        if layer_id != before:
            headings.append(len(labels))
            handles.append(Line2D([], [], linestyle="none"))
            labels.append(export.language.part(f"layer.{layer_id}.label", layer.words["label"]))
            before = layer_id
        style = layer.styles(export.dataset)[name]
        handles.append(_handle(export, layer, name, style, colours))
        words = export.language.part(f"layer.{layer_id}.{name}", style.words or {"en": name})
        labels.append("\n".join(textwrap.wrap(words, 34)))
    rows = sum(label.count("\n") + 1 for label in labels)
    made = figure.legend(
        handles, labels, loc="upper left", bbox_to_anchor=(0.762, 0.918), frameon=False, borderaxespad=0,
        fontsize=7.2 * min(1.0, _ROWS / max(rows, 1)), labelcolor=colours["ink"], handlelength=2.0, handleheight=1.1,
        labelspacing=0.42,
    )  # fmt: skip
    for number in headings:
        made.get_texts()[number].set_fontweight("bold")


def _fill(style: Style, colours: Mapping[str, str]) -> str:
    """Return the fill of a swatch; a style that only makes a fill paler is shown as bare land."""
    return fill_of(style, colours) or (colours["land"] if style.tint is not None else "none")


def _handle(export: Export, layer: Layer, name: str, style: Style, colours: Mapping[str, str]) -> Artist:
    if layer.draw == "point" and name not in export.dataset.taxonomy.kinds:
        return Line2D(
            [], [], linestyle="none", marker=broken_ring(style.dash), markersize=8, markeredgewidth=0.9,
            markerfacecolor="none", markeredgecolor=colours[style.stroke or "ink"],
        )  # fmt: skip
    if layer.draw == "point":
        glyph = export.dataset.taxonomy.kinds[name].symbol if name in export.dataset.taxonomy.kinds else ""
        hollow = glyph in OPEN
        return Line2D(
            [], [], linestyle="none", marker=symbol(glyph), markersize=8, markeredgewidth=1.2 if hollow else 0.4,
            markerfacecolor="none" if hollow else colours["mark-ink"], markeredgecolor=colours["mark-ink"],
        )  # fmt: skip
    if layer.draw == "polygon" and style.band is None:
        return Patch(
            facecolor=_fill(style, colours), linewidth=style.weight or 0.5, linestyle=linestyle(style.dash),
            edgecolor=colours[style.ink] if style.pattern and style.ink else colours[style.stroke or "muted"],
            hatch={"hatch": "////", "dots": "...."}.get(style.pattern or ""),
        )  # fmt: skip
    colour = colours[style.band or style.stroke or "ink"]
    return Line2D(
        [], [], color=colour, linewidth=style.band_weight or style.weight or 1.6,
        linestyle=linestyle(style.band_dash or style.dash), marker=">" if layer.draw == "arrow" else None, markersize=4,
    )  # fmt: skip
