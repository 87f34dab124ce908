"""Words of the interface, by BCP 47 language.

A language is one file, ``geo/i18n/<tag>.json``: ``{"language": {"name": ...}, "messages": {key: text}}``.
A discovered part (filter, layer, chart, page) brings its own words with it as `Words`, so adding
one needs no edit here; a language file may still translate them under ``<family>.<id>.<name>``.
Fallback: the language's file, the part's own words, English.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.numbers import format_decimal

from geo.errors import DataError, Problem, UnknownValueError

Words = Mapping[str, str]
"""One text in several languages: BCP 47 tag to text. English (``en``) is always there."""

DEFAULT: Final = "en"


def pick(words: Words, language: str) -> str:
    """Return the text in a language, or in English where it has none."""
    return words.get(language) or words[DEFAULT]


@dataclass(frozen=True, slots=True)
class Language:
    """One interface language and its messages."""

    tag: str
    name: str
    messages: Mapping[str, str] = field(repr=False)

    def text(self, key: str, /, **values: object) -> str:
        """Return a message with its ``{placeholders}`` filled.

        Values are inserted as they are and never read as a template again.

        Raises
        ------
        KeyError
            Where neither this language nor English has the message.
        """
        message = self.messages.get(key)
        if message is None:
            message = languages()[DEFAULT].messages[key]
        return message.format(**values) if values else message

    def plural(self, key: str, number: int, /, **values: object) -> str:
        """Return the message ``key.<category>`` for a number, by CLDR plural categories.

        English has ``one`` and ``other``; Russian and its like ``one``, ``few`` and ``many``.
        """
        category = plural_category(self.tag, number)
        for candidate in (f"{key}.{category}", f"{key}.other"):
            if candidate in self.messages:
                return self.messages[candidate].format(number=number, **values)
        return self.text(f"{key}.other", number=number, **values)

    def part(self, key: str, words: Words) -> str:
        """Return a part's word: from this language's file under ``key``, else the part's own."""
        return self.messages.get(key) or pick(words, self.tag)


def plural_category(tag: str, number: int) -> str:
    """Return the CLDR cardinal category of a whole number in a language."""
    return str(Locale.parse(tag, sep="-").plural_form(number))


def format_day(tag: str, day: dt.date) -> str:
    """Return a day in a language's long CLDR form, for example ``28 April 2011``."""
    return str(
        format_date(day, format="d MMMM y" if tag == DEFAULT else "long", locale=Locale.parse(tag, sep="-"))
    )


def format_number(tag: str, number: float) -> str:
    """Return a number without decimals as a language groups its digits: ``1,357`` in English."""
    return str(format_decimal(round(number), locale=Locale.parse(tag, sep="-")))


@cache
def territory_names(iso3: str) -> Words | None:
    """Return CLDR's names of a country by language, None for a code that is no country's."""
    alpha2 = get_global("territory_aliases").get(iso3)
    if alpha2 is None:
        return None
    found = {tag: Locale.parse(tag, sep="-").territories.get(alpha2[0]) for tag in languages()}
    return MappingProxyType({tag: name for tag, name in found.items() if name}) if found[DEFAULT] else None


@cache
def languages() -> Mapping[str, Language]:
    """Return every language by tag, English first.

    Raises
    ------
    DataError
        Where a language file is not of the form described above.
    """
    found: dict[str, Language] = {}
    for entry in sorted(resources.files(__package__).iterdir(), key=lambda e: (e.name != "en.json", e.name)):
        if not entry.name.endswith(".json"):
            continue
        tag = entry.name.removesuffix(".json")
        try:
            raw = json.loads(entry.read_text("utf-8"))
            found[tag] = Language(tag, raw["language"]["name"], MappingProxyType(dict(raw["messages"])))
        except (ValueError, KeyError, TypeError) as error:
            problem = Problem.of(f"geo/i18n/{entry.name}", tag, "language", "name and messages", str(error))
            raise DataError([problem]) from error
    return MappingProxyType(found)


def language(tag: str) -> Language:
    """Return one language.

    Raises
    ------
    UnknownValueError
        Where there is no file for it.
    """
    known = languages()
    if tag not in known:
        raise UnknownValueError("language", tag, tuple(known))
    return known[tag]
