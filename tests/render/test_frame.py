"""Where the map looks when a name is asked for."""

from __future__ import annotations

import pytest

from geo.model.view import View
from geo.query.selection import select
from geo.render.frame import box_of, frame
from geo.render.layers.flows import links
from geo.store import Dataset


def inside(box: list[list[float]] | None, lon: float, lat: float) -> bool:
    assert box is not None
    (south, west), (north, east) = box
    return west <= lon <= east and south <= lat <= north


@pytest.mark.parametrize(
    ("selection", "box"),
    [
        ("place:osh", [[39.91, 72.2], [41.11, 73.4]]),
        ("country:TJK", [[36.4, 69.4], [40.6, 80.6]]),
        ("border:KGZ-TJK", [[39.4, 69.4], [40.6, 80.6]]),
        ("claim:alpha-2010-001", [[39.91, 72.2], [41.11, 73.4]]),
        # No place of its own: every country that it is about.
        ("claim:beta-2011-001", [[36.4, 39.4], [60.6, 80.6]]),
        # Neither place nor country.
        ("claim:alpha-2010-006", None),
        ("actor:NATO", None),
        ("threat:drug_trafficking", None),
    ],
)
def test_the_box_holds_the_place_that_is_named(world: Dataset, selection: str, box: object) -> None:
    assert box_of(world, selection, "recognised") == box


def test_it_is_that_of_the_point_of_view(world: Dataset) -> None:
    assert box_of(world, "country:RUS", "recognised") != box_of(world, "country:RUS", "defacto")


def test_a_country_on_both_sides_of_the_date_line_is_looked_at_where_most_of_it_is(atlas: Dataset) -> None:
    russia, states = (box_of(atlas, f"country:{code}", "recognised") for code in ("RUS", "USA"))
    assert inside(russia, 37.6, 55.8)
    assert inside(russia, 100.0, 60.0)
    assert not inside(russia, -175.0, 66.0)
    assert inside(states, -98.0, 39.0)
    assert not inside(states, 172.0, 52.0)


def test_every_place_of_the_atlas_has_a_box_that_the_map_can_show(atlas: Dataset) -> None:
    for place in atlas.gazetteer.values():
        box = box_of(atlas, f"place:{place.id}", "recognised")
        if place.geometry is None:
            assert box is None
            continue
        assert box is not None
        (south, west), (north, east) = box
        assert -180 <= west < east <= 180
        assert -60 <= south < north <= 80


def test_the_arrows_of_a_threat_end_within_the_frame_also_in_kazakhstan(atlas: Dataset) -> None:
    met = set()
    for threat in atlas.taxonomy.threats:
        view = View("map", "en", (("threat", (threat,)),), None, "recognised")
        selection = select(atlas, view)
        ends = {code for *_, pair in links(atlas, view, selection) for code in pair.split(">")}
        box = frame(atlas, view, selection)
        for code in ends - {"RUS", "CHN", "USA"}:
            assert inside(box, *atlas.boundaries.label(code)), (threat, code)
        met |= ends
    assert {"KAZ", "AFG"} <= met
