"""Dates that a sentence names, as partial ISO dates: "in June 2010", «22 апреля 2011 года»."""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
    "январ": 1, "феврал": 2, "март": 3, "апрел": 4, "ма": 5, "июн": 6, "июл": 7, "август": 8,
    "сентябр": 9, "октябр": 10, "ноябр": 11, "декабр": 12,
}  # fmt: skip
_EN: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_RU: Final = "январ[ьяе]|феврал[ьяе]|марта?е?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|августа?е?|сентябр[ьяе]|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе]"
_DATE: Final = re.compile(
    rf"\b(?P<d1>\d{{1,2}})\s+(?P<m1>{_EN}|{_RU})\s+(?P<y1>(?:19|20)\d\d)\b"
    rf"|\b(?P<m2>{_EN})\s+(?P<d2>\d{{1,2}}),?\s+(?P<y2>(?:19|20)\d\d)\b"
    rf"|\b(?P<m3>{_EN}|{_RU})\s+(?P<y3>(?:19|20)\d\d)\b"
    r"|\b(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b"
    r"|\b(?:in|since|by|в|с|до|к)\s+(?P<y4>(?:19|20)\d\d)\b(?:\s+год)?"
)


def period_of(sentence: str) -> tuple[str | None, str | None]:
    """Return the first and last partial date that a sentence names, (None, None) where it names none."""
    found = sorted({date for match in _DATE.finditer(sentence) if (date := _iso(match))})
    return (found[0], found[-1]) if found else (None, None)


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts["iso"]:
        return parts["iso"]
    for number in "123":
        if parts.get(f"y{number}"):
            month = _month(parts[f"m{number}"])
            day = int(parts.get(f"d{number}") or 0)
            year = parts[f"y{number}"]
            if day > 31:
                return None
            if day > (30 if month in {4, 6, 9, 11} else 29 if month == 2 else 31):
                return None
            return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"
    return parts["y4"]


def _month(name: str) -> int:
    low = name.lower()
    return _MONTHS.get(low) or next(
        number
        for stem, number in sorted(_MONTHS.items(), key=lambda item: -len(item[0]))
        if low.startswith(stem)
    )
