"""Claims as records: fields, geometry, and the three formats."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry import shape

from geo.query.format import formats
from geo.query.formats.csv_rows import CELL, FORMULA, cell, well_known_text
from geo.query.records import FIELDS, claim_record, settled, to_geojson
from geo.store import Dataset

PROMISED = (
    "id", "text", "start", "end", "sha256", "mention", "kind", "name", "iso3", "parties", "threats", "modality",
    "voice", "basis", "date_start", "date_end", "precision", "summary", "geometry", "correction",
)  # fmt: skip


def written(dataset: Dataset, name: str) -> str:
    return "".join(formats()[name].chunks(dataset, dataset.claims, "recognised"))


def test_the_first_fields_are_those_that_scripts_rely_on() -> None:
    assert (*PROMISED, "place", "place_basis", "outcome", "status") == FIELDS


def test_a_record_says_what_the_claim_says(world: Dataset) -> None:
    record = claim_record(world, world.claims_by_id["alpha-2010-003"], "recognised")
    assert tuple(record) == FIELDS
    assert record["name"] == "Gyumri"
    assert record["place_basis"] == "inferred"
    assert record["correction"]["fact"] == "facilities:102nd-military-base"
    assert record["geometry"] == {"type": "Point", "coordinates": [43.8464, 40.7931]}
    assert record["precision"] == "settlement"
    assert record["threats"] == []


def test_offset_zero_is_written(world: Dataset) -> None:
    assert claim_record(world, world.claims[0], "recognised")["start"] == 0


def test_an_unlocated_claim_has_a_null_geometry_and_a_name(world: Dataset) -> None:
    record = claim_record(world, world.claims_by_id["alpha-2010-006"], "recognised")
    assert record["geometry"] is None
    assert record["precision"] == "none"
    assert record["name"] == "Collective Security Treaty Organization"


def test_json_is_a_list_of_every_claim_in_order(world: Dataset) -> None:
    records = json.loads(written(world, "json"))
    assert [record["id"] for record in records] == [claim.id for claim in world.claims]
    assert records == [claim_record(world, claim, "recognised") for claim in world.claims]


def test_no_claims_are_still_well_formed(world: Dataset) -> None:
    made = {name: "".join(form.chunks(world, (), "recognised")) for name, form in formats().items()}
    assert json.loads(made["json"]) == []
    assert json.loads(made["geojson"])["features"] == []
    assert len(made["csv"].splitlines()) == 1


@pytest.mark.parametrize("name", ["world", "atlas"])
def test_geojson_follows_rfc_7946(request: pytest.FixtureRequest, name: str) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    made = json.loads(written(dataset, "geojson"))
    assert made["type"] == "FeatureCollection"
    assert made["atlas"] == {"data_version": dataset.version, "point_of_view": "recognised"}
    assert "crs" not in made
    assert [feature["id"] for feature in made["features"]] == [claim.id for claim in dataset.claims]
    for feature in made["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert tuple(feature["properties"]) == tuple(field for field in FIELDS if field != "geometry")
        if feature["geometry"] is not None:
            check_geometry(feature["geometry"])


def check_geometry(raw: dict[str, Any]) -> None:
    geometry = shape(raw)
    assert geometry.is_valid
    assert not geometry.is_empty
    west, south, east, north = geometry.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    for part in shapely.get_parts(geometry):
        if isinstance(part, Polygon):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)
    assert all(round(value, 5) == value for value in shapely.get_coordinates(geometry).ravel())


def test_csv_has_one_row_a_claim_with_lists_joined(world: Dataset) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(written(world, "csv")))}
    assert list(rows) == [claim.id for claim in world.claims]
    row = rows["alpha-2010-002"]
    assert row["threats"] == "drug_trafficking;insurgency_terrorism"
    assert row["exposed"] == "TJK;TJK UZB CSTO"
    assert row["source"] == "AFG;AFG"
    assert row["iso3"] == "AFG;TJK"
    assert shapely.from_wkt(row["geometry"]).equals(LineString([(70, 37), (80, 37)]))
    assert rows["alpha-2010-006"]["geometry"] == ""
    assert rows["alpha-2010-003"]["correction_ru"] == "Аренда действует до 2044 года."
    assert rows["alpha-2010-001"]["start"] == "0"


@pytest.mark.parametrize("lead", FORMULA)
def test_a_cell_never_begins_a_formula(lead: str) -> None:
    assert cell(f"{lead}HYPERLINK(1)") == f"'{lead}HYPERLINK(1)"


@pytest.mark.parametrize("value", ["KGZ", "a = b", "", 0, -5])
def test_a_harmless_cell_stays_as_it_is(value: object) -> None:
    assert cell(value) == value


def test_a_formula_in_a_claim_reaches_the_table_as_text(world: Dataset) -> None:
    claim = world.claims[0].model_copy(
        update={"voice": '=HYPERLINK("https://example.org")', "mention": "@cmd"}
    )
    made = "".join(formats()["csv"].chunks(world, [claim], "recognised"))
    (row,) = csv.DictReader(io.StringIO(made))
    assert row["voice"] == '\'=HYPERLINK("https://example.org")'
    assert row["mention"] == "'@cmd"


def test_hostile_text_stays_the_text_it_is(world: Dataset) -> None:
    record = json.loads(written(world, "json"))[-1]
    assert record["summary"]["en"] == "Host it: <img src=x onerror=alert(1)> {{ 7*7 }} ${x} `y`."


def test_a_shape_across_the_antimeridian_is_cut_there() -> None:
    made = settled(box(170, 60, 200, 70))
    assert made.bounds == (-180, 60, 180, 70)
    assert made.area == pytest.approx(300)
    check_geometry(to_geojson(made))


def test_rounding_keeps_a_narrow_shape_valid() -> None:
    sliver = Polygon([(0, 0), (1, 0.000001), (2, 0), (2, 1), (1, 0.000004), (0, 1)])
    plain = Polygon([(round(x, 5), round(y, 5)) for x, y in sliver.exterior.coords])
    assert sliver.is_valid
    assert not plain.is_valid
    check_geometry(to_geojson(settled(sliver)))


def test_rings_are_right_handed_and_coordinates_short() -> None:
    clockwise = Polygon([(0, 0), (0, 3), (3, 3), (3, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    made = settled(MultiPolygon([clockwise]))
    check_geometry(to_geojson(made))
    assert to_geojson(settled(Point(67.111111111, -0.0)))["coordinates"] == [67.11111, 0.0]
    assert "-0.0" not in json.dumps(to_geojson(settled(Point(-0.0000001, 5))))


def test_a_geometry_fits_into_a_cell_and_stays_close_to_itself(atlas: Dataset) -> None:
    russia = settled(atlas.boundaries.geometry("country:RUS", "recognised"))
    assert len(shapely.to_wkt(russia, rounding_precision=5)) > CELL
    text = well_known_text(russia)
    assert len(text) <= CELL
    coarse = shapely.from_wkt(text)
    assert coarse.is_valid
    assert coarse.symmetric_difference(russia).area / russia.area < 0.02


def test_a_short_geometry_is_written_as_it_is() -> None:
    assert well_known_text(Point(67.1, 36.7)) == "POINT (67.1 36.7)"


def test_no_cell_of_the_table_is_longer_than_a_spreadsheet_takes(atlas: Dataset) -> None:
    for row in csv.DictReader(io.StringIO(written(atlas, "csv"))):
        assert max(map(len, row.values())) <= CELL
        if row["geometry"]:
            assert shapely.from_wkt(row["geometry"]).is_valid
