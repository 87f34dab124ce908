"""Shaded relief over the countries' fills, under waters, areas and borders; quiet, so that fills stay what they are."""

from __future__ import annotations

from geo.render.layer import Layer, Picture, Style
from geo.store import Dataset

OPACITY = 0.17
"""Of the deepest shadow; the colours of the palette must stay apart and readable below it."""


def _picture(dataset: Dataset) -> Picture:
    relief, content = dataset.boundaries.relief()
    return Picture(content, relief.box)


LAYER = Layer(
    id="relief",
    order=25,
    words={"label": {"en": "Relief", "ru": "Рельеф"}},
    draw="image",
    styles=lambda _dataset: {"relief": Style(opacity=OPACITY)},
    picture=_picture,
    every="relief",
)
