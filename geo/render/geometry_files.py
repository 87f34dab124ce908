"""The files that a browser fetches once: shapes for two levels of detail, pictures, the catalogue of words.

Each name carries a hash of the contents, so a file under a name never changes and may be cached
for ever. Shape files are ``{"scale": ..., "families": {family: {feature id: shape}}}`` with shapes as in
`geo.render.shapes`; ``common`` files do not depend on the point of view.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.errors import RenderError
from geo.i18n import languages
from geo.model.place import Reference
from geo.render.catalogue import catalogue
from geo.render.layer import Picture, layers
from geo.render.layers.areas import is_area
from geo.render.shapes import SCALES, steps
from geo.render.static_file import StaticFile
from geo.store import Dataset
from geo.store.kept import per_dataset

LEVELS: Final = ("far", "close")
THRESHOLD: Final = 5.5
"""Web Mercator zoom from which the close level is drawn."""

_COMMON: Final = ("land", "lakes", "rivers", "disputed")
_OWN: Final = ("countries", "borders")
AREA_TOLERANCE: Final = 0.02
"""Degrees that an area's edge may be simplified by for the far level; it is approximate anyway."""


@dataclass(frozen=True)
class _Files:
    by_hashed: Mapping[str, StaticFile]
    hashed: Mapping[str, str]
    contents: Mapping[str, Any]


def geometry_files(dataset: Dataset) -> Mapping[str, StaticFile]:
    """Return every file by hashed name. The first call for a dataset takes about a second."""
    return _files(dataset.ground).by_hashed


def geometry_name(dataset: Dataset, name: str) -> str:
    """Return the hashed name of a file such as ``common_far``, ``recognised_close`` or ``atlas_en``.

    Raises
    ------
    RenderError
        Where there is no such file.
    """
    hashed = _files(dataset.ground).hashed
    if name not in hashed:
        msg = f"geometry file: name expected one of {', '.join(sorted(hashed))}, got {name!r}"
        raise RenderError(msg)
    return hashed[name]


def geometry_content(dataset: Dataset, name: str) -> Any:
    """Return the contents of a file (see `geometry_name`) before it was written as JSON."""
    geometry_name(dataset, name)
    return _files(dataset.ground).contents[name]


@per_dataset
def pictures(dataset: Dataset) -> Mapping[str, Picture]:
    """Return the pictures of all layers by hashed name."""
    found = {layer.id: layer.picture(dataset) for layer in layers().values() if layer.picture is not None}
    return MappingProxyType({picture.name(layer): picture for layer, picture in found.items()})


@per_dataset
def _files(dataset: Dataset) -> _Files:
    contents: dict[str, Any] = {
        f"atlas_{tag}": catalogue(dataset, language) for tag, language in languages().items()
    }
    screen = dataset.boundaries.screen_files()
    for level in LEVELS:
        common = {family: _shapes(screen, f"{family}.{level}.json", level) for family in _COMMON}
        contents[f"common_{level}"] = {"scale": SCALES[level], "families": common}
        for pov in dataset.boundaries.points_of_view:
            own = {family: _shapes(screen, f"{family}.{pov}.{level}.json", level) for family in _OWN}
            own["areas"] = _areas(dataset, pov, level)
            contents[f"{pov}_{level}"] = {"scale": SCALES[level], "families": own}
    by_hashed: dict[str, StaticFile] = {}
    hashed: dict[str, str] = {}
    for name, content in contents.items():
        file = StaticFile.of_json(content)
        hashed[name] = file.name(name)
        by_hashed[hashed[name]] = file
    for name, picture in pictures(dataset).items():
        by_hashed[name] = StaticFile.of(picture.content, "image/png")
    return _Files(MappingProxyType(by_hashed), MappingProxyType(hashed), MappingProxyType(contents))


def _shapes(screen: Mapping[str, bytes], name: str, level: str) -> dict[str, Any]:
    if name not in screen:
        msg = f"boundaries/screen/{name}: file expected to exist, got no such file"
        raise RenderError(msg)
    return {
        feature["id"]: steps(feature["geometry"], SCALES[level])
        for feature in json.loads(screen[name])["features"]
    }


def _areas(dataset: Dataset, pov: str, level: str) -> dict[str, Any]:
    """Return the geometry of every place that is drawn as an area, by place id."""
    found: dict[str, Any] = {}
    for place_id, place in dataset.gazetteer.items():
        if not is_area(dataset, place_id) or not isinstance(place.geometry, Reference):
            continue
        shape: BaseGeometry = dataset.boundaries.geometry(place.geometry.ref, pov)
        if level == "far":
            shape = shapely.simplify(shape, AREA_TOLERANCE)
        found[place_id] = steps(mapping(shape), SCALES[level])
    return found
