"""The shipped facts are sound and answer what is asked; each check of them can fail."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path

import pytest

from geo.errors import DataError, UnknownValueError
from geo.store.dataset import find_data_dir
from geo.store.reference import TABLES, Reference, load_reference, problems

SIX = {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(find_data_dir())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped facts and vocabularies that a test may break."""
    for folder in ("taxonomy", "reference"):
        shutil.copytree(find_data_dir() / folder, tmp_path / folder)
    return tmp_path


def said(data: Path) -> list[str]:
    return [str(problem) for problem in problems(data)]


def read(data: Path, table: str) -> list[dict[str, str]]:
    with (data / "reference" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(data: Path, table: str, rows: list[dict[str, str]]) -> None:
    with (data / "reference" / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def change(data: Path, table: str, record: str, **cells: str) -> None:
    rows = read(data, table)
    (row,) = (row for row in rows if row["id"] == record)
    row.update(cells)
    write(data, table, rows)


def members(reference: Reference, day: str, status: str = "member") -> set[str]:
    return {
        code for code, held in reference.csto_status(dt.date.fromisoformat(day)).items() if held == status
    }


def test_what_ships_is_sound(reference: Reference) -> None:
    assert problems(find_data_dir()) == []
    assert all(getattr(reference, table) for table in TABLES)


def test_files_are_plain_csv() -> None:
    for table in TABLES:
        content = (find_data_dir() / "reference" / f"{table}.csv").read_bytes()
        assert content.endswith(b"\n"), table
        assert b"\r" not in content, table


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        ("1992-05-14", set()),
        ("1992-05-15", {"ARM", "KAZ", "KGZ", "RUS", "TJK", "UZB"}),
        ("1994-04-20", SIX | {"AZE", "GEO", "UZB"}),
        ("1999-04-01", SIX | {"AZE", "GEO", "UZB"}),
        ("1999-04-02", SIX),
        ("2002-10-07", SIX),
        ("2006-08-15", SIX),
        ("2006-08-16", SIX | {"UZB"}),
        ("2010-08-25", SIX | {"UZB"}),
        ("2011-04-28", SIX | {"UZB"}),
        ("2012-06-28", SIX),
        ("2024-02-21", SIX),
        ("2024-02-22", SIX - {"ARM"}),
    ],
)
def test_members_on_a_day(reference: Reference, day: str, inside: set[str]) -> None:
    assert members(reference, day) == inside


def test_other_standings_on_a_day(reference: Reference) -> None:
    assert members(reference, "2003-01-01", "former") == {"AZE", "GEO", "UZB"}
    assert members(reference, "2010-08-25", "former") == {"AZE", "GEO"}
    assert members(reference, "2012-09-01", "suspended") == {"UZB"}
    assert members(reference, "2013-01-01", "former") == {"AZE", "GEO", "UZB"}
    assert members(reference, "2014-01-01", "observer") == {"AFG", "SRB"}
    assert members(reference, "2022-01-01", "observer") == {"SRB"}
    assert members(reference, "2026-01-01", "frozen") == {"ARM"}


def test_statuses_in_other_organisations(reference: Reference) -> None:
    assert reference.statuses("SCO", dt.date(2016, 1, 1))["BLR"] == "observer"
    assert reference.statuses("CST", dt.date(1993, 12, 31))["BLR"] == "signatory"
    with pytest.raises(
        UnknownValueError, match=r"^organisation expected one of CIS, CST, CSTO, .*, got 'ODKB'$"
    ):
        reference.statuses("ODKB", dt.date(2016, 1, 1))


def test_facts_by_reference(reference: Reference) -> None:
    assert reference.fact("facilities:102nd-military-base").id == "102nd-military-base"
    with pytest.raises(
        UnknownValueError, match=r"^table of facts expected one of documents, .*, got 'bases'$"
    ):
        reference.fact("bases:gyumri")
    with pytest.raises(UnknownValueError, match=r"got 'gyumri'$"):
        reference.fact("facilities:gyumri")
    with pytest.raises(UnknownValueError):
        reference.fact("sources:wikipedia-okno")


def test_what_corrects_the_texts(reference: Reference) -> None:
    assert reference.facilities_by_id["102nd-military-base"].lease_until == "2044"
    (figure,) = (row for row in reference.figures if row.id == "uzb-population-2010")
    assert (figure.value, figure.date) == (28_562_400, "2010")
    assert reference.source_of(figure).url.startswith("https://")


def test_each_forecast_has_the_date_of_its_own_text(reference: Reference) -> None:
    made = {row.text: row.made for row in reference.forecasts}
    assert made == {"trenin-2010": "2010-08-25", "lukyanov-2011": "2011-04-28"}
    assert reference.forecast("a").verdict == "not_borne_out"
    assert [row.date for row in reference.evidence("d")] == ["2022-07-05", "2025-07-03", "2025-11-30"]
    with pytest.raises(UnknownValueError, match=r"^forecast expected one of a, b, .*, got 'z'$"):
        reference.forecast("z")


def test_published_lengths(reference: Reference) -> None:
    assert reference.published_km("AFG-TJK") == 1357
    assert reference.published_km("BLR-POL") == 375  # the newer of two that differ
    assert reference.published_km("CHN-RUS") == 4179
    assert reference.published_km("FRA-TJK") is None


def test_facilities_and_operators_on_a_day(reference: Reference) -> None:
    standing = {row.id for row in reference.facilities_on(dt.date(2010, 8, 25))}
    assert {"102nd-military-base", "manas-transit-center", "gabala-radar"} <= standing
    assert not {"karshi-khanabad", "khojaly-peacekeeping-base"} & standing
    assert {row.operator for row in reference.operators("gissar-ayni-air-base", dt.date(2010, 8, 25))} == {
        "TJK",
        "IND",
    }
    assert reference.facility_label("okno", "ru") == "Оптико-электронный комплекс «Окно»"
    assert reference.facility_label("okno", "de") == "Okno space surveillance complex"


def test_membership_dates_are_in_order(reference: Reference) -> None:
    dates = reference.membership_dates()
    assert dates[0] == "1992-05-15"
    assert dates[-1] == "2024-02-22"
    assert list(dates) == sorted(set(dates))


BROKEN = [
    ("membership", "ARM-CSTO-2002-10-07", {"end": ""},
     "ARM-CSTO-2002-10-07: end expected a date not after 2024-02-22, when ARM-CSTO-2024-02-22 starts, got None"),
    ("membership", "ARM-CSTO-2002-10-07", {"end": "2024-02-23"},
     "ARM-CSTO-2002-10-07: end expected a date not after 2024-02-22, when ARM-CSTO-2024-02-22 starts, got '2024-02-23'"),
    ("membership", "ARM-CSTO-2002-10-07", {"country": "AMR"},
     "ARM-CSTO-2002-10-07: country expected an ISO 3166-1 alpha-3 code, got 'AMR'"),
    ("membership", "ARM-CSTO-2002-10-07", {"start": "2002-10-08"},
     "ARM-CSTO-2002-10-07: id expected ARM-CSTO-2002-10-08, got 'ARM-CSTO-2002-10-07'"),
    ("membership", "ARM-CSTO-2002-10-07", {"start": "2002-02-30"},
     "ARM-CSTO-2002-10-07: start expected day is out of range for month, got '2002-02-30'"),
    ("membership", "ARM-CSTO-2002-10-07", {"organisation": "ODKB"},
     "ARM-CSTO-2002-10-07: organisation expected an organisation id, got 'ODKB'"),
    ("membership", "ARM-CSTO-2002-10-07", {"source": ""},
     "ARM-CSTO-2002-10-07: source expected a value, got nothing"),
    ("membership", "ARM-CSTO-2002-10-07", {"source": "hearsay"},
     "ARM-CSTO-2002-10-07: source expected an id in sources.csv, got 'hearsay'"),
    ("membership", "ARM-CSTO-2002-10-07", {"confidence": "sure"},
     "ARM-CSTO-2002-10-07: confidence expected 'high', 'medium' or 'low', got 'sure'"),
    ("membership", "ARM-CSTO-2002-10-07", {"id": "BLR-CSTO-2002-10-07"},
     "BLR-CSTO-2002-10-07: id expected an id that stands once, got 'BLR-CSTO-2002-10-07'"),
    ("sources", "wikipedia-okno", {"url": "en.wikipedia.org/wiki/Okno"},
     "wikipedia-okno: url expected an http or https address, got 'en.wikipedia.org/wiki/Okno'"),
    ("sources", "wikipedia-okno", {"copy_url": "javascript:alert(1)"},
     "wikipedia-okno: copy_url expected an http or https address, got 'javascript:alert(1)'"),
    ("borders", "AFG-TJK", {"id": "TJK-AFG"},
     "TJK-AFG: id expected the codes in alphabetical order, AFG-TJK, got 'TJK-AFG'"),
    ("borders", "AFG-TJK", {"a": "TJK", "b": "AFG"},
     "AFG-TJK: a expected the first code of AFG-TJK, got 'TJK'"),
    ("border_guards", "ARM-AZE-arm-1", {"guard": "FSB"},
     "ARM-AZE-arm-1: guard expected an alpha-3 code or organisation id, got 'FSB'"),
    ("border_crossings", "AZE-IRN-astara", {"border": "AZE-XXX"},
     "AZE-IRN-astara: border expected an id in borders.csv, got 'AZE-XXX'"),
    ("border_crossings", "AZE-IRN-astara", {"coord_basis": ""},
     "AZE-IRN-astara: coord_basis expected a basis exactly where there is a point, got None"),
    ("facilities", "102nd-military-base", {"lat": "140.8"},
     "102nd-military-base: lat expected less than or equal to 90, got '140.8'"),
    ("facilities", "102nd-military-base", {"precision": "none"},
     "102nd-military-base: precision expected 'none' exactly where there is no point, got 'none'"),
    ("facility_names", "okno-2", {"role": "label"},
     "okno-2: role expected one label a language, got 'label'"),
    ("events", "2010-06-10-osh", {"country": "UZB"},
     "2010-06-10-osh: country expected a row in event_countries.csv, got 'UZB'"),
    ("event_actors", "2010-06-10-osh-2", {"actor": "KGB"},
     "2010-06-10-osh-2: actor expected an alpha-3 code or organisation id, got 'KGB'"),
    ("forecasts", "a", {"made": "2011-04-28"},
     "a: made expected the date of trenin-2010, 2010-08-25, got '2011-04-28'"),
    ("forecasts", "a", {"text": "trenin-2011"},
     "a: text expected an id in documents.csv, got 'trenin-2011'"),
    ("forecast_evidence", "b-1", {"event": "nukus"},
     "b-1: event expected an id in events.csv, got 'nukus'"),
    ("figures", "uzb-population-2010", {"value": "many"},
     "uzb-population-2010: value expected a valid number, got 'many'"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "record", "cells", "message"), BROKEN)
def test_says_what_is_wrong(data: Path, table: str, record: str, cells: dict[str, str], message: str) -> None:
    assert said(data) == []
    change(data, table, record, **cells)
    assert f"reference/{table}.csv:{message}" in said(data)


def test_a_border_without_length_and_a_facility_without_label(data: Path) -> None:
    write(data, "border_lengths", [row for row in read(data, "border_lengths") if row["border"] != "AFG-CHN"])
    change(data, "facility_names", "okno-1", role="alias")
    assert said(data) == [
        "reference/borders.csv:AFG-CHN: id expected a row in border_lengths.csv, got none",
        "reference/facilities.csv:okno: name expected a Russian label in facility_names.csv, got none",
    ]


def test_a_source_that_nothing_cites(data: Path) -> None:
    rows = read(data, "sources")
    write(data, "sources", [*rows, rows[0] | {"id": "idle"}])
    assert said(data) == ["reference/sources.csv:idle: id expected a fact that cites it, got none"]


def test_files_that_cannot_be_read(data: Path) -> None:
    folder = data / "reference"
    (folder / "figures.csv").unlink()
    (folder / "border_events.csv").write_bytes(b"\xff\xfe")
    (folder / "event_deaths.csv").write_text("id,dead\n", "utf-8")
    (folder / "forecast_evidence.csv").write_text(
        (folder / "forecast_evidence.csv").read_text("utf-8") + "one,two\n", "utf-8"
    )
    found = said(data)
    lines = len((folder / "forecast_evidence.csv").read_text("utf-8").splitlines())
    assert "reference/figures.csv:-: file expected to exist, got no such file" in found
    assert any(
        line.startswith("reference/border_events.csv:-: file expected UTF-8 CSV, got ") for line in found
    )
    assert any(
        line.startswith("reference/event_deaths.csv:1: columns expected exactly confidence, ")
        for line in found
    )
    assert f"reference/forecast_evidence.csv:{lines}: row expected 9 cells, got 2" in found


def test_every_problem_is_reported_and_raised(data: Path) -> None:
    change(data, "membership", "ARM-CSTO-2002-10-07", end="")
    change(data, "borders", "AFG-TJK", confidence="sure", evidence_latest="soon")
    change(data, "figures", "uzb-population-2010", country="UZK")
    found = said(data)
    for start in (
        "reference/membership.csv:ARM-CSTO-2002-10-07: end ",
        "reference/borders.csv:AFG-TJK: confidence ",
        "reference/borders.csv:AFG-TJK: evidence_latest ",
        "reference/figures.csv:uzb-population-2010: country ",
    ):
        assert any(line.startswith(start) for line in found), start
    with pytest.raises(DataError) as raised:
        load_reference(data)
    assert [str(problem) for problem in raised.value.problems] == found
