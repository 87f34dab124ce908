"""Check where things stand: places, bases and facilities against the boundaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import shapely

from geo.errors import Problem, UnknownValueError
from geo.model.place import Place, Point, Reference
from geo.model.view import DEFAULT_POINT_OF_VIEW

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.model.claim import Claim
    from geo.model.facts import Facility
    from geo.store.boundaries import Boundaries

TOLERANCE: Final = 0.05
"""How far outside its country a point may lie, in degrees (about 5 km): shores and rivers."""


def claim_file(claim: Claim) -> str:
    """Return the file that a claim stands in, relative to the data folder."""
    return f"texts/{claim.text}/claims.json"


def name_problems(places: Mapping[str, Place]) -> list[Problem]:
    """Check that every place has a name in both languages and none has another's."""
    found: list[Problem] = []
    names: dict[str, str] = {}
    for place in places.values():
        file = f"places/{place.id}.json"
        if "ru" not in place.names:
            found.append(Problem.of(file, place.id, "names", "a name in 'en' and 'ru'", sorted(place.names)))
        name = place.names["en"].casefold()
        if name in names:
            found.append(
                Problem.of(
                    file, place.id, "names.en", f"a name that {names[name]} does not have", place.names["en"]
                )
            )
        names.setdefault(name, place.id)
    return found


def _outside(
    boundaries: Boundaries, point: BaseGeometry, codes: Sequence[str], povs: Sequence[str] | None = None
) -> bool:
    """Tell whether a point lies outside all of the countries, in every one of the points of view."""
    return not any(
        shapely.dwithin(boundaries.geometry(f"country:{code}", pov), point, TOLERANCE)
        for pov in (boundaries.points_of_view if povs is None else povs)
        for code in codes
        if code in boundaries.country_codes
    )


def geometry_problems(places: Mapping[str, Place], boundaries: Boundaries) -> list[Problem]:
    """Check that references resolve in every point of view and points lie in one of their countries."""
    found: list[Problem] = []
    for place in places.values():
        file = f"places/{place.id}.json"
        if isinstance(place.geometry, Reference):
            for pov in boundaries.points_of_view:
                try:
                    boundaries.geometry(place.geometry.ref, pov)
                except UnknownValueError:
                    wanted = f"a geometry of the boundaries in the point of view {pov}"
                    found.append(Problem.of(file, place.id, "geometry.ref", wanted, place.geometry.ref))
        if isinstance(place.geometry, Point) and _outside(
            boundaries, shapely.Point(place.geometry.coordinates), place.iso3
        ):
            wanted = f"a point in {' or '.join(place.iso3) or 'a country that iso3 names'}"
            found.append(Problem.of(file, place.id, "geometry", wanted, place.geometry.coordinates))
    return found


def claim_problems(
    claims: Sequence[Claim], places: Mapping[str, Place], boundaries: Boundaries
) -> list[Problem]:
    """Check that every claim's place is one, and a base's lies in the country the claim gives it."""
    found: list[Problem] = []
    for claim in claims:
        if claim.place is None:
            continue
        family, _, code = claim.place.partition(":")
        built_in = (
            family == "country" and code in boundaries.country_codes
        ) or claim.place in boundaries.border_places
        place = places.get(claim.place)
        if place is None and not built_in:
            found.append(
                Problem.of(
                    claim_file(claim),
                    claim.id,
                    "place",
                    "a place's id, country:<iso3> or border:<a>-<b>",
                    claim.place,
                )
            )
        if claim.kind != "base" or not claim.iso3:
            continue
        if place is not None and isinstance(place.geometry, Point):
            misplaced = _outside(boundaries, shapely.Point(place.geometry.coordinates), claim.iso3)
        else:
            stands_in = place.iso3 if place is not None else tuple(code.split("-"))
            misplaced = bool(stands_in) and not set(stands_in) & set(claim.iso3)
        if misplaced:
            wanted = f"a place in {' or '.join(claim.iso3)}, the country of the base"
            found.append(Problem.of(claim_file(claim), claim.id, "place", wanted, claim.place))
    return found


def facility_problems(facilities: Sequence[Facility], boundaries: Boundaries) -> list[Problem]:
    """Check that every facility that has a point has it in its country."""
    # A facility's country is whose land it is by recognition, whatever the other points of view say.
    return [
        Problem.of("reference/facilities.csv", row.id, "lon", f"a point in {row.country}", (row.lon, row.lat))
        for row in facilities
        if row.lon is not None
        and row.lat is not None
        and _outside(boundaries, shapely.Point(row.lon, row.lat), (row.country,), (DEFAULT_POINT_OF_VIEW,))
    ]
