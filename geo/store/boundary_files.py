"""Read single files of ``data/boundaries/``: TOML made by hand and GeoJSON made by the build."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any, TypeVar

import geopandas as gpd
import pandas as pd
import shapely
from pydantic import BaseModel

from geo.errors import DataError, Problem
from geo.model.boundary import Relief
from geo.store.records import build, read_json, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

CRS = "EPSG:4326"
FOLDER = "boundaries"

M = TypeVar("M", bound=BaseModel)


def read_by_hand(data_dir: Path, name: str, model: type[M]) -> M:
    """Read one of the TOML files of ``data/boundaries/``.

    Raises
    ------
    DataError
        Where it is absent or does not fit the model.
    """
    file = f"{FOLDER}/{name}"
    record, problems = build(model, read_toml(data_dir / FOLDER / name, file), file, "-")
    if record is None:
        raise DataError(problems)
    return record


def read_relief(data_dir: Path) -> tuple[Relief, bytes]:
    """Return where the shaded relief lies, and its picture (PNG).

    Raises
    ------
    DataError
        Where a file is absent or wrong.
    """
    file = f"{FOLDER}/relief.json"
    found, problems = build(Relief, read_json(data_dir / file, file), file, "-")
    if found is None:
        raise DataError(problems)
    picture = f"{FOLDER}/{found.file}"
    try:
        return found, (data_dir / picture).read_bytes()
    except OSError as error:
        raise DataError(
            [Problem(picture, "-", "file", "to be readable", error.strerror or str(error))]
        ) from error


def read_features(data_dir: Path, name: str) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file, gzipped where its name ends in ``.gz``.

    Raises
    ------
    DataError
        Where the file is absent or no feature collection.
    """
    file = f"{FOLDER}/{name}"
    path = data_dir / file
    try:
        content = path.read_bytes()
        parsed = json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)
        return list(parsed["features"])
    except FileNotFoundError as error:
        raise DataError([Problem(file, "-", "file", "to exist", "no such file")]) from error
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise DataError([Problem(file, "-", "file", "GeoJSON features", str(error))]) from error


def read_shapes(data_dir: Path, name: str) -> dict[str, BaseGeometry]:
    """Return the geometries of a GeoJSON file by feature id."""
    return {one["id"]: to_shape(one["geometry"]) for one in read_features(data_dir, name)}


def read_named(data_dir: Path, name: str) -> gpd.GeoDataFrame:
    """Return a GeoJSON file as a frame; its ``names`` become name_en and name_ru."""
    rows = []
    for one in read_features(data_dir, name):
        properties = dict(one["properties"])
        names = properties.pop("names", None)
        if names is not None:
            properties = {"name_en": names["en"], "name_ru": names["ru"], **properties}
        rows.append({"id": one["id"], **properties, "geometry": to_shape(one["geometry"])})
    return as_frame(rows)


def to_shape(geometry: Mapping[str, Any]) -> BaseGeometry:
    """Turn a GeoJSON geometry into a shapely one."""
    return shapely.geometry.shape(geometry)


def as_frame(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Make a frame (EPSG:4326) indexed by ``id``; a missing value stays None."""
    frame = gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS)
    for column in frame.columns.difference(["geometry"]):
        values = [row[column] for row in rows]
        if None in values:
            # pandas would turn None among texts into a float NaN.
            frame[column] = pd.Series(values, dtype=object)
    return frame.set_index("id")
