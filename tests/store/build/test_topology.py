"""Coverages on small made-up squares: shared edges, simplification, islets, refusals."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from geo.errors import BuildError
from geo.store.build.topology import (
    Lens,
    check_coverage,
    rounded,
    shared_edges,
    simplified,
    without_islets,
)

LENS = Lens((0.0, 0.0), 14.0)


def array(*geometries: shapely.Geometry) -> np.ndarray:
    result = np.empty(len(geometries), dtype=object)
    result[:] = geometries
    return result


def wavy_pair(steps: int = 60) -> np.ndarray:
    """Two neighbours with a wavy common edge from (1, 0) to (1, 2)."""
    y = np.linspace(0, 2, steps)
    edge = np.column_stack([1 + 0.02 * np.sin(y * 40), y])
    left = Polygon([(0, 0), *edge.tolist(), (0, 2)])
    right = Polygon([(3, 0), *edge.tolist(), (3, 2)])
    return array(left, right)


def test_shared_edge_has_the_vertices_of_both() -> None:
    pair = wavy_pair()
    edges = shared_edges(pair)
    assert list(edges) == [(0, 1)]
    line = edges[0, 1]
    assert line.geom_type == "LineString"
    assert shapely.get_num_coordinates(line) == 60
    for polygon in pair:
        assert {tuple(xy) for xy in line.coords} <= {tuple(xy) for xy in polygon.exterior.coords}


def test_touching_in_a_point_is_no_border() -> None:
    assert shared_edges(array(box(0, 0, 1, 1), box(1, 1, 2, 2))) == {}


def test_an_enclave_and_a_main_border_are_one_multiline() -> None:
    inner = box(4, 0.4, 4.2, 0.6)
    mainland = box(0, 0, 1, 1)
    around = Polygon([(1, 0), (6, 0), (6, 1), (1, 1)], [list(inner.exterior.coords)])
    edges = shared_edges(array(MultiPolygon([mainland, inner]), around))
    assert edges[0, 1].geom_type == "MultiLineString"
    assert edges[0, 1].length == pytest.approx(1 + 0.8)


def test_simplified_neighbours_still_share_every_vertex() -> None:
    pair = wavy_pair()
    drawn = simplified(pair, LENS, 0.05)
    check_coverage(drawn, ["a", "b"], "test")
    assert shapely.get_num_coordinates(drawn).sum() < shapely.get_num_coordinates(pair).sum() / 2
    before = {tuple(xy) for xy in shapely.get_coordinates(pair).tolist()}
    assert {tuple(xy) for xy in shapely.get_coordinates(drawn).tolist()} <= before


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.floats(-0.3, 0.3), min_size=5, max_size=40),
    st.floats(0.001, 0.5),
    st.tuples(st.floats(-60, 60), st.floats(-60, 60)),
)
def test_any_common_edge_survives(shifts: list[float], tolerance: float, centre: tuple[float, float]) -> None:
    y = np.linspace(0, 2, len(shifts) + 2)[1:-1]
    edge = [(1.0, 0.0), *zip((1 + np.array(shifts)).tolist(), y.tolist(), strict=True), (1.0, 2.0)]
    pair = rounded(array(Polygon([(0, 0), *edge, (0, 2)]), Polygon([(3, 0), *edge, (3, 2)])), 6)
    drawn = simplified(pair, Lens(centre, 10.0), tolerance)
    check_coverage(drawn, ["a", "b"], "test")
    assert shared_edges(drawn)[0, 1].length >= 2 - 1e-9


def test_the_lens_keeps_more_detail_at_its_centre() -> None:
    near, far = wavy_pair(), shapely.transform(wavy_pair(), lambda xy: xy + 80)
    kept = [shapely.get_num_coordinates(simplified(one, LENS, 0.02)).sum() for one in (near, far)]
    assert kept[0] > kept[1]


def test_the_lens_leaves_its_centre_alone() -> None:
    at = np.array([[0.0, 0.0], [1e-6, 0.0], [30.0, 40.0]])
    mapped = LENS.forward(at)
    assert mapped[0].tolist() == [0, 0]
    assert mapped[1] == pytest.approx([1e-6, 0])
    assert np.hypot(*mapped[2]) == pytest.approx(14 * np.log1p(50 / 14))


def test_islets_go_but_enclaves_and_the_largest_part_stay() -> None:
    enclave, islet = box(4, 0.4, 4.01, 0.41), box(9, 9, 9.01, 9.01)
    around = Polygon([(1, 0), (6, 0), (6, 1), (1, 1)], [list(enclave.exterior.coords)])
    units = array(MultiPolygon([box(0, 0, 1, 1), enclave, islet]), around, box(20, 20, 20.01, 20.01))
    kept = without_islets(units, LENS, [0.1, 0.1, 0.1])
    assert shapely.get_num_geometries(kept).tolist() == [2, 1, 1]
    assert not kept[0].intersects(islet)
    assert kept[0].contains(enclave)
    assert shapely.get_num_geometries(without_islets(units, LENS, [0.001, 0.1, 0.1]))[0] == 3


def test_a_bad_coverage_is_refused_with_the_unit_named() -> None:
    with pytest.raises(BuildError, match=r"test:right: geometry expected edges shared"):
        check_coverage(array(box(0, 0, 1, 1), box(0.9, 0, 2, 1)), ["left", "right"], "test")
    with pytest.raises(BuildError, match=r"test:bow: geometry expected a valid polygon"):
        check_coverage(array(Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])), ["bow"], "test")
    with pytest.raises(BuildError, match=r"test:nothing"):
        check_coverage(array(Polygon()), ["nothing"], "test")


def test_rounding_has_no_negative_zero() -> None:
    drawn = rounded(array(box(-0.0000001, 0, 1, 1)), 6)[0]
    assert "-0" not in drawn.wkt
