"""Which filter values the atlas's changes choose, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from geo.i18n import language
from geo.model.view import View
from geo.query.filter import filters
from geo.query.selection import select
from geo.render.payload import map_payload
from geo.store import Dataset

FILLED = ("country", "country", "kind", "threat", "modality", "text")
"""What a block fills, one value and one change each; clearing all filters is its last change."""


@dataclass(frozen=True)
class Choice:
    """One more value for a filter, or with no filter the button that clears them all."""

    filter: str | None
    value: str = ""
    label: str = ""


def plan(dataset: Dataset, at_least: int) -> list[Choice]:
    """Choose values such that each change leaves some claims and changes what the map shows.

    Each block takes other values than those before it, so hardly a view comes twice. The whole is a
    round: after the last change no filter is set, as before the first.
    """
    words = language("en")
    options = {name: list(filters()[name].options(dataset)) for name in FILLED}
    turns = {name: cycle(values) for name, values in options.items()}
    choices: list[Choice] = []
    while len(choices) < at_least:
        view = View()
        for name in FILLED:
            for value in islice(turns[name], len(options[name])):
                later = view.choose(name, tuple(sorted({*view.chosen(name), value})))
                if select(dataset, later).claims and _layers(dataset, later) != _layers(dataset, view):
                    view = later
                    choices.append(Choice(name, value, filters()[name].option_label(dataset, value, words)))
                    break
        choices.append(Choice(None))
    return choices


def views(choices: Sequence[Choice]) -> list[View]:
    """Return the view that each choice leads to, beginning with no filter set."""
    found, view = [], View()
    for choice in choices:
        if choice.filter is None:
            view = View()
        else:
            view = view.choose(choice.filter, tuple(sorted({*view.chosen(choice.filter), choice.value})))
        found.append(view)
    return found


def _layers(dataset: Dataset, view: View) -> Any:
    return map_payload(dataset, view)["layers"]
