"""Keep what follows from a dataset alone, for as long as the dataset lives.

A dataset is never changed but can't be hashed, so `functools.lru_cache` can't take it as a key.
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Hashable
from typing import Concatenate, Final, ParamSpec, TypeVar

from geo.store.dataset import Dataset

P = ParamSpec("P")
R = TypeVar("R")

MAX_KEPT: Final = 4096
"""Results kept for one function and dataset; beyond that the oldest goes."""


def per_dataset(make: Callable[Concatenate[Dataset, P], R]) -> Callable[Concatenate[Dataset, P], R]:
    """Call the function once for each dataset and combination of further (hashable) arguments."""
    kept: dict[int, tuple[weakref.ref[Dataset], dict[Hashable, R]]] = {}

    @functools.wraps(make)
    def once(dataset: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> R:
        number = id(dataset)
        entry = kept.get(number)
        if entry is None or entry[0]() is not dataset:
            entry = kept[number] = (weakref.ref(dataset, lambda _gone: kept.pop(number, None)), {})
        results = entry[1]
        key = (args, tuple(sorted(kwargs.items())))
        if key not in results:
            if len(results) >= MAX_KEPT:
                # Several threads may be here at once; one of them takes the oldest away.
                results.pop(next(iter(results), key), None)
            results[key] = make(dataset, *args, **kwargs)
        return results[key]

    return once
