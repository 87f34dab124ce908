import csv
import io

import pytest

from geo.errors import UnknownValueError
from geo.query.formats.csv_rows import FORMULA
from geo.query.tables import table_csv, table_names, table_sizes, uncertain
from geo.store import Dataset


@pytest.mark.parametrize("name", table_names())
def test_a_table_reads_back_whole_and_begins_no_formula(atlas: Dataset, name: str) -> None:
    raw = table_csv(atlas, name)
    assert raw.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    held = getattr(atlas.reference, name)
    assert len(rows) == len(held) == table_sizes(atlas)[name]
    assert [row["id"] for row in rows] == [row.id for row in held]
    for row, record in zip(rows, held, strict=True):
        for field, value in record:
            shown = row[field]
            # A negative number is a number; only text could be a formula.
            if isinstance(value, str):
                assert not shown.startswith(FORMULA)
                shown = shown.removeprefix("'") if value.startswith(FORMULA) else shown
            assert shown == ("" if value is None else str(value))


def test_an_unknown_table_is_refused(atlas: Dataset) -> None:
    with pytest.raises(UnknownValueError, match="membership"):
        table_csv(atlas, "../sources")


def test_what_is_uncertain_is_all_that_is_not_sure_low_first(atlas: Dataset) -> None:
    found = uncertain(atlas)
    assert {ref for ref, _fact in found} == {
        ref for ref, fact in atlas.reference.by_ref.items() if fact.confidence != "high"
    }
    sure = [fact.confidence for _ref, fact in found]
    assert sure == sorted(sure, key=["low", "medium"].index)
