"""Rivers, over the countries' fills."""

from __future__ import annotations

from geo.render.layer import Layer, Style

LAYER = Layer(
    id="rivers",
    order=30,
    words={"label": {"en": "Rivers", "ru": "Реки"}},
    draw="line",
    styles=lambda _dataset: {"river": Style(stroke="river", weight=0.9)},
    geometry="rivers",
    every="river",
)
