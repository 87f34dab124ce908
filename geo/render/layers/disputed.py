"""Disputed lines that held on the day, dashed; which there are depends on the point of view too."""

from __future__ import annotations

import datetime as dt

from geo.model.view import View
from geo.query.selection import Selection
from geo.render.layer import Feature, Layer, Style
from geo.store import Dataset
from geo.store.kept import per_dataset


def _build(dataset: Dataset, view: View, selection: Selection) -> tuple[Feature, ...]:
    return _held(dataset, selection.day, view.point_of_view)


@per_dataset
def _held(dataset: Dataset, day: dt.date, point_of_view: str) -> tuple[Feature, ...]:
    return tuple(
        Feature(str(line), ("disputed",)) for line in dataset.boundaries.disputed(day, point_of_view).index
    )


LAYER = Layer(
    id="disputed",
    order=60,
    words={"label": {"en": "Disputed lines", "ru": "Спорные линии"}},
    draw="line",
    styles=lambda _dataset: {
        "disputed": Style(
            words={"en": "Disputed line on this day", "ru": "Спорная линия на этот день"},
            stroke="disputed",
            weight=1.8,
            dash="6 4",
            halo=1.6,
        ),
    },
    build=_build,
    geometry="disputed",
)
