"""Points: places precise enough for one, with one symbol a kind. All claims of a place share its mark."""

from __future__ import annotations

from collections import Counter

from geo.model.place import Point
from geo.model.view import View
from geo.query.selection import Selection
from geo.render.layer import Feature, Layer, Style
from geo.store import Dataset
from geo.store.kept import per_dataset


def _build(dataset: Dataset, _view: View, selection: Selection) -> tuple[Feature, ...]:
    standing: dict[str, Counter[str]] = {}
    for claim in selection.located:
        if claim.place is not None and _is_point(dataset, claim.place):
            standing.setdefault(claim.place, Counter())[claim.kind] += 1
    order = {kind: number for number, kind in enumerate(dataset.taxonomy.kinds)}
    return tuple(
        Feature(
            place_id, tuple(sorted(kinds, key=lambda kind: order.get(kind, len(order)))), kinds.total(),
            tuple(sorted(kinds.items(), key=lambda item: (-item[1], order.get(item[0], len(order))))),
        )
        for place_id, kinds in sorted(standing.items())
    )  # fmt: skip


@per_dataset
def _is_point(dataset: Dataset, place_id: str) -> bool:
    return isinstance(dataset.place(place_id).geometry, Point)


LAYER = Layer(
    id="points",
    order=80,
    words={"label": {"en": "Places", "ru": "Места"}},
    draw="point",
    styles=lambda dataset: {kind: Style(words=term.label) for kind, term in dataset.taxonomy.kinds.items()},
    build=_build,
    selects="place:",
    named=True,
)
