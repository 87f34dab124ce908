"""What a view looks like, in a few kilobytes: which features stand in which styles, and where to look."""

from __future__ import annotations

from typing import Any

from geo.i18n import language as language_of
from geo.i18n import pick
from geo.model.view import View
from geo.query import selection as selecting
from geo.query.sentence import sentence
from geo.render.extra import extra
from geo.render.frame import frame
from geo.render.geometry_files import LEVELS, THRESHOLD, geometry_name
from geo.render.layer import feature_json, layers
from geo.store import Dataset


def map_payload(dataset: Dataset, view: View) -> dict[str, Any]:
    """Return the map of a view, ready for JSON. Names and shapes are in files that it refers to.

    Keys
    ----
    language, point_of_view, as_of, selected
        The view's own; ``as_of`` is an ISO day.
    files
        ``catalogue``; ``far`` and ``close`` (lists of hashed names) and the ``threshold`` zoom
        between them.
    layers
        Layer id to feature id to ``[styles, claims, kinds]``.
    legend
        ``[layer, style]`` of everything that is on the map, in order.
    alt, note
        One sentence that says what the map shows; the point of view in words.
    frame
        ``[[south, west], [north, east]]`` (Leaflet's order) around the claims shown.
    position
        ``[zoom, lat, lon]`` where the view has one, else None.
    unlocated
        How many of the claims stand nowhere on the map.
    extra
        Places that stand in no file (see `geo.render.extra`); left out where there are none.
    """
    selection = selecting.select(dataset, view)
    language = language_of(view.language)
    drawn = {
        layer.id: {feature.id: feature_json(feature) for feature in layer.build(dataset, view, selection)}
        for layer in layers().values() if layer.every is None
    }  # fmt: skip
    placed = [name for layer in layers().values() if layer.selects == "place:" for name in drawn[layer.id]]
    own = extra(dataset, placed, view.point_of_view, language)
    point_of_view = dataset.boundaries.points_of_view[view.point_of_view]
    position = view.position
    return {
        "language": view.language,
        "point_of_view": view.point_of_view,
        "as_of": selection.day.isoformat(),
        "selected": view.selection,
        "files": {
            "catalogue": geometry_name(dataset, f"atlas_{view.language}"),
            "threshold": THRESHOLD,
            **{
                level: [
                    geometry_name(dataset, f"common_{level}"),
                    geometry_name(dataset, f"{view.point_of_view}_{level}"),
                ]
                for level in LEVELS
            },
        },
        "layers": drawn,
        "legend": _legend(dataset, drawn),
        "alt": sentence(dataset, view, selection, language),
        "note": pick(point_of_view.names, view.language),
        "frame": frame(dataset, view, selection),
        "position": None if position is None else [position.zoom, position.lat, position.lon],
        "unlocated": len(selection.unlocated),
        **({"extra": own} if own else {}),
    }


def _legend(dataset: Dataset, drawn: dict[str, dict[str, list[Any]]]) -> list[list[str]]:
    """Return the styles in use that mean something, by layer, in the layer's own order."""
    found: list[list[str]] = []
    for layer in layers().values():
        used = {token for row in drawn.get(layer.id, {}).values() for token in row[0].split()}
        found += [
            [layer.id, name] for name, style in layer.styles(dataset).items()
            if name in used and style.legend and style.words is not None
        ]  # fmt: skip
    return found
