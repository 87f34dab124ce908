"""Decide which place a name means: an additive score whose every part is kept as a reason.

The parts: how well known the place is, how near to the atlas's region, how the name is written,
which countries the text and the sentence are about, what encloses it, what stands close by, and the
words around it. Weights are points; they were set on half of the passages of ``tests/evaluation``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from geo.ingest.context import Document
from geo.ingest.names import Span
from geo.model.reason import Reason
from geo.store.declension import is_cyrillic
from geo.store.gazetteer import FLAGS, Entry, Gazetteer

CORE: Final = frozenset(["ARM", "AZE", "BLR", "GEO", "KAZ", "KGZ", "RUS", "TJK", "UZB", "AFG", "TKM"])
NEAR: Final = frozenset(["CHN", "IRN", "PAK", "TUR", "UKR", "MDA", "MNG", "LTU", "LVA", "POL", "EST", "IND"])
ACCEPTED: Final = 1.9
"""Points from which a name counts as a place."""

_FLAG_POINTS: Final = {
    "p": 0.0,
    "e": 0.0,
    "h": 0.0,
    "r": 0.0,
    "c": 0.0,
    "q": -3.4,
    "a": -0.2,
    "b": -0.9,
    "x": -1.2,
    "t": -0.8,
    "A": 0.0,
}
_BASE: Final = {"country": 4.2, "region": 4.0}
_HAND_MADE: Final = 2.4
_CAPITAL: Final = 0.8
_WELL_KNOWN: Final = 200_000
MOST_ANCHORS: Final = 40


@dataclass(slots=True)
class Candidate:
    """One possible meaning with its points and the reasons for them."""

    row: int
    flags: str
    entry: Entry
    points: float
    reasons: list[tuple[float, str, Hashable]]
    precision: str = ""

    def add(self, points: float, reason: str, what: Hashable = "") -> None:
        """Add points for a reason, in which ``{}`` stands for ``what``."""
        self.points += points
        self.reasons.append((points, reason, what))

    @property
    def context(self) -> list[Reason]:
        """Return the reasons with their points."""
        return [_weighed(*reason) for reason in self.reasons]

    def fresh(self) -> Candidate:
        """Return a copy to be weighed."""
        return Candidate(self.row, self.flags, self.entry, self.points, list(self.reasons), self.precision)


@lru_cache(maxsize=8192)
def _weighed(points: float, reason: str, what: Hashable) -> Reason:
    """Return a reason; the same one is the same object wherever it comes again, of which long texts have many."""
    said = "/".join(what) if isinstance(what, tuple) else str(what)
    return Reason(reason, (said,) if "{}" in reason else (), points)


@dataclass(slots=True)
class Cue:
    """What the words around a name say it is: the precision, the words, and where the span then ends."""

    precision: str = ""
    words: str = ""
    start: int = -1
    end: int = -1
    before: int = -1


@dataclass
class Anchors:
    """Places that are certain by now: lon, lat, province and name."""

    points: dict[tuple[float, float], int] = field(default_factory=dict)
    provinces: Counter[str] = field(default_factory=Counter)
    _near: dict[tuple[int, tuple[float, float] | None], float] = field(default_factory=dict)

    def note(self, entry: Entry) -> None:
        """Add a certain place, unless there are `MOST_ANCHORS` already."""
        at = (entry.lon, entry.lat)
        if at in self.points or len(self.points) < MOST_ANCHORS:
            self.points[at] = self.points.get(at, 0) + 1
        if entry.precision == "province":
            self.provinces[entry.province] += 1

    def names_province(self, province: str, own: Entry | None) -> bool:
        """Tell whether a name other than the one that is weighed, which was taken for ``own``, is a province's."""
        itself = own is not None and own.precision == "province" and own.province == province
        return self.provinces[province] > itself

    def nearest(self, row: int, entry: Entry, own: Entry | None) -> float:
        """Return the distance in km to the nearest certain place other than this one and what its name was taken for."""
        taken = (own.lon, own.lat) if own is not None and self.points.get((own.lon, own.lat)) == 1 else None
        near = self._near.get((row, taken))
        if near is None:
            here = (entry.lon, entry.lat)
            others = (at for at in self.points if at != taken and (at != here or self.points[at] > 1))
            near = min((distance_km(*here, lon, lat) for lon, lat in others), default=math.inf)
            self._near[row, taken] = near
        return near


def prior(gazetteer: Gazetteer, row: int, flags: str) -> Candidate:
    """Return a candidate with the points that don't depend on the text."""
    entry = gazetteer.entry(row)
    candidate = Candidate(row, flags, entry, 0.0, [], entry.precision)
    if entry.precision in _BASE:
        candidate.add(_BASE[entry.precision], entry.precision)
    elif entry.population == 0 and not entry.id.startswith("geonames:"):
        candidate.add(_HAND_MADE, "kept by hand")
    else:
        candidate.add(0.45 * math.log10(max(entry.population, 60)), "population {}", entry.population)
    if CORE & set(entry.iso3):
        candidate.add(1.1, "in the atlas's region")
    elif NEAR & set(entry.iso3):
        candidate.add(0.4, "in a neighbouring country")
    if row in gazetteer.capitals:
        candidate.add(_CAPITAL, "a capital")
    flag = flags[0]
    if _FLAG_POINTS.get(flag):
        candidate.add(_FLAG_POINTS[flag], FLAGS[flag])
    return candidate


def weigh(
    document: Document,
    span: Span,
    candidate: Candidate,
    cue: Cue,
    anchors: Anchors,
    *,
    own: Entry | None = None,
) -> None:
    """Add the points that the text gives a candidate; ``own`` is what its name was taken for, as one of the anchors."""
    entry = candidate.entry
    sentence = document.words.sentence[span.start]
    most = max(document.evidence.values(), default=0.0)
    if most > 0 and entry.iso3 and entry.precision != "country":
        share = max(document.evidence.get(code, 0.0) for code in entry.iso3) / most
        if share > 0:
            candidate.add(1.4 * share, "the text is about {}", entry.iso3)
        elif most >= 2:
            # A Russian name is flagged as a spelling, though it is the place's own one in Russian.
            its_own = candidate.flags[0] in "pec" or (
                candidate.flags[0] == "a" and is_cyrillic(document.words.folded[span.start])
            )
            points = -0.8 if its_own and entry.population >= _WELL_KNOWN else -2.0
            candidate.add(points, "the text does not name {}", entry.iso3)
        near_by = document.nearby.get(sentence)
        if near_by and not near_by.isdisjoint(entry.iso3):
            candidate.add(0.9, "{} in the same sentence", entry.iso3)
    if entry.province and entry.precision != "province" and anchors.names_province(entry.province, own):
        candidate.add(0.8, "in the province {}, which the text names", entry.province)
    if anchors.points and entry.precision not in {"country", "region", "border"}:
        near = anchors.nearest(candidate.row, entry, own)
        if near < 600:
            candidate.add(2.0 * math.exp(-near / 130), "{} km from another place of the text", round(near))
    before = cue.before if cue.before >= 0 else span.start
    described = document.taken.get(before - 1)
    described_as = document.country_of.get(described) if described is not None else None
    if described_as in entry.iso3 and entry.precision != "country" and document.same_breath(before - 1):
        assert described is not None
        candidate.add(2.5, "after {}", document.words.raw(described.start, described.end))
    foreign = most >= 2 and not any(document.evidence.get(code) for code in entry.iso3)
    _weigh_cue(candidate, cue, foreign)


def _weigh_cue(candidate: Candidate, cue: Cue, foreign: bool) -> None:
    entry, flag = candidate.entry, candidate.flags[0]
    if not cue.precision:
        return
    beside = ("beside “{}”", cue.words)
    if cue.precision == "province":
        if entry.precision in {"province", "region"}:
            candidate.add(3.2 if flag == "b" else 2.5, *beside)
            if entry.name.endswith("(city)"):
                candidate.add(-1.5, "a city that is a province of its own")
        elif entry.precision == "settlement":
            candidate.add(0.3, "beside “{}”, whose seat it may be", cue.words)
            candidate.precision = "province"
    elif cue.precision == "district":
        if entry.precision in {"settlement", "district"}:
            candidate.add(0.0 if foreign else 2.0, *beside)
            candidate.precision = "district"
        elif entry.precision == "province":
            candidate.add(-0.5, *beside)
    elif cue.precision == "river":
        candidate.add(2.5 if flag == "q" and entry.precision == "region" else -2.0, *beside)
    elif cue.precision == "site":
        candidate.add(2.0 if entry.precision == "site" else 0.8, *beside)
        if entry.precision == "settlement":
            candidate.precision = "site"
    elif entry.precision in {"settlement", "site"}:
        candidate.add(0.0 if foreign else 2.0, *beside)
    elif entry.precision in {"province", "country"}:
        candidate.add(-2.0, *beside)
    if flag == "q" and (cue.precision == "river") == (entry.precision == "region"):
        candidate.add(3.0, "the cue that its name needs")


def distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the great-circle distance between two points in degrees, in kilometres (sphere)."""
    phi, other = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((other - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


def score_of(points: float) -> float:
    """Turn points into a score between 0 and 1 that only ranks."""
    return round(1 / (1 + math.exp(-(points - ACCEPTED))), 3)
