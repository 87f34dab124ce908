"""Shared borders: a thin line, a heavy one where a claim of the view stands on it."""

from __future__ import annotations

from collections import Counter

from geo.model.place import Reference
from geo.model.view import View
from geo.query.selection import Selection
from geo.render.layer import CANDIDATE, NOT_REVIEWED, Feature, Layer, Style
from geo.store import Dataset
from geo.store.kept import per_dataset


def _build(dataset: Dataset, view: View, selection: Selection) -> tuple[Feature, ...]:
    claimed: Counter[str] = Counter()
    reviewed: Counter[str] = Counter()
    for claim in selection.located:
        found = borders_of(dataset, claim.place)
        claimed.update(found)
        if claim.status == "reviewed":
            reviewed.update(found)
    return tuple(
        Feature(
            border,
            ("claimed", *(() if reviewed[border] else (CANDIDATE,))) if claimed[border] else ("plain",),
            claimed[border],
        )
        for border in _drawn(dataset, view.point_of_view)
    )


@per_dataset
def _drawn(dataset: Dataset, point_of_view: str) -> tuple[str, ...]:
    return tuple(map(str, dataset.boundaries.borders(point_of_view, "far").index))


@per_dataset
def borders_of(dataset: Dataset, place_id: str | None) -> tuple[str, ...]:
    """Return the ids of the borders that a place is made of, none where it is no border."""
    if place_id is None:
        return ()
    geometry = dataset.place(place_id).geometry
    if not isinstance(geometry, Reference):
        return ()
    family, _, pairs = geometry.ref.partition(":")
    return tuple(pairs.split(",")) if family in {"border", "borders"} else ()


LAYER = Layer(
    id="borders",
    order=50,
    words={"label": {"en": "Borders", "ru": "Границы"}},
    draw="line",
    styles=lambda _dataset: {
        "plain": Style(stroke="boundary", weight=1.0),
        "claimed": Style(
            words={"en": "Border that claims speak of", "ru": "Граница, о которой есть утверждения"},
            stroke="claimed",
            weight=2.4,
            halo=2.0,
        ),
        CANDIDATE: Style(words=NOT_REVIEWED, stroke="claimed", weight=1.8, dash="2 4"),
    },
    build=_build,
    geometry="borders",
    selects="border:",
)
