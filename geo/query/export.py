"""What an export is of, and the stamp that says so: point of view, data version, filters, date, licences."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from geo.errors import UnknownValueError
from geo.i18n import Language, language, languages, pick
from geo.model.boundary import Sources
from geo.model.claim import Claim
from geo.model.view import TABS, View
from geo.query.filter import filters
from geo.query.link import MAX_QUERY_LENGTH, OWN_KEYS, Notice, format_link, parse_link, parse_query
from geo.query.selection import FAMILIES, Selection, select
from geo.query.sentence import sentence
from geo.store import Dataset
from geo.store.boundary_files import read_by_hand

DEFAULT_URL = "http://localhost:8501/"
"""Where ``make run`` serves the atlas."""

_WORDS = {
    "point_of_view": {"en": "Boundaries", "ru": "Границы"},
    "data_version": {"en": "Data version", "ru": "Версия данных"},
    "shows": {"en": "Shows", "ru": "Показано"},
    "made": {"en": "Made on", "ru": "Создано"},
    "licences": {"en": "Licences", "ru": "Лицензии"},
    "link": {"en": "Link", "ru": "Ссылка"},
    "own": {
        "en": "Claims, summaries and reference facts: the CSTO Atlas contributors, MIT.",
        "ru": "Утверждения, пересказы и справочные факты: авторы Атласа ОДКБ, MIT.",
    },
    "boundaries": {"en": "Boundaries: {sources}.", "ru": "Границы: {sources}."},
    "places": {
        "en": "Coordinates of places: {sources}.",
        "ru": "Координаты мест: {sources}.",
    },
    "text": {
        "en": "“{title}” by {author}, {publisher}: {licence}; not part of this file.",
        "ru": "«{title}», {author}, {publisher}: {licence}; в этот файл не входит.",
    },
    "text_free": {
        "en": "“{title}” by {author}, {publisher}: {licence}.",
        "ru": "«{title}», {author}, {publisher}: {licence}.",
    },
}


def export_word(words: Language, key: str) -> str:
    """Return a word of the stamp; a language file may translate it under ``export.<key>``."""
    return words.part(f"export.{key}", _WORDS[key])


@dataclass(frozen=True, slots=True)
class Stamp:
    """Says what a file holds and where it is from, in one language.

    Parameters
    ----------
    title
        The atlas's name.
    shows
        What the filters keep, as a sentence.
    point_of_view, point_of_view_id
        The boundaries drawn, in words and as an id.
    data_version
        Of the data that it was made from.
    made
        The day it was made.
    licences
        One sentence each.
    link
        The address that opens the same view.
    """

    title: str
    shows: str
    point_of_view: str
    point_of_view_id: str
    data_version: str
    made: dt.date
    licences: tuple[str, ...]
    link: str

    def fields(self) -> dict[str, str]:
        """Return the stamp as plain texts by field, the day in ISO 8601."""
        return {
            "title": self.title, "shows": self.shows, "point_of_view": self.point_of_view,
            "point_of_view_id": self.point_of_view_id, "data_version": self.data_version,
            "made": self.made.isoformat(), "licences": " ".join(self.licences), "link": self.link,
        }  # fmt: skip

    def lines(self, words: Language) -> tuple[tuple[str, str], ...]:
        """Return pairs of a term and its value, for people."""
        values = self.fields()
        return tuple(
            (export_word(words, key), values[key])
            for key in ("shows", "point_of_view", "data_version", "made", "link", "licences")
        )


@dataclass(frozen=True)
class Export:
    """A view of a dataset that is to be written: what every format gets."""

    dataset: Dataset
    view: View
    made: dt.date
    base_url: str = DEFAULT_URL

    @cached_property
    def language(self) -> Language:
        """The view's language."""
        return language(self.view.language)

    @cached_property
    def selection(self) -> Selection:
        """What the view's filters keep."""
        return select(self.dataset, self.view)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims to write."""
        return self.selection.claims

    @cached_property
    def stamp(self) -> Stamp:
        """The stamp, in the view's language."""
        point_of_view = self.dataset.boundaries.points_of_view[self.view.point_of_view]
        return Stamp(
            title=self.language.text("app.title"),
            shows=sentence(self.dataset, self.view, self.selection, self.language),
            point_of_view=pick(point_of_view.names, self.view.language),
            point_of_view_id=self.view.point_of_view,
            data_version=self.dataset.version,
            made=self.made,
            licences=licences(self.dataset, self.language),
            link=view_link(self.dataset, self.view, self.base_url),
        )


def everything(view: View) -> View:
    """Return the first page's view without filters or selection; language and point of view stay."""
    return replace(view, page="map", filters=(), selection=None, position=None)


def made_on() -> dt.date:
    """Return the day to stamp: that of ``SOURCE_DATE_EPOCH`` where it is set, else today (UTC).

    Raises
    ------
    UnknownValueError
        Where it is no number of seconds since 1970.
    """
    named = os.environ.get("SOURCE_DATE_EPOCH")
    if named is None:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.datetime.fromtimestamp(int(named), dt.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UnknownValueError("SOURCE_DATE_EPOCH", named, ("seconds since 1970",)) from error


def view_link(dataset: Dataset, view: View, base_url: str) -> str:
    """Return the address that opens a view."""
    page = "" if view.page == "map" else view.page
    return f"{base_url.rstrip('/')}/{page}?{format_link(dataset, view)}"


def view_of(dataset: Dataset, query: str, page: str = "map") -> View:
    """Read a view from a query string, or from a whole link, and accept nothing unknown.

    A page shows what a link has of it and says what it left out; a file that is made from a wrong
    query would go on its way without anybody being told.

    Raises
    ------
    UnknownValueError
        For the first thing that the atlas does not have, naming what it has.
    """
    if len(query) > MAX_QUERY_LENGTH:
        raise UnknownValueError("view", f"{query[:40]}…", (f"at most {MAX_QUERY_LENGTH} characters",))
    # Of a whole link, what stands after the first question mark.
    wanted = query.partition("?")[2] if "?" in query else query
    view, notices = parse_link(dataset, parse_query(wanted), page)
    for notice in notices:
        if notice.reason != "other_data":
            raise UnknownValueError(notice.key, notice.value, _valid(dataset, notice))
    if wanted and not parse_query(wanted):
        raise UnknownValueError("view", query, ("a query string such as country=KGZ&lang=ru",))
    return view


def _valid(dataset: Dataset, notice: Notice) -> tuple[str, ...]:
    if notice.reason == "unknown_key":
        return (*filters(), *OWN_KEYS)
    if notice.reason in {"repeated", "too_long"}:
        return ("a single value",) if notice.reason == "repeated" else ("fewer or shorter values",)
    return valid_values(dataset, notice.key)


def valid_values(dataset: Dataset, key: str) -> tuple[str, ...]:
    """Return what a key of a link may be: a filter's options, or a form in words."""
    known: Mapping[str, tuple[str, ...]] = {
        "lang": tuple(languages()),
        "pov": tuple(dataset.boundaries.points_of_view),
        "sel": tuple(family.form for family in FAMILIES.values()),
        "at": ("zoom/lat/lon",),
        "tab": TABS,
        "pack": ("a shared text, which only the atlas that keeps it can open",),
    }
    if key in known:
        return known[key]
    part = filters()[key]
    return tuple(part.options(dataset)) or ("a date as YYYY, YYYY-MM or YYYY-MM-DD from 1991 to 2100",)


def licences(dataset: Dataset, words: Language) -> tuple[str, ...]:
    """Return who made what of the data and on which terms, one sentence each."""
    found = [export_word(words, "own")]
    sources = read_by_hand(dataset.data_dir, "sources.toml", Sources).source
    drawn = {(source.origin, source.licence) for source in sources}
    found.append(export_word(words, "boundaries").format(sources=_joined(drawn)))
    # Places that stand on the boundaries have their licence; the others name a source and an id in it.
    located = {
        (place.source.split()[0], place.licence)
        for place in dataset.gazetteer.values()
        if getattr(place.geometry, "ref", None) is None and place.geometry is not None
    }
    if located:
        found.append(export_word(words, "places").format(sources=_joined(located)))
    found += [
        export_word(words, "text_free" if text.redistributable else "text").format(
            title=text.title, author=text.author, publisher=text.publisher, licence=text.licence
        )
        for text in dataset.texts
    ]
    return tuple(found)


def _joined(pairs: set[tuple[str, str]]) -> str:
    return "; ".join(f"{origin} ({licence})" for origin, licence in sorted(pairs))
