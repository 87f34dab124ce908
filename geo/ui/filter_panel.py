"""Filters, boundaries and language as one panel; an option says how many claims it would leave.

One component of ours instead of a Streamlit widget a control: those take the browser longer to send
a choice and to draw again than the server takes to answer it (docs/performance.md). A choice comes
back in the words of a link, so it is read and checked by what reads links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from geo.i18n import Language, Words, language, languages, pick
from geo.model.view import View
from geo.query.facets import facets
from geo.query.filter import Filter, filters
from geo.query.filters import as_of
from geo.query.link import link_params, parse_link
from geo.store import Dataset
from geo.store.kept import per_dataset

_WORDS: Final[Mapping[str, Words]] = {
    "any": {"en": "any", "ru": "все"},
    "find": {"en": "Find in: {filter}", "ru": "Найти: {filter}"},
    "clear": {"en": "Clear: {filter}", "ru": "Очистить: {filter}"},
    "none": {"en": "Nothing found.", "ru": "Ничего не найдено."},
}

CHOICES: Final = ("pov", "lang")
"""Keys of a link that the panel sets besides the filters; each has one value."""
MAX_NUMBER: Final = 2**53 - 1
"""The greatest whole number that JavaScript counts to."""


def filter_payload(dataset: Dataset, view: View, answered: int) -> dict[str, Any]:
    """Return what the panel shows.

    Keys
    ----
    language, words, controls
        Fixed for a dataset, language and point of view. A control has the ``id`` of its key in a link,
        ``label``, ``help`` and a ``type``: ``options`` (several may be chosen), ``choice`` (one is), each
        with ``options`` of value and name in the order to show, or ``date`` with ``standing``, the day
        that stands where none is chosen, ``first`` and ``last``, as ISO days.
    chosen
        Chosen values by control.
    counts
        By filter, as many numbers as it has options, in their order.
    answered
        Number of the browser's change that ``chosen`` answers, so that an answer which a later click
        has overtaken is told from news.
    """
    counted = facets(dataset, view)
    fixed = _fixed(dataset, view.language, view.point_of_view)
    several = [control for control in fixed["controls"] if control["type"] == "options"]
    return {
        **fixed,
        "chosen": {
            **{name: list(view.chosen(name)) for name in filters()},
            "pov": [view.point_of_view],
            "lang": [view.language],
        },
        "counts": {
            control["id"]: [counted[control["id"]][value] for value, _name in control["options"]]
            for control in several
        },
        "answered": answered,
    }


@per_dataset
def _fixed(dataset: Dataset, tag: str, point_of_view: str) -> dict[str, Any]:
    words = language(tag)
    known = dataset.boundaries.points_of_view
    return {
        "language": tag,
        "words": {
            "clear_all": words.text("ui.clear_all"),
            **{key: words.part(f"filters.{key}", said) for key, said in _WORDS.items()},
        },
        "controls": [
            *(_filter(dataset, part, words) for part in filters().values()),
            {
                "id": "pov", "type": "choice", "label": words.text("ui.point_of_view"),
                "help": pick(known[point_of_view].description, tag),
                "options": [(one, pick(known[one].names, tag)) for one in known],
            },
            {
                "id": "lang", "type": "choice", "label": words.text("ui.language"), "help": "",
                "options": [(one, name.name) for one, name in languages().items()],
            },
        ],
    }  # fmt: skip


def _filter(dataset: Dataset, part: Filter, words: Language) -> dict[str, Any]:
    help_ = part.words.get("help")
    said = {
        "id": part.id,
        "label": part.label(words),
        "help": words.part(f"filter.{part.id}.help", help_) if help_ else "",
    }
    if part.widget == "date":
        standing = as_of.day(dataset, ()).isoformat()
        first, last = as_of.FIRST_DAY.isoformat(), as_of.LAST_DAY.isoformat()
        return {**said, "type": "date", "standing": standing, "first": first, "last": last}
    options = [(value, part.option_label(dataset, value, words)) for value in part.options(dataset)]
    if part.alphabetical:
        options.sort(key=lambda option: option[1])
    return {**said, "type": "options", "options": options}


def read_change(dataset: Dataset, view: View, sent: object) -> tuple[View, int] | None:
    """Return the view with what the panel sent, and the change's number; None where it makes no sense.

    It comes from a browser, so what a link could not say is left out.

    Parameters
    ----------
    sent
        ``{"number": 7, "chosen": {"country": ["KGZ"], "lang": ["ru"]}}``; what is not named stays.
    """
    if not isinstance(sent, Mapping):
        return None
    number, chosen = sent.get("number"), sent.get("chosen")
    if not isinstance(number, int) or not 0 <= number <= MAX_NUMBER or not isinstance(chosen, Mapping):
        return None
    params = {key: [value] for key, value in link_params(dataset, view).items()}
    for key in (*filters(), *CHOICES):
        if key not in chosen:
            continue
        given = chosen[key]
        if not isinstance(given, (list, tuple)) or not all(isinstance(value, str) for value in given):
            return None
        params[key] = list(given)
    read, _notices = parse_link(dataset, params, view.page)
    changed = replace(view, filters=read.filters, point_of_view=read.point_of_view, language=read.language)
    return changed, number
