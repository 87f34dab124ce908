"""CSV (RFC 4180, UTF-8, lines end in LF): one row a claim, geometry as WKT in EPSG:4326.

Lists are joined by ``;``. ``threats``, ``exposed`` and ``source`` run in step: the codes of one
threat are separated by a space, so ``KGZ TJK;UZB`` are those exposed to the first and the second.
A cell that a spreadsheet would take for a formula begins with an apostrophe. A geometry whose text
would not fit into a spreadsheet's cell is simplified until it does; JSON and GeoJSON have it whole.

As an export it begins with a byte order mark, without which Excel takes UTF-8 for something else, and
each row ends in the stamp (columns ``atlas_...``): CSV has no other place for it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import RenderError
from geo.model.claim import Claim
from geo.query.export import Export
from geo.query.format import ListFormat
from geo.query.records import DECIMALS, Record, claim_records, settled
from geo.store import Dataset

COLUMNS: Final = (
    "id", "text", "start", "end", "sha256", "mention", "kind", "name", "iso3", "parties", "threats",
    "exposed", "source", "modality", "voice", "basis", "date_start", "date_end", "precision",
    "summary_en", "summary_ru", "geometry", "correction_fact", "correction_en", "correction_ru",
    "place", "place_basis", "outcome", "status",
)  # fmt: skip

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell must not begin with: spreadsheets would evaluate it."""


CELL: Final = 32_767
"""Most characters that a spreadsheet's cell holds."""


def cell(value: object) -> object:
    """Return a value as a cell: None as empty, text that would be a formula behind an apostrophe."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def well_known_text(geometry: BaseGeometry) -> str:
    """Return a geometry as WKT of at most `CELL` characters, simplified as little as that takes.

    Raises
    ------
    RenderError
        Where not even a tolerance of several degrees makes it short enough.
    """
    text: str = shapely.to_wkt(geometry, rounding_precision=DECIMALS)
    each = len(text) / max(1, shapely.get_num_coordinates(geometry))
    tolerance = 0.01
    while len(text) > CELL:
        if tolerance > 10:
            raise RenderError(f"a geometry expected to fit into {CELL} characters, got {len(text)}")
        coarse = shapely.simplify(_without_islets(geometry, tolerance), tolerance)
        # Making text is slow, so it is made only once the vertices are few enough to fit.
        if shapely.get_num_coordinates(coarse) * each < CELL:
            text = shapely.to_wkt(settled(coarse), rounding_precision=DECIMALS)
        tolerance *= 1.5
    return text


def _without_islets(geometry: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Leave out polygons smaller than the tolerance's square, as long as a larger one stays."""
    parts = shapely.get_parts(geometry)
    areas = shapely.area(parts)
    kept = parts[(areas == 0) | (areas > tolerance**2) | (areas == areas.max())]
    if len(kept) == len(parts) or geometry.geom_type != "MultiPolygon":
        return geometry
    left: BaseGeometry = shapely.multipolygons(kept)
    return left


def _row(record: Record, wkt: str | None) -> dict[str, object]:
    links = record["threats"]
    correction = record["correction"] or {"fact": None, "note": {}}
    values = record | {
        "iso3": ";".join(record["iso3"]),
        "parties": ";".join(record["parties"]),
        "threats": ";".join(link["threat"] for link in links),
        "exposed": ";".join(" ".join(link["exposed"]) for link in links),
        "source": ";".join(" ".join(link["source"]) for link in links),
        "summary_en": record["summary"]["en"],
        "summary_ru": record["summary"]["ru"],
        "geometry": wkt,
        "correction_fact": correction["fact"],
        "correction_en": correction["note"].get("en"),
        "correction_ru": correction["note"].get("ru"),
    }
    return {column: cell(values[column]) for column in COLUMNS}


_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def _chunks(
    dataset: Dataset, claims: Sequence[Claim], point_of_view: str, stamp: Mapping[str, str] = _NOTHING
) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, (*COLUMNS, *stamp), lineterminator="\n")
    writer.writeheader()
    known: dict[int, tuple[BaseGeometry, str]] = {}
    for record, geometry in claim_records(dataset, claims, point_of_view):
        # Claims of one place share one geometry object, so its text is made once.
        if geometry is not None and id(geometry) not in known:
            known[id(geometry)] = (geometry, well_known_text(geometry))
        writer.writerow({**_row(record, None if geometry is None else known[id(geometry)][1]), **stamp})
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _write(export: Export) -> Iterator[bytes]:
    stamp = {f"atlas_{name}": str(cell(value)) for name, value in export.stamp.fields().items()}
    yield codecs.BOM_UTF8
    for chunk in _chunks(export.dataset, export.claims, export.view.point_of_view, stamp):
        yield chunk.encode()


FORMAT = ListFormat(
    id="csv",
    order=30,
    words={"label": {"en": "CSV table", "ru": "Таблица CSV"}},
    media_type="text/csv",
    suffix=".csv",
    write=_write,
    chunks=_chunks,
)
