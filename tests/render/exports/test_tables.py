"""CSV, JSON, GeoJSON and GeoPackage, read back by GDAL, pandas and SQLite."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from geo.model.claim import Claim
from geo.model.view import View
from geo.query.export import Export
from geo.query.formats.csv_rows import FORMULA
from geo.store import Dataset
from tests.render.exports.conftest import BASE, DAY

Write = Callable[..., Path]


def stamp(dataset: Dataset, view: View | None = None) -> dict[str, str]:
    return Export(dataset, view or View(), DAY, BASE).stamp.fields()


def behind_apostrophe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def correction(claim: Claim, tag: str) -> str:
    return claim.correction.note[tag] if claim.correction else ""


def test_csv_gives_every_text_back(infested: Dataset, write: Write) -> None:
    path = write(infested, "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = stamp(infested)
    assert len(rows) == len(infested.claims)
    for claim, row in zip(infested.claims, rows, strict=True):
        said = (
            row["mention"],
            row["voice"],
            row["summary_en"],
            row["summary_ru"],
            row["correction_en"],
            row["correction_ru"],
        )
        meant = (
            claim.mention,
            claim.voice,
            claim.summary["en"],
            claim.summary["ru"],
            correction(claim, "en"),
            correction(claim, "ru"),
        )
        assert said == tuple(behind_apostrophe(text) for text in meant)
        assert {name: row[f"atlas_{name}"] for name in expected} == {
            n: behind_apostrophe(v) for n, v in expected.items()
        }


def test_no_cell_begins_a_formula(infested: Dataset, write: Write) -> None:
    frame = pd.read_csv(write(infested, "csv"), dtype=str, keep_default_na=False)
    cells = [cell for column in frame.columns for cell in frame[column]]
    assert len(cells) > 1000
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []


def test_gdal_reads_the_csv(infested: Dataset, write: Write) -> None:
    frame = pyogrio.read_dataframe(
        write(infested, "csv"), GEOM_POSSIBLE_NAMES="geometry", KEEP_GEOM_COLUMNS="NO"
    )
    assert list(frame["id"]) == [claim.id for claim in infested.claims]
    assert list(frame["summary_ru"]) == [behind_apostrophe(claim.summary["ru"]) for claim in infested.claims]
    assert frame.geometry.dropna().is_valid.all()
    assert frame.geometry.notna().sum() == sum(bool(c.place or c.iso3) for c in infested.claims)


def test_json_gives_every_text_back(infested: Dataset, write: Write) -> None:
    found = json.loads(write(infested, "json").read_text("utf-8"))
    assert found["atlas"] == stamp(infested)
    for claim, record in zip(infested.claims, found["claims"], strict=True):
        assert record["summary"] == claim.summary
        assert (record["mention"], record["voice"]) == (claim.mention, claim.voice)


def test_gdal_reads_the_geojson(infested: Dataset, write: Write) -> None:
    path = write(infested, "geojson")
    assert json.loads(path.read_text("utf-8"))["atlas"] == stamp(infested)
    frame = gpd.read_file(path)
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.dropna().is_valid.all()
    for claim, (_, row) in zip(infested.claims, frame.iterrows(), strict=True):
        assert (row["id"], row["mention"], row["voice"]) == (claim.id, claim.mention, claim.voice)
        summary = row["summary"] if isinstance(row["summary"], dict) else json.loads(row["summary"])
        assert summary == claim.summary


def test_the_geopackage_has_its_layers(atlas: Dataset, write: Write) -> None:
    view = View().choose("country", ("KGZ",))
    path = write(atlas, "gpkg", view)
    assert {str(name): str(kind) for name, kind in pyogrio.list_layers(path)} == {
        "claims": "Unknown", "places": "Unknown", "countries": "Unknown", "borders": "Unknown", "atlas": "None",
    }  # fmt: skip
    export = Export(atlas, view, DAY, BASE)
    claims = gpd.read_file(path, layer="claims")
    assert list(claims["id"]) == [claim.id for claim in export.claims]
    assert claims.crs == "EPSG:4326"
    countries = gpd.read_file(path, layer="countries").set_index("iso3")
    assert countries.loc["KGZ", "claims"] == len(export.claims)
    assert countries.loc["KGZ", "status"] == "member"
    assert countries.geometry.is_valid.all()
    borders = gpd.read_file(path, layer="borders").set_index("border")
    assert borders.loc["AFG-TJK", "published_km"] == 1357
    assert 1100 < borders.loc["AFG-TJK", "drawn_km"] < 1357
    places = gpd.read_file(path, layer="places").set_index("place")
    assert places.loc["osh"].geometry.geom_type == "Point"
    table = pyogrio.read_dataframe(path, layer="atlas")
    assert dict(zip(table["field"], table["value"], strict=True)) == stamp(atlas, view)


def test_the_geopackage_gives_every_text_back(infested: Dataset, write: Write) -> None:
    path = write(infested, "gpkg")
    with sqlite3.connect(path) as database:
        rows: list[Any] = database.execute(
            "select id, mention, voice, summary_en, summary_ru, correction_en, correction_ru from claims order by fid"
        ).fetchall()
        names = dict(database.execute("select place, name from places").fetchall())
        assert database.execute("pragma application_id").fetchone() == (0x47504B47,), (
            "GPKG, as the standard asks"
        )
        changed = {row[0] for row in database.execute("select last_change from gpkg_contents")}
    database.close()
    assert changed == {"2026-01-02T00:00:00.000Z"}
    assert rows == [
        (claim.id, claim.mention, claim.voice, claim.summary["en"], claim.summary["ru"], correction(claim, "en") or None, correction(claim, "ru") or None)
        for claim in infested.claims
    ]  # fmt: skip
    assert names
    # A country or border that claims stand on is a place too, and has the name that the boundaries give it.
    assert names == {place: infested.place(place).names["en"] for place in names}
    assert {"osh", "gyumri"} <= names.keys()


def test_an_empty_view_is_an_empty_file_that_opens(atlas: Dataset, write: Write) -> None:
    view = View().choose("country", ("CHN",)).choose("kind", ("base",))
    assert Export(atlas, view, DAY).claims == ()
    assert len(gpd.read_file(write(atlas, "gpkg", view), layer="claims")) == 0
    assert len(gpd.read_file(write(atlas, "geojson", view))) == 0
    assert json.loads(write(atlas, "json", view).read_text("utf-8"))["claims"] == []
    assert len(pd.read_csv(write(atlas, "csv", view))) == 0


@pytest.mark.parametrize("name", ["geojson", "gpkg"])
def test_the_point_of_view_is_in_the_shapes(atlas: Dataset, write: Write, name: str) -> None:
    view = View().choose("country", ("RUS",))
    shapes = []
    for pov in atlas.boundaries.points_of_view:
        frame = gpd.read_file(
            write(atlas, name, View(point_of_view=pov).choose("country", ("RUS",))),
            **({"layer": "claims"} if name == "gpkg" else {}),
        )
        shapes.append(frame.set_index("id").geometry)
    assert len(shapes) == 2
    assert not shapes[0].geom_equals(shapes[1]).all()
    assert view.chosen("country") == ("RUS",)
