"""What never changes between views, in one language: names, positions, styles, colours and words.

The browser fetches it once, so that the payload of a view needs only ids and counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.i18n import Language, pick
from geo.model.place import Place, Point, Reference
from geo.render.layer import Layer, Style, layers
from geo.render.palette import palette
from geo.render.words import map_words
from geo.store import Dataset

_WIDE: Final = 14.0
"""Degrees of longitude or latitude beyond which a country gets further places for its name."""


def catalogue(dataset: Dataset, language: Language) -> dict[str, Any]:
    """Return the catalogue of a dataset in a language, ready for JSON."""
    taxonomy = dataset.taxonomy
    return {
        "language": language.tag,
        "palette": {theme: dict(palette(dataset, theme)) for theme in ("light", "dark")},
        "words": map_words(language),
        "layers": {layer.id: _layer(dataset, layer, language) for layer in layers().values()},
        "kinds": {
            kind: {"words": language.part(f"kinds.{kind}", term.label), "symbol": term.symbol}
            for kind, term in taxonomy.kinds.items()
        },
        "countries": _countries(dataset, language),
        "places": _places(dataset, language),
    }


def _layer(dataset: Dataset, layer: Layer, language: Language) -> dict[str, Any]:
    return {
        "order": layer.order,
        "draw": layer.draw,
        "words": language.part(f"layer.{layer.id}.label", layer.words["label"]),
        "geometry": layer.geometry,
        **_picture(dataset, layer),
        "selects": layer.selects,
        "every": layer.every,
        "named": layer.named,
        "styles": {
            name: _style(style, f"layer.{layer.id}.{name}", language)
            for name, style in layer.styles(dataset).items()
        },
        "names": _names(dataset, layer, language),
    }


def _picture(dataset: Dataset, layer: Layer) -> dict[str, Any]:
    """Return the file of a layer's picture and where it lies: south-west and north-east, as Leaflet has it."""
    if layer.picture is None:
        return {}
    picture = layer.picture(dataset)
    west, south, east, north = picture.box
    return {"picture": {"file": picture.name(layer.id), "bounds": [[south, west], [north, east]]}}


def _style(style: Style, key: str, language: Language) -> dict[str, Any]:
    said = {name: value for name, value in asdict(style).items() if value is not None and name != "words"}
    if style.words is not None:
        said["words"] = language.part(key, style.words)
    return said


def _names(dataset: Dataset, layer: Layer, language: Language) -> dict[str, str]:
    """Return names of features that are neither countries, borders nor places."""
    if layer.geometry != "disputed":
        return {}
    frame = dataset.boundaries.disputed()
    column = f"name_{language.tag}"
    return {str(line): str(row[column if column in frame else "name_en"]) for line, row in frame.iterrows()}


def _countries(dataset: Dataset, language: Language) -> dict[str, Any]:
    boundaries = dataset.boundaries
    frame = boundaries.countries(boundaries.default_point_of_view, "far")
    return {
        code: {
            "name": pick(boundaries.names(code), language.tag),
            "at": _anchors(boundaries.label(code), frame.geometry[code]),
            "size": round(float(frame.geometry[code].area), 1),
        }
        for code in boundaries.country_codes
    }


def _anchors(label: tuple[float, float], shape: BaseGeometry) -> list[list[float]]:
    """Return places for a name (lon, lat), the best first; a vast country has one in each part.

    So the name of Russia is there when only its south is on screen.
    """
    found = [[round(label[0], 2), round(label[1], 2)]]
    west, south, east, north = shape.bounds
    columns, rows = int((east - west) // _WIDE) + 1, int((north - south) // _WIDE) + 1
    if columns * rows == 1:
        return found
    for column in range(columns):
        for row in range(rows):
            cell = shapely.box(
                west + column * (east - west) / columns, south + row * (north - south) / rows,
                west + (column + 1) * (east - west) / columns, south + (row + 1) * (north - south) / rows,
            )  # fmt: skip
            part = shapely.intersection(shape, cell)
            if part.area > cell.area / 4:
                middle = shapely.maximum_inscribed_circle(_largest(part), tolerance=0.5).coords[0]
                found.append([round(middle[0], 2), round(middle[1], 2)])
    return found


def _largest(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return max(parts, key=lambda part: float(part.area))


def _places(dataset: Dataset, language: Language) -> Mapping[str, Any]:
    """Return name, precision and, where it is a point or an area, the position of every place."""
    return {name: place_entry(dataset, place, language) for name, place in dataset.gazetteer.items()}


def place_entry(dataset: Dataset, place: Place, language: Language) -> dict[str, Any]:
    """Return name, precision and, where a place is a point or an area, its position (lon, lat)."""
    entry: dict[str, Any] = {
        "name": pick(place.names, language.tag),
        "precision": language.part(
            f"precisions.{place.precision}", dataset.taxonomy.precisions[place.precision].label
        ),
    }
    if isinstance(place.geometry, Point):
        entry["at"] = [list(place.geometry.coordinates)]
    elif isinstance(place.geometry, Reference):
        shape = dataset.boundaries.geometry(place.geometry.ref, dataset.boundaries.default_point_of_view)
        if shape.area:
            middle = shapely.maximum_inscribed_circle(_largest(shape), tolerance=0.05).coords[0]
            entry["at"] = [[round(middle[0], 3), round(middle[1], 3)]]
    return entry
