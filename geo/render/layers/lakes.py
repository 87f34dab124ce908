"""Lakes, over the countries' fills."""

from __future__ import annotations

from geo.render.layer import Layer, Style

LAYER = Layer(
    id="lakes",
    order=31,
    words={"label": {"en": "Lakes", "ru": "Озёра"}},
    draw="polygon",
    styles=lambda _dataset: {"lake": Style(fill="lake", stroke="river", weight=0.6)},
    geometry="lakes",
    every="lake",
)
