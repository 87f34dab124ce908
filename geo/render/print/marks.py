"""Draw the layers of a view on Matplotlib axes, as the browser's renderer draws them on screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, PathPatch
from matplotlib.path import Path
from matplotlib.transforms import ScaledTranslation
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.i18n import pick
from geo.model.place import Point, Reference
from geo.query.export import Export
from geo.query.frames import CRS
from geo.render.layer import CANDIDATE, PARTLY, Layer, Style, layers
from geo.render.print.ground import Ground
from geo.render.print.labels import Label, draw_labels
from geo.render.print.symbols import OPEN, broken_ring, symbol
from geo.render.print.warp import warped

_DETAILED: Final = 7_000_000.0
"""Metres across up to which the close level is drawn."""
_STEP: Final = 9.5
"""Points between the symbols of one place."""

LineStyle = Literal["solid"] | tuple[float, tuple[float, ...]]


@dataclass(frozen=True)
class Canvas:
    """What a map is drawn on: axes on a ground, what is drawn, and the colours by key."""

    axes: Axes
    shown: Ground
    export: Export
    colours: Mapping[str, str]


def draw_marks(canvas: Canvas, payload: Mapping[str, Any], *, as_text: bool) -> None:
    """Draw every layer from the bottom up, then the names that do not overlap (see `draw_labels`)."""
    export, shown = canvas.export, canvas.shown
    names: list[Label] = []
    for layer in layers().values():
        rows: dict[str, list[Any]] = payload["layers"].get(layer.id, {})
        if layer.draw == "image":
            _image(canvas, layer)
            continue
        if layer.draw == "point":
            names += _points(canvas, layer, rows)
            continue
        if layer.draw == "arrow":
            _arrows(canvas, layer, rows)
            continue
        shapes = shown.laid_out(_shapes(export, layer, rows, "close" if shown.width < _DETAILED else "far"))
        styles = layer.styles(export.dataset)
        for feature, shape in shapes.items():
            used = rows[feature][0].split() if feature in rows else [layer.every] if layer.every else []
            merged = _merged(styles, used)
            if layer.draw == "polygon":
                _polygon(canvas, shape, merged, layer.order)
            else:
                _line(canvas, shape, merged, layer.order)
        if layer.named:
            names += _area_names(canvas, layer, rows, shapes)
    draw_labels(canvas.axes, names, canvas.colours, as_text=as_text)


def _shapes(export: Export, layer: Layer, rows: Mapping[str, Any], level: str) -> dict[str, BaseGeometry]:
    """Return the shapes of a layer's features in EPSG:4326."""
    boundaries, pov = export.dataset.boundaries, export.view.point_of_view
    if layer.geometry == "areas":
        return {
            place_id: boundaries.geometry(geometry.ref, pov)
            for place_id in rows
            for geometry in [export.dataset.place(place_id).geometry] if isinstance(geometry, Reference)
        }  # fmt: skip
    frames = {
        "countries": lambda: boundaries.countries(pov, level),
        "borders": lambda: boundaries.borders(pov, level),
        "disputed": lambda: boundaries.disputed(level=level),
    }
    found = (
        frames[layer.geometry]()
        if layer.geometry in frames
        else boundaries.background(level)[layer.geometry or layer.id]
    )
    shapes = {str(feature): shape for feature, shape in found.geometry.items()}
    return shapes if layer.every else {feature: shape for feature, shape in shapes.items() if feature in rows}


def _image(canvas: Canvas, layer: Layer) -> None:
    """Lay a layer's picture over the map, warped from Web Mercator into the projection."""
    axes, export, shown = canvas.axes, canvas.export, canvas.shown
    if layer.picture is None:
        return
    picture = layer.picture(export.dataset)
    style = _merged(layer.styles(export.dataset), [layer.every] if layer.every else [])
    axes.imshow(
        warped(picture.content, picture.box, shown), extent=shown.extent, alpha=style.opacity, zorder=layer.order,
        interpolation="bilinear", aspect="equal",
    )  # fmt: skip


def _merged(styles: Mapping[str, Style], used: list[str]) -> Style:
    """Return one style: what is named later lies over what is named earlier."""
    merged = Style()
    for name in used:
        said = {key: value for key, value in asdict(styles[name]).items() if value is not None}
        merged = replace(merged, **said)
    return merged


def fill_of(style: Style, colours: Mapping[str, str]) -> str | None:
    """Return the colour of a fill, mixed with bare land where the style says so."""
    if style.fill is None:
        return None
    share = 1.0 if style.tint is None else style.tint
    mixed = share * np.array(to_rgb(colours[style.fill])) + (1 - share) * np.array(to_rgb(colours["land"]))
    red, green, blue = (float(part) for part in mixed)
    return str(to_hex((red, green, blue)))


def linestyle(dash: str | None) -> LineStyle:
    """Return an SVG dash array as Matplotlib's line style; CSS pixels become three quarters of a point."""
    return (0, tuple(0.75 * float(part) for part in dash.split())) if dash else "solid"


def _path(shape: BaseGeometry) -> Path:
    """Return the outlines of polygons, rings of holes the other way round, so that they stay holes."""
    rings = [
        ring
        for part in shapely.get_parts(shapely.orient_polygons(shape)) if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    ]  # fmt: skip
    return (
        Path.make_compound_path(*(Path(np.asarray(ring.coords)[:, :2], closed=True) for ring in rings))
        if rings
        else Path(np.empty((0, 2)))
    )


def _polygon(canvas: Canvas, shape: BaseGeometry, style: Style, order: int) -> None:
    axes, colours = canvas.axes, canvas.colours
    path = _path(shape)
    if not len(path):
        return

    def patch(**look: Any) -> PathPatch:
        made = PathPatch(
            path,
            **{"facecolor": "none", "edgecolor": "none", "linewidth": 0, "joinstyle": "round", **look},
            zorder=order,
        )
        axes.add_patch(made)
        return made

    fill = fill_of(style, colours)
    if fill is not None:
        patch(facecolor=fill, alpha=style.opacity)
    if style.pattern is not None:
        patch(hatch={"hatch": "////", "dots": "...."}[style.pattern], edgecolor=colours[style.ink or "ink"])
    if style.band is not None:
        # A stroke on the edge of which the polygon itself leaves only the inner half.
        made = patch(
            edgecolor=colours[style.band],
            linewidth=1.5 * (style.band_weight or 1.0),
            linestyle=linestyle(style.band_dash),
        )
        made.set_clip_path(path, axes.transData)
    if style.stroke is not None:
        patch(
            edgecolor=colours[style.stroke],
            linewidth=0.75 * (style.weight or 1.0),
            linestyle=linestyle(style.dash),
        )


def _line(canvas: Canvas, shape: BaseGeometry, style: Style, order: int) -> None:
    axes, colours = canvas.axes, canvas.colours
    if style.stroke is None:
        return
    weight = 0.75 * (style.weight or 1.0)
    for part in shapely.get_parts(shape):
        if part.geom_type != "LineString":
            continue
        x, y = part.xy
        if style.halo:
            axes.plot(x, y, color=colours["casing"], linewidth=weight + 1.5 * style.halo, zorder=order)
        axes.plot(
            x, y, color=colours[style.stroke], linewidth=weight, linestyle=linestyle(style.dash), alpha=style.opacity,
            zorder=order,
        )  # fmt: skip


def _points(canvas: Canvas, layer: Layer, rows: Mapping[str, Any]) -> list[Label]:
    """Draw each place as the symbols of its kinds, the most frequent first."""
    axes, export, shown, colours = canvas.axes, canvas.export, canvas.shown, canvas.colours
    names: list[Label] = []
    forward = Transformer.from_crs(CRS, shown.crs, always_xy=True)
    kinds = export.dataset.taxonomy.kinds
    figure = axes.figure
    for place_id, row in rows.items():
        place = export.dataset.place(place_id)
        if not isinstance(place.geometry, Point):
            continue
        x, y = forward.transform(*place.geometry.coordinates)
        if not _within(x, y, shown):
            continue
        found = list(row[2]) if len(row) > 2 else [token for token in row[0].split() if token in kinds]
        unsure = not {CANDIDATE, PARTLY}.isdisjoint(row[0].split())
        if unsure:
            _ring(canvas, x, y, layer, row[0].split())
        for number, kind in enumerate(found):
            shift = (number - (len(found) - 1) / 2) * _STEP / 72
            moved = axes.transData + ScaledTranslation(shift, 0, figure.dpi_scale_trans)
            glyph = kinds[kind].symbol
            for size, colour in ((9.5, colours["mark"]), (7.0, colours["mark-ink"])):
                hollow = glyph in OPEN
                axes.add_line(Line2D(
                    [x], [y], transform=moved, linestyle="none", marker=symbol(glyph), markersize=size,
                    markerfacecolor="none" if hollow else colour, markeredgecolor=colour,
                    markeredgewidth=(1.3 if hollow else 0.3) + (1.6 if size > 8 else 0.0), zorder=layer.order + number / 100,
                ))  # fmt: skip
        words = f"{pick(place.names, export.view.language)} ({row[1]})"
        names.append(Label(words, x, y, rank=(0, -row[1]), size=7.6, lift=8.0, bold=True))
    return names


def _ring(canvas: Canvas, x: float, y: float, layer: Layer, used: list[str]) -> None:
    """Draw a broken ring around a place whose claims are not all reviewed."""
    style = _merged(
        layer.styles(canvas.export.dataset), [name for name in used if name in {CANDIDATE, PARTLY}]
    )
    canvas.axes.plot(
        [x], [y], linestyle="none", marker=broken_ring(style.dash), markersize=15, markerfacecolor="none",
        markeredgecolor=canvas.colours[style.stroke or "ink"], markeredgewidth=1.0, zorder=layer.order - 0.1,
        scalex=False, scaley=False,
    )  # fmt: skip


def _arrows(canvas: Canvas, layer: Layer, rows: Mapping[str, Any]) -> None:
    """Draw arrows between countries; one that begins or ends off the paper is cut by its edge."""
    axes, export, shown, colours = canvas.axes, canvas.export, canvas.shown, canvas.colours
    forward = Transformer.from_crs(CRS, shown.crs, always_xy=True)
    styles = layer.styles(export.dataset)
    for number, (feature, row) in enumerate(sorted(rows.items())):
        source, _, target = feature.partition(":")[0].partition(">")
        ends = [forward.transform(*export.dataset.boundaries.label(code)) for code in (source, target)]
        if not all(np.isfinite(end).all() for end in ends):
            continue
        style = _merged(styles, row[0].split())
        axes.add_patch(FancyArrowPatch(
            *ends, arrowstyle="-|>", mutation_scale=11, connectionstyle=f"arc3,rad={0.14 + 0.05 * (number % 3)}",
            color=colours[style.stroke or "ink"], linewidth=0.8 + 0.25 * min(row[1], 8), zorder=layer.order, clip_on=True,
            linestyle=linestyle(style.dash),
        ))  # fmt: skip


def _area_names(
    canvas: Canvas, layer: Layer, rows: Mapping[str, Any], shapes: Mapping[str, BaseGeometry]
) -> list[Label]:
    export, shown = canvas.export, canvas.shown
    found: list[Label] = []
    for feature, shape in shapes.items():
        part = shown.visible(shape)
        parts = [one for one in shapely.get_parts(part) if one.geom_type == "Polygon" and not one.is_empty]
        if not parts or feature not in rows:
            continue
        largest = max(parts, key=lambda one: float(one.area))
        x, y = shapely.maximum_inscribed_circle(largest, tolerance=shown.width / 500).coords[0]
        names = (
            export.dataset.boundaries.names(feature)
            if layer.geometry == "countries"
            else export.dataset.place(feature).names
        )
        claims = rows[feature][1] or 0
        country = layer.geometry == "countries"
        words = pick(names, export.view.language)
        if country and part.area < (shown.width / 60) ** 2:
            continue
        found.append(
            Label(
                words,
                x,
                y,
                rank=(1 if country else 2, -claims),
                size=8.2 if country else 7.2,
                italic=not country,
            )
        )
    return found


def _within(x: float, y: float, shown: Ground) -> bool:
    west, east, south, north = shown.extent
    return west <= x <= east and south <= y <= north
