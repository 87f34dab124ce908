"""The land that no claim is about, so that the countries of the atlas don't float."""

from __future__ import annotations

from geo.render.layer import Layer, Style

LAYER = Layer(
    id="land",
    order=10,
    words={"label": {"en": "Land", "ru": "Суша"}},
    draw="polygon",
    styles=lambda _dataset: {"land": Style(fill="land")},
    geometry="land",
    every="land",
)
