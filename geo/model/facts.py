"""Reference facts: what no text says, from ``data/reference/``, one model for each table.

Dates are partial ISO 8601. ``start`` and ``end`` bound a half-open interval (`geo.model.dates.covers`),
but for events, where ``end`` is the last day. None means unknown, or for an interval's ``end`` that
it still held at ``evidence_latest``. Coordinates are EPSG:4326, degrees. A field named ``*_ru`` holds
the Russian wording of the field before it.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from geo.model.base import Confidence, Iso3, Modality, Model, Precision
from geo.model.dates import PartialDate, first_day

FactId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
"""Id of a fact inside its table; ``table:id`` names it everywhere else."""

BorderId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-[A-Z]{3}$")]
"""Two ISO 3166-1 alpha-3 codes in alphabetical order."""

Party = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z_-]*$")]
"""ISO 3166-1 alpha-3 code or organisation id."""

Text = Annotated[str, StringConstraints(min_length=1)]
Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]
Count = Annotated[int, Field(ge=0)]


class Source(Model):
    """Where facts come from. ``copy_url`` is the copy that was read, where that was not ``url``."""

    id: FactId
    title: Text
    url: str
    copy_url: str | None = None
    date: PartialDate | None = None
    note: str | None = None


class Fact(Model):
    """What every fact carries.

    ``source`` is a source's id (its date is the source's date), ``evidence_latest`` the date of the
    newest evidence seen, ``confidence`` how well it is verified: ``low`` means that it is not.
    """

    id: FactId
    source: FactId
    evidence_latest: PartialDate
    confidence: Confidence
    note: str | None = None


class Interval(Fact):
    """A fact that holds from ``start`` until before ``end``."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start and self.end and first_day(self.end) <= first_day(self.start):
            msg = f"an end after start {self.start} expected, got {self.end}"
            raise ValueError(msg)
        return self


class Range(Fact):
    """A fact that carries a low and a high count, either of them unknown."""

    _BOUNDS: ClassVar[tuple[str, str]] = ("deaths_low", "deaths_high")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        low, high = (getattr(self, name) for name in self._BOUNDS)
        if low is not None and high is not None and high < low:
            msg = f"a high count not under {low} expected, got {high}"
            raise ValueError(msg)
        return self


class Located(Model):
    """A point that may be unknown; where it is known ``coord_basis`` says what it is the point of."""

    lon: Lon | None = None
    lat: Lat | None = None

    @model_validator(mode="after")
    def _paired(self) -> Self:
        if (self.lon is None) != (self.lat is None):
            msg = f"lon and lat together expected, got {(self.lon, self.lat)}"
            raise ValueError(msg)
        return self


class Document(Fact):
    """A text of the atlas, or one that such a text cites. ``author_basis``: shown on the page or probable."""

    title: Text
    author: Text
    author_basis: Literal["shown", "probable"]
    publisher: Text
    carried_by: str | None = None
    date: PartialDate
    url: str
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
    identified_by: Text


class Membership(Interval):
    """A country's standing in an organisation. ``withdrawn`` stays open: it means former."""

    country: Iso3
    organisation: Party
    status: Literal[
        "signatory", "member", "suspended", "frozen", "withdrawn", "observer", "associate", "dialogue_partner",
    ]  # fmt: skip
    start: PartialDate
    event: Text


class Facility(Fact, Located):
    """A base or other facility of a foreign power, or of the alliance.

    ``country`` is whose territory it stands on by international recognition. ``precision`` says how
    exactly the point is the facility. ``lease_basis``: ``treaty`` where a document or statement names
    ``lease_until``, ``computed`` where it is a start plus a term.
    """

    name: Text
    country: Iso3
    place: Text
    coord_basis: str | None = None
    precision: Precision
    kind: Literal[
        "army_base", "air_base", "naval_base", "missile_base", "peacekeeping_base", "test_range", "radar",
        "space_surveillance", "spaceport", "naval_comms", "seismic_station", "transit_centre", "border_guard",
        "monitoring_centre", "headquarters",
    ]  # fmt: skip
    opened: PartialDate | None = None
    closed: PartialDate | None = None
    lease_until: PartialDate | None = None
    lease_basis: Literal["treaty", "computed"] | None = None
    status: Literal["active", "closed", "handed_over", "announced", "reported"]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.lease_until is None) != (self.lease_basis is None):
            msg = f"lease_until and lease_basis together expected, got {(self.lease_until, self.lease_basis)}"
            raise ValueError(msg)
        if (self.closed is not None) != (self.status in {"closed", "handed_over"}):
            msg = f"a closing date exactly where closed or handed over expected, got {(self.closed, self.status)}"
            raise ValueError(msg)
        if self.opened and self.closed and first_day(self.closed) < first_day(self.opened):
            msg = f"a closing date not before {self.opened} expected, got {self.closed}"
            raise ValueError(msg)
        return self


class FacilityName(Fact):
    """A facility's name in a language (BCP 47): its label there, or another name it goes by."""

    facility: FactId
    name: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
    role: Literal["label", "alias"]


class FacilityOperator(Interval):
    """Who runs a facility, and how that is known; ``denied``: reported, and denied by those concerned."""

    facility: FactId
    operator: Party
    service: str | None = None
    basis: Literal["stated", "inferred", "reported", "announced", "denied"]


class FacilityPersonnel(Range):
    """A published strength, in persons. ``counted`` says who is counted."""

    _BOUNDS = ("low", "high")

    facility: FactId
    date: PartialDate
    low: Count | None = None
    high: Count | None = None
    basis: Literal["stated", "reported", "plan", "peak", "exercise"]
    counted: Text


class Border(Fact):
    """A land border as it stood at ``evidence_latest``. ``status`` None: not known.

    ``restricted``: open in part, to some, or with special conditions; ``front``: a line of war.
    """

    a: Iso3
    b: Iso3
    status: Literal["open", "restricted", "closed", "front"] | None = None
    demarcation: (
        Literal["undelimited", "delimited", "partly_demarcated", "demarcating", "demarcated"] | None
    ) = None


class BorderLength(Fact):
    """A published length in kilometres; ``which`` tells the figures for one border apart."""

    border: BorderId
    km: Annotated[float, Field(gt=0)]
    which: Text


class BorderGuard(Interval):
    """Who guards a border or a section of it."""

    border: BorderId
    guard: Party
    service: str | None = None
    section: str | None = None


class BorderCrossing(Fact, Located):
    """A crossing. The point is mostly that of the nearest settlement, see ``coord_basis``."""

    border: BorderId
    name: Text
    coord_basis: str | None = None
    status: Literal["open", "freight_only", "closed"] | None = None


class BorderEvent(Interval):
    """Something that changed a border: a treaty, a closure, a clash."""

    border: BorderId
    start: PartialDate
    event: Text


class Event(Range, Located):
    """Something that happened, from ``start`` to ``end``, both days included.

    ``country`` is where the point lies. The deaths span the counts worth comparing and are None
    where no total is known; single counts stand in `EventDeaths`.
    """

    start: PartialDate
    end: PartialDate | None = None
    place: Text
    country: Iso3
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    title: Text
    title_ru: Text
    deaths_low: Count | None = None
    deaths_high: Count | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end and first_day(self.end) < first_day(self.start):
            msg = f"an end not before {self.start} expected, got {self.end}"
            raise ValueError(msg)
        return self


class EventDeaths(Range):
    """One published count of an event's dead: by whom, and of which side (``all``: everyone)."""

    event: FactId
    deaths_low: Count | None = None
    deaths_high: Count | None = None
    counted_by: Text
    scope: Text


class EventActor(Fact):
    """Who took part in an event. ``actor`` None: no code; ``name`` then says who."""

    event: FactId
    actor: Party | None = None
    name: str | None = None
    role: Literal["party", "suspected", "victim", "mediator", "observer"]

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.actor is None and self.name is None:
            msg = "an actor or a name expected, got neither"
            raise ValueError(msg)
        return self


class EventCountry(Fact):
    """A country that an event took place in."""

    event: FactId
    country: Iso3


class Forecast(Fact):
    """What a text expected, said or asked for, and what came of it."""

    text: FactId
    made: PartialDate
    modality: Modality
    claim: Text
    claim_ru: Text
    verdict: Literal["borne_out", "partly", "not_borne_out"]
    outcome_date: PartialDate
    outcome: Text
    outcome_ru: Text
    reasoning: Text
    reasoning_ru: Text


class ForecastEvidence(Fact):
    """A finding that bears on a forecast; ``event`` is set where it is one of the events."""

    forecast: FactId
    date: PartialDate
    finding: Text
    event: FactId | None = None


class Figure(Fact):
    """A measured value for a country at a date."""

    country: Iso3
    measure: Literal["population"]
    value: float
    unit: Literal["persons"]
    date: PartialDate
