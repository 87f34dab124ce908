"""The reference tables as CSV (RFC 4180, UTF-8), and what in them is not well verified."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Mapping
from typing import Final

from geo.errors import UnknownValueError
from geo.model.facts import Fact
from geo.query.formats.csv_rows import cell
from geo.store import Dataset
from geo.store.reference import TABLES

_RANK: Final = {"low": 0, "medium": 1}


def table_names() -> tuple[str, ...]:
    """Return the name of every reference table, as its file is called."""
    return tuple(TABLES)


def table_sizes(dataset: Dataset) -> Mapping[str, int]:
    """Return how many rows each reference table has."""
    return {name: len(getattr(dataset.reference, name)) for name in TABLES}


def table_csv(dataset: Dataset, name: str) -> bytes:
    """Return a reference table as CSV: lines end in LF, a byte order mark first so that Excel reads UTF-8.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.

    Raises
    ------
    UnknownValueError
        Where there is no such table.
    """
    if name not in TABLES:
        raise UnknownValueError("table", name, tuple(TABLES))
    buffer = io.StringIO(newline="")
    fields = list(TABLES[name].model_fields)
    # Ids come first, as in the file that the table is read from.
    fields.sort(key=lambda field: field != "id")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(fields)
    for row in getattr(dataset.reference, name):
        writer.writerow([cell(getattr(row, field)) for field in fields])
    return codecs.BOM_UTF8 + buffer.getvalue().encode()


def uncertain(dataset: Dataset) -> tuple[tuple[str, Fact], ...]:
    """Return every reference fact of low or medium confidence with its ``table:id``, low ones first."""
    found = [(ref, fact) for ref, fact in dataset.reference.by_ref.items() if fact.confidence in _RANK]
    return tuple(sorted(found, key=lambda pair: _RANK[pair[1].confidence]))
