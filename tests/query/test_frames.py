"""GeoDataFrames for a view: CRS, index, what kind of geometry stands where."""

from __future__ import annotations

import datetime as dt

import pytest
from pyproj import CRS
from shapely import box

from geo.errors import UnknownValueError
from geo.model.claim import Claim
from geo.model.place import Place, Reference
from geo.model.view import View
from geo.query import frames
from geo.query.selection import evidence, mentions, select, statuses
from geo.store import Dataset

ANY = View()
KINDS = {"point": {"Point"}, "area": {"Polygon", "MultiPolygon"}, "line": {"LineString", "MultiLineString"}}


@pytest.mark.parametrize("name", ["world", "atlas"])
def test_every_frame_is_lon_lat_with_an_index_of_ids(request: pytest.FixtureRequest, name: str) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    made = {
        "id": frames.claims(dataset, ANY),
        "iso3": frames.by_country(dataset, ANY),
        "border": frames.by_border(dataset, ANY),
        "place": frames.by_place(dataset, ANY),
    }
    for index, frame in made.items():
        assert frame.crs == CRS("EPSG:4326")
        assert frame.index.name == index
        assert frame.index.is_unique
        assert frame.geometry.dropna().is_valid.all()
        west, south, east, north = frame.total_bounds
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90


def test_a_country_row_agrees_with_the_claims(world: Dataset) -> None:
    frame = frames.by_country(world, ANY)
    assert set(frame.index) == set(world.country_codes)
    assert frame["mention"].to_dict() == mentions(world, world.claims)
    assert frame["status"].to_dict() == statuses(world, dt.date(2011, 4, 28), "recognised")
    for code in frame.index:
        assert frame.loc[code, "claims"] == len(evidence(world, world.claims, f"country:{code}"))
    assert frame.loc["TJK", "threats_exposed"] == ("drug_trafficking", "insurgency_terrorism")
    assert frame.loc["AFG", "threats_source"] == ("drug_trafficking", "insurgency_terrorism")
    assert frame.loc["KAZ", "threats_exposed"] == ()


def test_the_point_of_view_moves_the_border(world: Dataset) -> None:
    here = frames.by_country(world, ANY).geometry["KAZ"]
    there = frames.by_country(world, View(point_of_view="defacto")).geometry["KAZ"]
    assert here.equals(box(60, 43, 80, 52))
    assert there.equals(box(60, 43, 80, 51))


def test_names_are_in_the_views_language(world: Dataset) -> None:
    assert frames.by_country(world, View(language="ru")).loc["KGZ", "name"] == "Киргизия"
    assert frames.by_place(world, View(language="ru")).loc["osh", "name"] == "Ош"
    assert frames.claims(world, View(language="ru")).loc["alpha-2010-001", "summary"] == "Утверждение 1."


def test_a_border_row_has_both_lengths_and_its_claims(world: Dataset) -> None:
    frame = frames.by_border(world, ANY)
    row = frame.loc["AFG-TJK"]
    assert (row["a"], row["b"], row["claims"]) == ("AFG", "TJK", 1)
    assert row["drawn_km"] == pytest.approx(1000)
    assert row["published_km"] == world.reference.published_km("AFG-TJK")
    assert frame.loc["AFG-UZB", "claims"] == 0


def test_a_valley_is_an_area_a_border_a_line_and_a_city_a_point(atlas: Dataset) -> None:
    frame = frames.by_place(atlas, ANY)
    for place_id, row in frame.iterrows():
        drawn = atlas.taxonomy.precisions[row["precision"]].drawn
        if row.geometry is None:
            assert drawn == "list", place_id
        else:
            assert row.geometry.geom_type in KINDS[drawn], place_id
    assert frame.loc["fergana_valley", "precision"] == "region"
    assert frame.loc["fergana_valley"].geometry.area < 5  # square degrees: the valley, not its provinces
    assert {"point", "area", "line"} <= {atlas.taxonomy.precisions[p].drawn for p in frame["precision"]}


def test_a_place_row_has_the_claims_that_stand_on_it(world: Dataset) -> None:
    frame = frames.by_place(world, ANY)
    assert frame.loc["osh", "claims"] == 1
    assert frame.loc["osh"].geometry.geom_type == "Point"
    assert frame.loc["country:KAZ", "claims"] == 2
    assert frame.loc["country:KAZ", "kinds"] == ("member", "proposal")
    assert "nowhere" not in frame.index


def test_frames_hold_only_what_the_view_shows(world: Dataset) -> None:
    view = View().choose("threat", ("social_unrest",))
    assert list(frames.claims(world, view).index) == [claim.id for claim in select(world, view).claims]
    assert list(frames.by_place(world, view).index) == ["fergana_valley"]
    assert frames.by_country(world, view)["claims"].sum() == 2


def test_a_claim_that_is_nowhere_has_no_geometry(world: Dataset) -> None:
    row = frames.claims(world, ANY).loc["alpha-2010-006"]
    assert row.geometry is None
    assert row["precision"] == "none"
    assert row["name"] == "Collective Security Treaty Organization"


def test_a_view_that_shows_nothing_still_makes_frames(world: Dataset) -> None:
    view = View().choose("kind", ("force",))
    assert frames.claims(world, view).empty
    assert frames.by_place(world, view).empty
    assert frames.by_place(world, view).crs == CRS("EPSG:4326")
    assert set(frames.by_country(world, view)["mention"]) == {"silent"}


def test_a_claim_about_several_countries_covers_them_all(world: Dataset) -> None:
    claim = world.claims_by_id["alpha-2010-005"].model_copy(update={"place": None})
    assert isinstance(claim, Claim)
    covered = frames.claim_geometry(world, claim, "recognised")
    assert covered is not None
    assert covered.area == pytest.approx(10 * 3 + 10 * 6)
    assert frames.claim_precision(world, claim) == "country"


def test_a_reference_into_nothing_is_an_error_not_a_missing_mark(atlas: Dataset) -> None:
    place = Place.model_validate({
        "id": "nowhere", "names": {"en": "Nowhere"}, "precision": "region", "source": "the tests", "licence": "MIT",
        "geometry": Reference(ref="area:atlantis"),
    })  # fmt: skip
    with pytest.raises(UnknownValueError, match="atlantis"):
        frames.geometry_of(atlas, place, "recognised")
