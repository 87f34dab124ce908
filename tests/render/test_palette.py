"""The palette holds for readers who tell fewer colours apart, and on both themes."""

from __future__ import annotations

import io
import itertools

import numpy as np
import pytest
from PIL import Image

from geo.render.layers import countries, relief
from geo.render.palette import STATUS, Theme, palette
from geo.store import Dataset

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
DEFICIENCIES = {
    "none": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
APART = 8.0
"""Smallest CIE76 distance between two fills: well above what a reader just notices (2.3)."""


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = (to_xyz @ np.clip(rgb, 0, 1)) / np.array([0.95047, 1.0, 1.08883])
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, two: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    light, dark = sorted((float(weights @ linear(c)) for c in (one, two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_standings_stay_apart(atlas: Dataset, theme: Theme, deficiency: str) -> None:
    colours = palette(atlas, theme)
    styles = countries.LAYER.styles(atlas)
    seen = {status: lab(DEFICIENCIES[deficiency] @ linear(colours[f"status-{status}"])) for status in STATUS}
    close = {
        (a, b): round(float(np.linalg.norm(seen[a] - seen[b])), 1)
        for a, b in itertools.combinations(STATUS, 2)
        # A pattern tells two fills apart without their colours.
        if styles[a].pattern == styles[b].pattern and {a, b} != {"neighbour", "other"}
    }
    assert {pair: distance for pair, distance in close.items() if distance < APART} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ink_reads_on_every_fill(atlas: Dataset, theme: Theme) -> None:
    colours = palette(atlas, theme)
    fills = {key: colours[key] for key in colours if key.startswith("status-")} | {
        "land": colours["land"],
        "paper": colours["paper"],
    }
    poor = {
        key: round(contrast(colours["ink"], fill), 2)
        for key, fill in fills.items()
        if contrast(colours["ink"], fill) < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bands_stand_out_from_what_they_band(atlas: Dataset, theme: Theme) -> None:
    colours = palette(atlas, theme)
    poor = {
        (band, status): round(contrast(colours[band], colours[f"status-{status}"]), 2)
        for band in ("exposed", "source", "spoken") for status in STATUS
        if contrast(colours[band], colours[f"status-{status}"]) < 1.9
    }  # fmt: skip
    assert poor == {}


def relief_shades(atlas: Dataset) -> list[tuple[int, float]]:
    """Grey and opacity of the deepest shadow and the brightest light that the relief lays over a fill."""
    _, content = atlas.boundaries.relief()
    with Image.open(io.BytesIO(content)) as picture:
        pixels = np.asarray(picture.convert("LA")).reshape(-1, 2)
    opacity = relief.LAYER.styles(atlas)["relief"].opacity
    assert opacity is not None
    found = [(grey, pixels[pixels[:, 0] == grey, 1].max() / 255 * opacity) for grey in (0, 255)]
    assert all(0 < share <= 0.25 for _, share in found)
    return found


def shaded(colour: str, grey: int, opacity: float) -> str:
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(one * (1 - opacity) + grey * opacity):02X}" for one in channels)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ink_reads_and_standings_stay_apart_under_the_relief(atlas: Dataset, theme: Theme) -> None:
    colours = palette(atlas, theme)
    styles = countries.LAYER.styles(atlas)
    for grey, opacity in relief_shades(atlas):
        fills = {status: shaded(colours[f"status-{status}"], grey, opacity) for status in STATUS}
        assert min(contrast(colours["ink"], fill) for fill in fills.values()) >= 4.4
        for matrix in DEFICIENCIES.values():
            seen = {status: lab(matrix @ linear(fill)) for status, fill in fills.items()}
            for a, b in itertools.combinations(STATUS, 2):
                if styles[a].pattern == styles[b].pattern and {a, b} != {"neighbour", "other"}:
                    assert np.linalg.norm(seen[a] - seen[b]) >= APART, (a, b, grey)


def test_threats_keep_the_taxonomys_colours(atlas: Dataset) -> None:
    colours = palette(atlas, "light")
    assert {threat: colours[f"threat-{threat}"] for threat in atlas.taxonomy.threats} == {
        threat: term.colour for threat, term in atlas.taxonomy.threats.items()
    }


def test_every_style_names_colours_of_the_palette(atlas: Dataset) -> None:
    from geo.render.layer import layers

    known = set(palette(atlas, "light")) & set(palette(atlas, "dark"))
    for layer in layers().values():
        for name, style in layer.styles(atlas).items():
            used = {style.fill, style.stroke, style.band, style.ink} - {None}
            assert used <= known, (layer.id, name)
