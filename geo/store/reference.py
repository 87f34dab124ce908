"""Read ``data/reference/``: the facts that no text says, and the questions asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from geo.errors import DataError, Problem, UnknownValueError
from geo.model import facts
from geo.model.dates import covers, first_day
from geo.store.reference_checks import check
from geo.store.tables import read_table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

F = TypeVar("F", bound="facts.Fact | facts.Source")

TABLES: Final[Mapping[str, type[facts.Fact | facts.Source]]] = MappingProxyType({
    "sources": facts.Source,
    "documents": facts.Document,
    "membership": facts.Membership,
    "facilities": facts.Facility,
    "facility_names": facts.FacilityName,
    "facility_operators": facts.FacilityOperator,
    "facility_personnel": facts.FacilityPersonnel,
    "borders": facts.Border,
    "border_lengths": facts.BorderLength,
    "border_guards": facts.BorderGuard,
    "border_crossings": facts.BorderCrossing,
    "border_events": facts.BorderEvent,
    "events": facts.Event,
    "event_deaths": facts.EventDeaths,
    "event_actors": facts.EventActor,
    "event_countries": facts.EventCountry,
    "forecasts": facts.Forecast,
    "forecast_evidence": facts.ForecastEvidence,
    "figures": facts.Figure,
})  # fmt: skip
"""Every table by name; the file is ``reference/<name>.csv``."""

# What an interval says of a country's standing towards the CSTO, by organisation and status.
_STANDING: Final[Mapping[tuple[str, str], str]] = MappingProxyType({
    ("CSTO", "member"): "member",
    ("CSTO", "suspended"): "suspended",
    ("CSTO", "frozen"): "frozen",
    ("CSTO", "withdrawn"): "former",
    ("CST", "signatory"): "member",
    ("CST", "withdrawn"): "former",
    ("CSTO-PA", "observer"): "observer",
})  # fmt: skip
_LENGTH_USED: Final = "factbook"


@dataclass(frozen=True)
class Reference:
    """Every table as a tuple of rows in the order of its file. Nothing in it may be changed."""

    sources: tuple[facts.Source, ...]
    documents: tuple[facts.Document, ...]
    membership: tuple[facts.Membership, ...]
    facilities: tuple[facts.Facility, ...]
    facility_names: tuple[facts.FacilityName, ...]
    facility_operators: tuple[facts.FacilityOperator, ...]
    facility_personnel: tuple[facts.FacilityPersonnel, ...]
    borders: tuple[facts.Border, ...]
    border_lengths: tuple[facts.BorderLength, ...]
    border_guards: tuple[facts.BorderGuard, ...]
    border_crossings: tuple[facts.BorderCrossing, ...]
    border_events: tuple[facts.BorderEvent, ...]
    events: tuple[facts.Event, ...]
    event_deaths: tuple[facts.EventDeaths, ...]
    event_actors: tuple[facts.EventActor, ...]
    event_countries: tuple[facts.EventCountry, ...]
    forecasts: tuple[facts.Forecast, ...]
    forecast_evidence: tuple[facts.ForecastEvidence, ...]
    figures: tuple[facts.Figure, ...]

    @cached_property
    def by_ref(self) -> Mapping[str, facts.Fact]:
        """Every fact by ``table:id`` (sources are not facts)."""
        return MappingProxyType({
            f"{table}:{row.id}": row for table in TABLES if table != "sources" for row in getattr(self, table)
        })  # fmt: skip

    @cached_property
    def sources_by_id(self) -> Mapping[str, facts.Source]:
        """Every source by id."""
        return _by_id(self.sources)

    @cached_property
    def documents_by_id(self) -> Mapping[str, facts.Document]:
        """Every document by id, which is the text's id."""
        return _by_id(self.documents)

    @cached_property
    def facilities_by_id(self) -> Mapping[str, facts.Facility]:
        """Every facility by id."""
        return _by_id(self.facilities)

    @cached_property
    def borders_by_id(self) -> Mapping[str, facts.Border]:
        """Every border by id, such as ``AFG-TJK``."""
        return _by_id(self.borders)

    @cached_property
    def events_by_id(self) -> Mapping[str, facts.Event]:
        """Every event by id."""
        return _by_id(self.events)

    @cached_property
    def forecasts_by_id(self) -> Mapping[str, facts.Forecast]:
        """Every forecast by id."""
        return _by_id(self.forecasts)

    def fact(self, ref: str) -> facts.Fact:
        """Return the fact that ``table:id`` names.

        Raises
        ------
        UnknownValueError
            Where there is no such table, or no such fact in it.
        """
        table, _, fact_id = ref.partition(":")
        if table not in TABLES or table == "sources":
            raise UnknownValueError("table of facts", table, [name for name in TABLES if name != "sources"])
        if ref not in self.by_ref:
            raise UnknownValueError(f"fact in {table}", fact_id, [row.id for row in getattr(self, table)])
        return self.by_ref[ref]

    def source_of(self, fact: facts.Fact) -> facts.Source:
        """Return the source of a fact."""
        return self.sources_by_id[fact.source]

    def statuses(self, organisation: str, day: dt.date) -> Mapping[str, str]:
        """Return each country's recorded status in an organisation on a day, by alpha-3 code.

        Raises
        ------
        UnknownValueError
            Where no membership in such an organisation is recorded at all.
        """
        rows = [row for row in self.membership if row.organisation == organisation]
        if not rows:
            known = sorted({row.organisation for row in self.membership})
            raise UnknownValueError("organisation", organisation, known)
        return MappingProxyType({row.country: row.status for row in rows if covers(row.start, row.end, day)})

    def csto_status(self, day: dt.date) -> Mapping[str, str]:
        """Return each country's standing towards the CSTO on a day, by alpha-3 code.

        ``member``, ``suspended``, ``frozen``, ``former`` or ``observer``; other countries are left
        out. The treaty of 1992 counts as the organisation before there was one: its signatories are
        members. What the organisation records outweighs the treaty, and that the assembly.
        """
        standing: dict[str, str] = {}
        for organisation in ("CSTO-PA", "CST", "CSTO"):
            for country, status in self.statuses(organisation, day).items():
                if (organisation, status) in _STANDING:
                    standing[country] = _STANDING[organisation, status]
        return MappingProxyType(standing)

    def membership_dates(self) -> tuple[str, ...]:
        """Return the partial dates on which a standing towards the CSTO changes, in order."""
        dates = {row.start for row in self.membership if row.organisation in {"CST", "CSTO", "CSTO-PA"}}
        dates |= {
            row.end for row in self.membership if row.end and row.organisation in {"CST", "CSTO", "CSTO-PA"}
        }
        return tuple(sorted(dates, key=first_day))

    def forecast(self, forecast_id: str) -> facts.Forecast:
        """Return a forecast.

        Raises
        ------
        UnknownValueError
            Where there is no such forecast.
        """
        if forecast_id not in self.forecasts_by_id:
            raise UnknownValueError("forecast", forecast_id, list(self.forecasts_by_id))
        return self.forecasts_by_id[forecast_id]

    def evidence(self, forecast_id: str) -> tuple[facts.ForecastEvidence, ...]:
        """Return the findings that bear on a forecast, oldest first."""
        rows = [row for row in self.forecast_evidence if row.forecast == forecast_id]
        return tuple(sorted(rows, key=lambda row: first_day(row.date)))

    def published_length(self, border_id: str) -> facts.BorderLength | None:
        """Return the newest World Factbook length of a border, or None where none is published."""
        rows = [row for row in self.border_lengths if row.border == border_id and row.which == _LENGTH_USED]
        return max(rows, key=lambda row: first_day(row.evidence_latest), default=None)

    def published_km(self, border_id: str) -> float | None:
        """Return that length in kilometres."""
        length = self.published_length(border_id)
        return None if length is None else length.km

    def facilities_on(self, day: dt.date) -> tuple[facts.Facility, ...]:
        """Return the facilities that stood on a day; one of unknown opening counts from the start."""
        return tuple(row for row in self.facilities if covers(row.opened, row.closed, day))

    def operators(self, facility_id: str, day: dt.date) -> tuple[facts.FacilityOperator, ...]:
        """Return who ran a facility on a day."""
        return tuple(
            row for row in self.facility_operators
            if row.facility == facility_id and covers(row.start, row.end, day)
        )  # fmt: skip

    def facility_label(self, facility_id: str, language: str) -> str:
        """Return a facility's name in a language, the English one where it has none there."""
        for row in self.facility_names:
            if row.facility == facility_id and row.language == language and row.role == "label":
                return row.name
        return self.facilities_by_id[facility_id].name


def load_reference(data_dir: Path) -> Reference:
    """Read every table and check it.

    Raises
    ------
    DataError
        With every problem that `problems` finds.
    """
    reference, found = _read(data_dir)
    if found:
        raise DataError(found)
    return reference


def problems(data_dir: Path) -> list[Problem]:
    """Return everything that is wrong in ``data/reference/``; reads on after each problem."""
    return _read(data_dir)[1]


def _read(data_dir: Path) -> tuple[Reference, list[Problem]]:
    found: list[Problem] = []
    tables: dict[str, tuple[facts.Fact | facts.Source, ...]] = {}
    for name, model in TABLES.items():
        tables[name], wrong = read_table(data_dir, f"reference/{name}.csv", model)
        found += wrong
    reference = Reference(**tables)  # type: ignore[arg-type]  # TABLES pairs each field with its model
    return reference, found + check(reference, data_dir)


def _by_id(rows: Iterable[F]) -> Mapping[str, F]:
    return MappingProxyType({row.id: row for row in rows})
