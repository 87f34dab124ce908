"""What a map needs beyond the files that a browser keeps: the places that came with a text from outside.

The files hold what ships and are the same for everybody; a text that somebody brought adds a few
places, so their names and shapes go with the payload.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import shapely
from shapely.geometry import mapping

from geo.i18n import Language
from geo.i18n import language as language_of
from geo.model.place import Place, Reference
from geo.render.catalogue import place_entry
from geo.render.geometry_files import AREA_TOLERANCE, LEVELS
from geo.render.layers.areas import is_area
from geo.render.shapes import SCALES, steps
from geo.store import Dataset
from geo.store.kept import per_dataset


def extra(dataset: Dataset, drawn: Iterable[str], point_of_view: str, language: Language) -> dict[str, Any]:
    """Return the entries of those of the drawn places that are in no file, {} where there are none.

    Keys
    ----
    places
        As in the catalogue: name, precision and, where there is one, the position.
    areas
        By level, ``scale`` and ``families`` as a shape file has them.
    """
    known = dataset.own_places
    own = {place_id: known[place_id] for place_id in drawn if place_id in known}
    if not own:
        return {}
    return {
        "places": {
            place_id: _entry(dataset.ground, place.model_dump_json(), language.tag)
            for place_id, place in own.items()
        },
        "areas": {
            level: {
                "scale": SCALES[level],
                "families": {
                    "areas": {
                        place_id: _shape(dataset.ground, place.geometry.ref, point_of_view, level)
                        for place_id, place in own.items()
                        if isinstance(place.geometry, Reference) and is_area(dataset, place_id)
                    }
                },
            }
            for level in LEVELS
        },
    }


@per_dataset
def _entry(ground: Dataset, place: str, tag: str) -> dict[str, Any]:
    """Return a place's entry; it is given as JSON, because a place is no key."""
    return place_entry(ground, Place.model_validate_json(place), language_of(tag))


@per_dataset
def _shape(ground: Dataset, ref: str, point_of_view: str, level: str) -> list[Any]:
    shape = ground.boundaries.geometry(ref, point_of_view)
    if level == "far":
        shape = shapely.simplify(shape, AREA_TOLERANCE)
    return steps(mapping(shape), SCALES[level])
