"""Where the map looks at first: around the claims shown, not around the whole of Russia."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from geo.model.view import View
from geo.query import selection as selecting
from geo.query.frames import geometry_of
from geo.query.selection import Selection
from geo.render.layers.flows import links
from geo.store import Dataset
from geo.store.kept import per_dataset

Frame = list[list[float]]
"""``[[south, west], [north, east]]`` in degrees, latitude first as Leaflet has it."""

_TRIM: Final = 0.06
"""Share of the claims that each side of the frame may leave out."""
_FEW: Final = 2
"""How many other countries a place may reach into and still say where to look."""
_VAST: Final = 40.0
"""Degrees of longitude beyond which a country says nothing about where to look."""
_FARTHEST: Final = 60.0
"""Degrees of longitude of a country beyond which an arrow may end outside the frame: in Russia, China, America."""
_MARGIN: Final = 0.6
"""Degrees around a frame, so that a single city does not fill the screen."""
_LATITUDES: Final = (-60.0, 80.0)


def frame(dataset: Dataset, view: View, selection: Selection) -> Frame:
    """Return the box around the claims shown, or around the member states where there is none.

    Where a threat was asked for, the names of the countries that it goes between are in it too. Every claim counts once for each place it stands on; the outermost few are left out, so that
    one claim about the United States does not shrink everything else. A vast country counts only
    where nothing else does.
    """
    asked = frozenset(view.chosen("country"))
    places = [place_id for claim in selection.located for place_id in selecting.place_ids(claim)]
    near = [place_id for place_id in places if not asked or _is_about(dataset, place_id, asked)]
    boxes = [
        (box, place_id)
        for place_id in near or places
        if (box := _box(dataset, place_id, view.point_of_view)) is not None
    ]
    compact = [box for box, _place_id in boxes if box[2] - box[0] <= _VAST]
    chosen = compact or [box for box, _place_id in boxes] or _members(dataset, view, selection)
    west = _trimmed([box[0] for box in chosen], _TRIM)
    south = _trimmed([box[1] for box in chosen], _TRIM)
    east = _trimmed([box[2] for box in chosen], 1 - _TRIM)
    north = _trimmed([box[3] for box in chosen], 1 - _TRIM)
    for lon, lat in _ends(dataset, view, selection):
        west, south, east, north = min(west, lon), min(south, lat), max(east, lon), max(north, lat)
    return [
        [round(max(south - _MARGIN, _LATITUDES[0]), 2), round(max(west - _MARGIN, -180.0), 2)],
        [round(min(north + _MARGIN, _LATITUDES[1]), 2), round(min(east + _MARGIN, 180.0), 2)],
    ]


def _ends(dataset: Dataset, view: View, selection: Selection) -> set[tuple[float, float]]:
    """Return where the arrows of the threats asked for begin and end, but in the widest countries."""
    if not view.chosen("threat"):
        return set()
    codes = {code for _claim, _threat, pair in links(dataset, view, selection) for code in pair.split(">")}
    boxes = {code: _box(dataset, f"country:{code}", view.point_of_view) for code in codes}
    return {
        dataset.boundaries.label(code)
        for code, box in boxes.items()
        if box is not None and box[2] - box[0] <= _FARTHEST
    }


def box_of(dataset: Dataset, selection: str, point_of_view: str) -> Frame | None:
    """Return the box around the place that a selection names, None where it names none.

    Of a country with far-off parts, or on both sides of the date line, it is the box of its largest part.
    """
    family, _, code = selection.partition(":")
    if family == "claim":
        places = selecting.place_ids(dataset.claims_by_id[code])
    elif family in {"place", "country", "border"}:
        places = (code if family == "place" else selection,)
    else:
        return None
    found = [box for place in places if (box := _near_box(dataset, place, point_of_view)) is not None]
    if not found:
        return None
    west, south, east, north = (
        pick_end(box[side] for box in found) for side, pick_end in enumerate((min, min, max, max))
    )
    return [
        [round(max(south - _MARGIN, _LATITUDES[0]), 2), round(max(west - _MARGIN, -180.0), 2)],
        [round(min(north + _MARGIN, _LATITUDES[1]), 2), round(min(east + _MARGIN, 180.0), 2)],
    ]


@per_dataset
def _near_box(dataset: Dataset, place_id: str, pov: str) -> tuple[float, float, float, float] | None:
    geometry = geometry_of(dataset, dataset.place(place_id), pov)
    if geometry is None or geometry.is_empty:
        return None
    west, _south, east, _north = geometry.bounds
    if east - west > _VAST:
        geometry = max(getattr(geometry, "geoms", (geometry,)), key=lambda part: (part.area, part.length))
    bounds: tuple[float, float, float, float] = geometry.bounds
    return bounds


@per_dataset
def _is_about(dataset: Dataset, place_id: str, asked: frozenset[str]) -> bool:
    """Tell whether a place is in the countries asked for, and not in many more."""
    codes = dataset.place(place_id).iso3
    return not asked.isdisjoint(codes) and len(codes) <= len(asked) + _FEW


@per_dataset
def _box(dataset: Dataset, place_id: str, pov: str) -> tuple[float, float, float, float] | None:
    geometry = geometry_of(dataset, dataset.place(place_id), pov)
    return None if geometry is None or geometry.is_empty else geometry.bounds


def _members(dataset: Dataset, view: View, selection: Selection) -> list[tuple[float, float, float, float]]:
    statuses = selecting.statuses(dataset, selection.day, view.point_of_view)
    found = [
        _box(dataset, f"country:{code}", view.point_of_view)
        for code, status in statuses.items()
        if status == "member"
    ]
    boxes = [box for box in found if box is not None]
    compact = [box for box in boxes if box[2] - box[0] <= _VAST]
    return compact or boxes or [(20.0, 30.0, 90.0, 60.0)]


def _trimmed(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` of the values lie below (nearest rank)."""
    ordered = sorted(values)
    return ordered[round(share * (len(ordered) - 1))]
