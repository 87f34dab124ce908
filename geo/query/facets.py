"""How many claims each further choice would leave: the numbers beside a filter's options."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import and_

from geo.model.view import View
from geo.query.filter import filters
from geo.store import Dataset
from geo.store.kept import per_dataset


def facets(dataset: Dataset, view: View) -> Mapping[str, Mapping[str, int]]:
    """Return, by filter and option, how many claims that option alone would leave in its filter.

    The other filters stay as the view has them, so the numbers of a filter don't depend on what is
    chosen in it: they say what a click on another of its options would bring.
    """
    kept = {name: _kept(dataset, name, view.chosen(name)) for name in filters()}
    found: dict[str, Mapping[str, int]] = {}
    for name in filters():
        others = reduce(and_, (mask for other, mask in kept.items() if other != name))
        found[name] = {
            option: (mask & others).bit_count() for option, mask in _options(dataset, name).items()
        }
    return found


@per_dataset
def _options(dataset: Dataset, name: str) -> Mapping[str, int]:
    """Return which claims each option of a filter keeps."""
    return {option: _kept(dataset, name, (option,)) for option in filters()[name].options(dataset)}


@per_dataset
def _kept(dataset: Dataset, name: str, values: tuple[str, ...]) -> int:
    """Return the claims that a filter keeps as the bits of a number, the first claim's the lowest.

    Sets of bits, because this is worked out for some seventy options on each change.
    """
    if not values:
        return (1 << len(dataset.claims)) - 1
    keep = filters()[name].keep
    return sum(1 << at for at, claim in enumerate(dataset.claims) if keep(dataset, claim, values))
