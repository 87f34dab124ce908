"""Points: places precise enough for one, with one symbol a kind. All claims of a place share its mark.

A mark is hollow with a broken edge where nobody has reviewed any of its claims yet.
"""

from __future__ import annotations

from collections import Counter

from geo.model.place import Point
from geo.model.view import View
from geo.query.selection import Selection
from geo.render.layer import (
    CANDIDATE,
    NOT_REVIEWED,
    PARTLY,
    PARTLY_REVIEWED,
    Feature,
    Layer,
    Style,
    review_style,
)
from geo.store import Dataset
from geo.store.kept import per_dataset


def _build(dataset: Dataset, _view: View, selection: Selection) -> tuple[Feature, ...]:
    standing: dict[str, Counter[str]] = {}
    reviewed: Counter[str] = Counter()
    for claim in selection.located:
        if claim.place is not None and _is_point(dataset, claim.place):
            standing.setdefault(claim.place, Counter())[claim.kind] += 1
            reviewed[claim.place] += claim.status == "reviewed"
    order = {kind: number for number, kind in enumerate(dataset.taxonomy.kinds)}
    return tuple(
        Feature(
            place_id,
            (
                *sorted(kinds, key=lambda kind: order.get(kind, len(order))),
                *review_style(reviewed[place_id], kinds.total()),
            ),
            kinds.total(),
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
    styles=lambda dataset: {
        **{kind: Style(words=term.label) for kind, term in dataset.taxonomy.kinds.items()},
        CANDIDATE: Style(words=NOT_REVIEWED, stroke="mark-edge", dash="3 3"),
        PARTLY: Style(words=PARTLY_REVIEWED, stroke="mark-edge", dash="7 3"),
    },
    build=_build,
    selects="place:",
    named=True,
)
