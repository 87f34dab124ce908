"""Read a CSV table into models: UTF-8, a header, one value a cell, an empty cell for unknown."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, TypeVar

from geo.errors import Problem
from geo.store.records import build, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model.base import Model

M = TypeVar("M", bound="Model")


def read_table(data_dir: Path, file: str, model: type[M]) -> tuple[tuple[M, ...], list[Problem]]:
    """Read a table, row by row; a bad row is left out and named by its id, or line where it has none.

    The columns must be the model's fields, in any order. Reports a missing file, columns that are
    wrong, a row with too few or too many cells, an id that stands twice, and whatever the model
    refuses.
    """
    try:
        content = read_text(data_dir / file)
    except FileNotFoundError:
        return (), [Problem(file, "-", "file", "to exist", "no such file")]
    except UnicodeDecodeError as error:
        return (), [Problem(file, "-", "file", "UTF-8 CSV", str(error))]
    reader = csv.reader(io.StringIO(content, newline=""))
    header = next(reader, [])
    wanted = list(model.model_fields)
    if sorted(header) != sorted(wanted):
        return (), [
            Problem.of(file, "1", "columns", f"exactly {', '.join(sorted(wanted))}", ", ".join(header))
        ]
    required = [key for key, field in model.model_fields.items() if field.is_required()]
    rows: list[M] = []
    found: list[Problem] = []
    seen: set[str] = set()
    for cells in reader:
        line = str(reader.line_num)
        if len(cells) != len(header):
            found.append(Problem.of(file, line, "row", f"{len(header)} cells", len(cells)))
            continue
        # An empty cell is an absent field.
        raw = {key: cell for key, cell in zip(header, cells, strict=True) if cell}
        record = raw.get("id", line)
        if record in seen:
            found.append(Problem.of(file, record, "id", "an id that stands once", record))
        seen.add(record)
        absent = [key for key in required if key not in raw]
        found += [Problem(file, record, key, "a value", "nothing") for key in absent]
        row, wrong = build(model, raw, file, record)
        found += [problem for problem in wrong if problem.field not in absent]
        if row is not None:
            rows.append(row)
    return tuple(rows), found
