"""Words of the interface: the languages agree, fall back, and count as their readers do."""

from __future__ import annotations

import datetime as dt
import re
from string import Formatter
from types import MappingProxyType

import pytest
from babel import Locale

from geo.errors import UnknownValueError
from geo.i18n import DEFAULT, Language, format_day, language, languages, pick, plural_category

TAGS = sorted(languages())
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
EN = languages()[DEFAULT].messages


def base(key: str) -> str:
    """Return a key less its plural category."""
    head, _, last = key.rpartition(".")
    return head if last in CATEGORIES else key


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_english_comes_first_and_russian_is_there() -> None:
    assert next(iter(languages())) == "en"
    assert "ru" in languages()


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_is_a_language_with_its_own_name(tag: str) -> None:
    assert Locale.parse(tag, sep="-").get_language_name(tag).casefold() == languages()[tag].name.casefold()


@pytest.mark.parametrize("tag", TAGS)
def test_every_message_stands_in_every_language(tag: str) -> None:
    theirs = {base(key) for key in languages()[tag].messages}
    assert {base(key) for key in EN} <= theirs


@pytest.mark.parametrize("tag", TAGS)
def test_translations_fill_the_same_placeholders(tag: str) -> None:
    wanted: dict[str, set[str]] = {}
    for key, message in EN.items():
        wanted.setdefault(base(key), set()).update(fields(message))
    for key, message in languages()[tag].messages.items():
        if base(key) in wanted:
            assert fields(message) <= wanted[base(key)] | {"number"}, key
            assert all(re.fullmatch(r"[a-z_]+", name) for name in fields(message)), key


@pytest.mark.parametrize("tag", TAGS)
def test_a_counted_message_has_every_form_of_its_language(tag: str) -> None:
    messages = languages()[tag].messages
    needed = {plural_category(tag, number) for number in range(1, 200)}
    # A pair of texts has its own word, so "two" alone does not make a message a counted one.
    counted = {base(key) for key in messages if key.endswith(".other")}
    for key in counted:
        assert needed <= {category for category in CATEGORIES if f"{key}.{category}" in messages}, key


@pytest.mark.parametrize(
    ("tag", "number", "category"),
    [("en", 0, "other"), ("en", 1, "one"), ("en", 21, "other"), ("ru", 0, "many"), ("ru", 1, "one"), ("ru", 2, "few"),
     ("ru", 5, "many"), ("ru", 11, "many"), ("ru", 12, "many"), ("ru", 21, "one"), ("ru", 104, "few")],
)  # fmt: skip
def test_plural_categories_are_those_of_cldr(tag: str, number: int, category: str) -> None:
    assert plural_category(tag, number) == category


def test_a_message_missing_from_a_language_is_told_in_english() -> None:
    bare = Language("ru", "Русский", MappingProxyType({}))
    assert bare.text("app.title") == "CSTO Atlas"
    assert bare.plural("sentence.claims", 3) == "3 claims"


def test_a_message_that_no_language_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        language("ru").text("no.such.message")


def test_values_are_inserted_as_they_are() -> None:
    made = language("en").text("sentence.in_texts", texts="{0.__class__} {number} %s <b>")
    assert made == "in {0.__class__} {number} %s <b>"


def test_pick_falls_back_to_english() -> None:
    assert pick({"en": "Osh", "ru": "Ош"}, "ru") == "Ош"
    assert pick({"en": "Osh", "ru": ""}, "ru") == "Osh"
    assert pick({"en": "Osh"}, "fa") == "Osh"


def test_a_part_brings_its_own_words_and_a_language_may_replace_them() -> None:
    words = {"en": "Kind", "ru": "Вид"}
    assert Language("ru", "x", MappingProxyType({})).part("filter.kind.label", words) == "Вид"
    assert (
        Language("ru", "x", MappingProxyType({"filter.kind.label": "Род"})).part("filter.kind.label", words)
        == "Род"
    )


def test_days_are_written_as_readers_write_them() -> None:
    day = dt.date(2011, 4, 28)
    assert format_day("en", day) == "28 April 2011"
    assert format_day("ru", day).replace("\N{NARROW NO-BREAK SPACE}", " ") == "28 апреля 2011 г."


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(UnknownValueError, match=r"language expected one of en, .*ru.*, got 'tlh'"):
        language("tlh")
