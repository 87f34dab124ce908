"""Places: geometry and precision go together."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from geo.model.place import Place, Point, Reference

RAW: dict[str, Any] = {
    "id": "osh",
    "names": {"en": "Osh", "ru": "Ош"},
    "precision": "settlement",
    "iso3": ["KGZ"],
    "geometry": {"type": "Point", "coordinates": [72.8, 40.53]},
    "source": "a gazetteer",
    "licence": "CC-BY-4.0",
}


def test_a_geometry_is_a_point_or_a_reference() -> None:
    assert isinstance(Place.model_validate(RAW).geometry, Point)
    valley = Place.model_validate(RAW | {"precision": "region", "geometry": {"ref": "area:fergana_valley"}})
    assert isinstance(valley.geometry, Reference)


@pytest.mark.parametrize(
    "changes",
    [
        {"geometry": {"type": "Point", "coordinates": [181, 0]}},
        {"geometry": {"type": "Point", "coordinates": [0, 91]}},
        {"geometry": {"type": "Point", "coordinates": [float("nan"), 0]}},
        {"geometry": {"ref": "https://example.org/a.geojson"}},
        {"geometry": None},
        {"precision": "none"},
        {"precision": "roughly"},
        {"iso3": ["kgz"]},
        {"id": "Osh city"},
        {"names": {"ru": "Ош"}},
    ],
)
def test_a_made_up_place_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Place.model_validate(RAW | changes)


def test_what_cannot_be_located_has_no_geometry() -> None:
    assert Place.model_validate(RAW | {"geometry": None, "precision": "none"}).geometry is None
