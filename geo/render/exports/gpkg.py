"""GeoPackage (OGC 12-128r19) in EPSG:4326: layers claims, places, countries and borders, and a table ``atlas``.

The table holds the stamp, one row a field; lists are joined by ``;``. GDAL stamps a GeoPackage with
the time it is made: here that is the day of the export, so the same export gives the same bytes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.query import frames
from geo.query.export import Export
from geo.query.format import Format
from geo.query.records import claim_records, settled

_ONE_AT_A_TIME: Final = threading.Lock()
"""GDAL's options hold for the whole process."""


def _claims(export: Export) -> gpd.GeoDataFrame:
    rows: list[dict[str, Any]] = []
    for record, geometry in claim_records(export.dataset, export.claims, export.view.point_of_view):
        correction = record["correction"] or {"fact": None, "note": {}}
        summary = record["summary"]
        del record["correction"], record["summary"], record["geometry"]
        rows.append(
            {
                # `fid` is GeoPackage's own key, so ids stand in a column of their own.
                **{name: _plain(value) for name, value in record.items()},
                "summary_en": summary["en"],
                "summary_ru": summary["ru"],
                "correction_fact": correction["fact"],
                "correction_en": correction["note"].get("en"),
                "correction_ru": correction["note"].get("ru"),
                "geometry": geometry,
            }
        )
    columns = list(rows[0]) if rows else ["id", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=frames.CRS)


def _plain(value: Any) -> Any:
    """Return a list of codes joined by ``;``, the threat links as JSON, anything else as it is."""
    if not isinstance(value, (list, tuple)):
        return value
    if any(isinstance(part, dict) for part in value):
        return json.dumps(value, ensure_ascii=False)
    return ";".join(value)


def _settled(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    made = frame.reset_index()
    for column in made.columns:
        if column != "geometry" and made[column].dtype == object:
            made[column] = [_plain(value) for value in made[column]]
    return made.set_geometry(
        [None if one is None else settled(one) for one in frame.geometry], crs=frames.CRS
    )


def _layers(export: Export) -> dict[str, gpd.GeoDataFrame]:
    dataset, view = export.dataset, export.view
    return {
        "claims": _claims(export),
        "places": _settled(frames.by_place(dataset, view)),
        "countries": _settled(frames.by_country(dataset, view, "close")),
        "borders": _settled(frames.by_border(dataset, view, "close")),
    }


def _write(export: Export) -> Iterator[bytes]:
    stamp = export.stamp.fields()
    made = f"{export.made.isoformat()}T00:00:00.000Z"
    with _ONE_AT_A_TIME, TemporaryDirectory() as folder:
        path = Path(folder) / "atlas.gpkg"
        before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": made})
        try:
            for name, frame in _layers(export).items():
                pyogrio.write_dataframe(
                    frame, path, layer=name, driver="GPKG", append=path.exists(), geometry_type="Unknown",
                    layer_metadata=stamp, promote_to_multi=False,
                )  # fmt: skip
            table = pd.DataFrame({"field": list(stamp), "value": list(stamp.values())})
            pyogrio.write_dataframe(table, path, layer="atlas", driver="GPKG", append=True)
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
        content = path.read_bytes()
    yield content


FORMAT = Format(
    id="gpkg",
    order=50,
    words={"label": {"en": "GeoPackage", "ru": "GeoPackage"}},
    media_type="application/geopackage+sqlite3",
    suffix=".gpkg",
    write=_write,
)
