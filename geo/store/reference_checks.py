"""Check what no single row of ``data/reference/`` can show: codes, references, overlaps, ids."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from geo.errors import DataError, Problem
from geo.model.dates import first_day, overlap
from geo.store.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.model.taxonomy import Taxonomy
    from geo.store.reference import Reference

_URL: Final = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+(?:[/?#]\S*)?")

# Columns that hold another row's id: (table, column, the table it points into).
_POINTERS: Final = (
    ("facility_names", "facility", "facilities"),
    ("facility_operators", "facility", "facilities"),
    ("facility_personnel", "facility", "facilities"),
    ("border_lengths", "border", "borders"),
    ("border_guards", "border", "borders"),
    ("border_crossings", "border", "borders"),
    ("border_events", "border", "borders"),
    ("event_deaths", "event", "events"),
    ("event_actors", "event", "events"),
    ("event_countries", "event", "events"),
    ("forecasts", "text", "documents"),
    ("forecast_evidence", "forecast", "forecasts"),
    ("forecast_evidence", "event", "events"),
)
_COUNTRIES: Final = (
    ("membership", "country"), ("facilities", "country"), ("borders", "a"), ("borders", "b"),
    ("events", "country"), ("event_countries", "country"), ("figures", "country"),
)  # fmt: skip
_PARTIES: Final = (("facility_operators", "operator"), ("border_guards", "guard"), ("event_actors", "actor"))
_URLS: Final = (("sources", "url"), ("sources", "copy_url"), ("documents", "url"))


def check(reference: Reference, data_dir: Path) -> list[Problem]:
    """Return every problem between rows.

    Codes are checked against ``data/taxonomy/``; where that can't be read (which it reports itself)
    they are passed over.
    """
    found = [*_sources(reference), *_pointers(reference), *_urls(reference)]
    try:
        taxonomy = load_taxonomy(data_dir)
    except DataError:
        pass
    else:
        found += _codes(reference, taxonomy)
    return [
        *found,
        *_membership(reference),
        *_borders(reference),
        *_facilities(reference),
        *_events(reference),
        *_forecasts(reference),
    ]


def _file(table: str) -> str:
    return f"reference/{table}.csv"


def _values(reference: Reference, table: str, column: str) -> Iterator[tuple[str, Any]]:
    """Give each row's id and its value in a column, where it has one."""
    for row in getattr(reference, table):
        value = getattr(row, column)
        if value is not None:
            yield row.id, value


def _sources(reference: Reference) -> Iterator[Problem]:
    known = reference.sources_by_id
    cited: set[str] = set()
    for ref, fact in reference.by_ref.items():
        cited.add(fact.source)
        if fact.source not in known:
            yield Problem.of(
                _file(ref.partition(":")[0]), fact.id, "source", "an id in sources.csv", fact.source
            )
    for source_id in known:
        if source_id not in cited:
            yield Problem(_file("sources"), source_id, "id", "a fact that cites it", "none")


def _pointers(reference: Reference) -> Iterator[Problem]:
    for table, column, target in _POINTERS:
        known = {row.id for row in getattr(reference, target)}
        for record, value in _values(reference, table, column):
            if value not in known:
                yield Problem.of(_file(table), record, column, f"an id in {target}.csv", value)


def _urls(reference: Reference) -> Iterator[Problem]:
    for table, column in _URLS:
        for record, value in _values(reference, table, column):
            if not _URL.fullmatch(value):
                yield Problem.of(_file(table), record, column, "an http or https address", value)


def _codes(reference: Reference, taxonomy: Taxonomy) -> Iterator[Problem]:
    for table, column in _COUNTRIES:
        for record, value in _values(reference, table, column):
            if value not in taxonomy.iso3166:
                yield Problem.of(_file(table), record, column, "an ISO 3166-1 alpha-3 code", value)
    for table, column in _PARTIES:
        for record, value in _values(reference, table, column):
            if not taxonomy.is_party(value):
                yield Problem.of(_file(table), record, column, "an alpha-3 code or organisation id", value)
    for record, value in _values(reference, "membership", "organisation"):
        if value not in taxonomy.organisations:
            yield Problem.of(_file("membership"), record, "organisation", "an organisation id", value)


def _membership(reference: Reference) -> Iterator[Problem]:
    file = _file("membership")
    held = defaultdict(list)
    for row in reference.membership:
        wanted = f"{row.country}-{row.organisation}-{row.start}"
        if row.id != wanted:
            yield Problem.of(file, row.id, "id", wanted, row.id)
        held[row.country, row.organisation].append(row)
    for rows in held.values():
        ordered = sorted(rows, key=lambda row: (first_day(row.start), row.id))
        for before, after in combinations(ordered, 2):
            if overlap((before.start, before.end), (after.start, after.end)):
                yield Problem.of(
                    file,
                    before.id,
                    "end",
                    f"a date not after {after.start}, when {after.id} starts",
                    before.end,
                )


def _borders(reference: Reference) -> Iterator[Problem]:
    file = _file("borders")
    for row in reference.borders:
        wanted = "-".join(sorted((row.a, row.b)))
        if row.id != wanted:
            yield Problem.of(file, row.id, "id", f"the codes in alphabetical order, {wanted}", row.id)
        elif row.a > row.b:
            yield Problem.of(file, row.id, "a", f"the first code of {row.id}", row.a)
        if not any(length.border == row.id for length in reference.border_lengths):
            yield Problem(file, row.id, "id", "a row in border_lengths.csv", "none")


def _facilities(reference: Reference) -> Iterator[Problem]:
    labels: set[tuple[str, str]] = set()
    for name in reference.facility_names:
        key = (name.facility, name.language)
        if name.role == "label" and key in labels:
            yield Problem.of(_file("facility_names"), name.id, "role", "one label a language", name.role)
        elif name.role == "label":
            labels.add(key)
    for row in reference.facilities:
        if (row.id, "ru") not in labels:
            yield Problem(
                _file("facilities"), row.id, "name", "a Russian label in facility_names.csv", "none"
            )
        if (row.lon is None) != (row.precision == "none"):
            yield Problem.of(
                _file("facilities"),
                row.id,
                "precision",
                "'none' exactly where there is no point",
                row.precision,
            )
    for table in ("facilities", "border_crossings"):
        for row in getattr(reference, table):
            if (row.lon is None) != (row.coord_basis is None):
                yield Problem.of(
                    _file(table),
                    row.id,
                    "coord_basis",
                    "a basis exactly where there is a point",
                    row.coord_basis,
                )


def _events(reference: Reference) -> Iterator[Problem]:
    places = {(row.event, row.country) for row in reference.event_countries}
    for row in reference.events:
        if (row.id, row.country) not in places:
            yield Problem.of(_file("events"), row.id, "country", "a row in event_countries.csv", row.country)


def _forecasts(reference: Reference) -> Iterator[Problem]:
    documents = reference.documents_by_id
    for row in reference.forecasts:
        if row.text in documents and row.made != documents[row.text].date:
            wanted = f"the date of {row.text}, {documents[row.text].date}"
            yield Problem.of(_file("forecasts"), row.id, "made", wanted, row.made)
