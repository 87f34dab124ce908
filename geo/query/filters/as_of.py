"""Look as of a day: membership of that day, and the texts that had been published by then.

None chosen means the day of the newest text, so a text is read against its own time.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from geo.i18n import Language, format_day
from geo.model.claim import Claim
from geo.model.dates import first_day, last_day
from geo.query.filter import Filter, Values
from geo.store import Dataset

FIRST_DAY: Final = dt.date(1991, 1, 1)
LAST_DAY: Final = dt.date(2100, 12, 31)
"""The days that can be chosen."""


def day(dataset: Dataset, values: Values) -> dt.date:
    """Return the chosen day, or that of the newest text."""
    return dt.date.fromisoformat(values[0]) if values else dataset.latest_text_day


def _keep(dataset: Dataset, claim: Claim, values: Values) -> bool:
    return first_day(dataset.texts_by_id[claim.text].date) <= day(dataset, values)


def _clause(dataset: Dataset, values: Values, language: Language) -> str:
    return language.text("sentence.as_of", day=format_day(language.tag, day(dataset, values)))


def _parse(_dataset: Dataset, value: str) -> str | None:
    """Accept a partial date; it stands for its last day."""
    try:
        chosen = last_day(value)
    except ValueError:
        return None
    return chosen.isoformat() if FIRST_DAY <= chosen <= LAST_DAY else None


FILTER = Filter(
    id="as_of",
    order=60,
    words={
        "label": {"en": "As of", "ru": "На дату"},
        "help": {
            "en": "Membership on this day, and the texts published by then.",
            "ru": "Членство на этот день и тексты, вышедшие к нему.",
        },
    },
    widget="date",
    options=lambda _dataset: {},
    keep=_keep,
    clause=_clause,
    parse=_parse,
)
