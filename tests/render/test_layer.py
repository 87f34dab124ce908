from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import pytest

from geo.errors import RegistryError
from geo.i18n import languages
from geo.model.view import View
from geo.query.selection import select
from geo.registry import discover
from geo.render.layer import Feature, Layer, feature_json, layers
from geo.store import Dataset
from geo.store.kept import per_dataset

EXPECTED = {"land", "countries", "rivers", "lakes", "areas", "borders", "disputed", "flows", "points"} | {
    "relief"
}


def test_all_layers_are_found_from_the_bottom_up() -> None:
    assert set(layers()) >= EXPECTED
    orders = [layer.order for layer in layers().values()]
    assert orders == sorted(orders)
    assert len(orders) == len(set(orders))


@pytest.mark.parametrize("layer", list(layers().values()), ids=list(layers()))
def test_contract(atlas: Dataset, layer: Layer) -> None:
    styles = layer.styles(atlas)
    assert styles
    for words in (layer.words["label"], *(style.words for style in styles.values() if style.words)):
        assert set(words) >= set(languages())
    if layer.every is not None:
        assert layer.every in styles
        assert layer.geometry or layer.picture
    assert (layer.picture is not None) == (layer.draw == "image")
    for feature in layer.build(atlas, View(), select(atlas, View())):
        assert feature.styles
        assert set(feature.styles) <= set(styles)


def test_a_module_without_a_layer_is_named() -> None:
    with pytest.raises(RegistryError, match=r"geo\.render\.charts"):
        discover("geo.render.charts", "LAYER", Layer)


def test_feature_json_is_cut_where_empty() -> None:
    assert feature_json(Feature("KGZ", ("member", "exposed"), 3)) == ["member exposed", 3]
    assert feature_json(Feature("osh", ("event",), 0, (("event", 2),))) == ["event", 0, {"event": 2}]


def test_per_dataset_keeps_results_only_while_the_dataset_lives(atlas: Dataset) -> None:
    calls = []

    @per_dataset
    def made(dataset: Dataset, number: int) -> int:
        calls.append((dataset.version, number))
        return number + len(calls)

    one, other = replace(atlas, version="one"), replace(atlas, version="other")
    assert made(one, 1) == made(one, 1) == 2
    assert made(one, 2) == 4
    assert made(other, 1) == 4
    assert calls == [("one", 1), ("one", 2), ("other", 1)]
    gone = weakref.ref(one)
    del one
    gc.collect()
    assert gone() is None
