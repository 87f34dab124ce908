"""Named areas that claims stand on: valleys, parts of countries, groups of countries.

Their edges are dashed and soft because they are approximate.
"""

from __future__ import annotations

from collections import Counter

from geo.model.place import Reference
from geo.model.view import View
from geo.query.selection import Selection
from geo.render.layer import CANDIDATE, NOT_REVIEWED, Feature, Layer, Style
from geo.store import Dataset
from geo.store.kept import per_dataset

_WIDE = frozenset({"countries"})
_LINES = frozenset({"border", "borders"})


@per_dataset
def is_area(dataset: Dataset, place_id: str) -> bool:
    """Tell whether a place is drawn as an area of its own: no country, point or border."""
    geometry = dataset.place(place_id).geometry
    if place_id.startswith("country:") or not isinstance(geometry, Reference):
        return False
    return geometry.ref.partition(":")[0] not in _LINES


def _build(dataset: Dataset, _view: View, selection: Selection) -> tuple[Feature, ...]:
    standing = Counter(
        claim.place
        for claim in selection.located
        if claim.place is not None and is_area(dataset, claim.place)
    )
    reviewed = {claim.place for claim in selection.located if claim.status == "reviewed"}
    return tuple(
        Feature(
            place_id, (_extent(dataset, place_id), *(() if place_id in reviewed else (CANDIDATE,))), number
        )
        for place_id, number in sorted(standing.items())
    )


@per_dataset
def _extent(dataset: Dataset, place_id: str) -> str:
    """Return ``wide`` for a group of countries, whose fill would hide theirs, else ``area``."""
    place = dataset.place(place_id)
    ref = place.geometry.ref if isinstance(place.geometry, Reference) else ""
    return "wide" if ref.partition(":")[0] in _WIDE or len(place.iso3) > 3 else "area"


LAYER = Layer(
    id="areas",
    order=40,
    words={"label": {"en": "Areas", "ru": "Районы"}},
    draw="polygon",
    styles=lambda _dataset: {
        "area": Style(
            words={"en": "Area, edge approximate", "ru": "Район, край приблизителен"},
            pattern="dots",
            ink="area",
            stroke="area",
            weight=1.6,
            dash="2 5",
        ),
        "wide": Style(
            words={"en": "Region, edge approximate", "ru": "Регион, край приблизителен"},
            stroke="area",
            weight=2.2,
            dash="1 6",
        ),
        CANDIDATE: Style(words=NOT_REVIEWED, stroke="area", weight=1.1, dash="1 4", opacity=0.45),
    },
    build=_build,
    geometry="areas",
    selects="place:",
    named=True,
)
