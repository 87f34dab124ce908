"""Join boundaries, claims and reference facts into GeoDataFrames (EPSG:4326) for a view."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry.base import BaseGeometry

from geo.errors import UnknownValueError
from geo.i18n import pick
from geo.model.claim import Claim
from geo.model.place import Place, Point
from geo.model.view import View
from geo.query import selection as selecting
from geo.store import Dataset

CRS = "EPSG:4326"


def geometry_of(
    dataset: Dataset, place: Place, point_of_view: str, level: str = "close"
) -> BaseGeometry | None:
    """Return a place's geometry (EPSG:4326, lon lat) in a point of view; None where it has none.

    Countries and borders come in the detail of ``level`` (far, close or full).

    A border that only another point of view draws has none here.
    """
    if place.geometry is None:
        return None
    if isinstance(place.geometry, Point):
        return ShapelyPoint(place.geometry.coordinates)
    try:
        return dataset.boundaries.geometry(place.geometry.ref, point_of_view, level)
    except UnknownValueError:
        if place.geometry.ref in dataset.boundaries.border_places:
            return None
        raise


def claim_geometry(
    dataset: Dataset, claim: Claim, point_of_view: str, level: str = "close"
) -> BaseGeometry | None:
    """Return where a claim stands: its place, else the countries it is about; None if nowhere."""
    if claim.place is not None:
        return geometry_of(dataset, dataset.place(claim.place), point_of_view, level)
    if not claim.iso3:
        return None
    # One reference for all countries: the boundaries keep each union that was asked for.
    ref = f"country:{claim.iso3[0]}" if len(claim.iso3) == 1 else f"countries:{','.join(sorted(claim.iso3))}"
    return dataset.boundaries.geometry(ref, point_of_view, level)


def claim_precision(dataset: Dataset, claim: Claim) -> str:
    """Return how precisely a claim is located: its place's precision, ``country`` or ``none``."""
    if claim.place is not None:
        return dataset.place(claim.place).precision
    return "country" if claim.iso3 else "none"


def claim_name(dataset: Dataset, claim: Claim, language: str) -> str:
    """Return the name of where a claim stands, or of who it is about, in a language."""
    if claim.place is not None:
        return pick(dataset.place(claim.place).names, language)
    codes = claim.iso3 or claim.parties
    return ", ".join(pick(dataset.actor_names(code), language) for code in codes) or claim.mention


def claims(dataset: Dataset, view: View) -> gpd.GeoDataFrame:
    """Return the view's claims, one a row, indexed by claim id."""
    rows = [
        {
            "id": claim.id, "text": claim.text, "kind": claim.kind, "modality": claim.modality,
            "voice": claim.voice, "basis": claim.basis, "mention": claim.mention,
            "name": claim_name(dataset, claim, view.language),
            "iso3": claim.iso3, "parties": claim.parties,
            "threats": tuple(link.threat for link in claim.threats),
            "date_start": claim.date_start, "date_end": claim.date_end,
            "precision": claim_precision(dataset, claim), "summary": pick(claim.summary, view.language),
            "status": claim.status,
            "geometry": claim_geometry(dataset, claim, view.point_of_view),
        }
        for claim in selecting.select(dataset, view).claims
    ]  # fmt: skip
    return _frame(rows, "id", CLAIM_COLUMNS)


CLAIM_COLUMNS = (
    "id", "text", "kind", "modality", "voice", "basis", "mention", "name", "iso3", "parties", "threats",
    "date_start", "date_end", "precision", "summary", "status", "geometry",
)  # fmt: skip


def by_country(dataset: Dataset, view: View, level: str = "far") -> gpd.GeoDataFrame:
    """Return every country with its status on the day, how it is mentioned and its claims.

    Columns: name, status, mention, claims (number), threats_exposed and threats_source (ids),
    geometry in the view's point of view. Index: iso3.
    """
    selection = selecting.select(dataset, view)
    statuses = selecting.statuses(dataset, selection.day, view.point_of_view)
    mentions = selecting.mentions(dataset, selection.claims)
    counts = selecting.counts(dataset, selection.claims)
    exposed: dict[str, set[str]] = {}
    source: dict[str, set[str]] = {}
    for claim in selection.claims:
        for link in claim.threats:
            for code in link.exposed:
                exposed.setdefault(code, set()).add(link.threat)
            for code in link.source:
                source.setdefault(code, set()).add(link.threat)
    frame = dataset.boundaries.countries(view.point_of_view, level)
    rows = [
        {
            "iso3": code, "name": pick(dataset.boundaries.names(code), view.language), "status": statuses[code],
            "mention": mentions[code], "claims": counts.get(code, 0),
            "threats_exposed": tuple(sorted(exposed.get(code, ()))),
            "threats_source": tuple(sorted(source.get(code, ()))),
            "geometry": geometry,
        }
        for code, geometry in frame.geometry.items()
    ]  # fmt: skip
    return _frame(
        rows,
        "iso3",
        ("iso3", "name", "status", "mention", "claims", "threats_exposed", "threats_source", "geometry"),
    )


def by_border(dataset: Dataset, view: View, level: str = "far") -> gpd.GeoDataFrame:
    """Return every shared border with its drawn and published length and its claims.

    Lengths are in kilometres; ``published_km`` is None where no reference fact gives one.
    Index: border id (``AFG-TJK``).
    """
    selection = selecting.select(dataset, view)
    facts = dataset.reference.borders_by_id
    rows: list[dict[str, Any]] = []
    for border_id, row in dataset.boundaries.borders(view.point_of_view, level).iterrows():
        found = selecting.evidence(dataset, selection.claims, f"border:{border_id}")
        fact = facts.get(str(border_id))
        rows.append({
            "border": border_id, "a": row["a"], "b": row["b"], "drawn_km": row["drawn_km"],
            "published_km": dataset.reference.published_km(str(border_id)),
            "status": fact.status if fact else None, "claims": len(found), "geometry": row.geometry,
        })  # fmt: skip
    return _frame(
        rows, "border", ("border", "a", "b", "drawn_km", "published_km", "status", "claims", "geometry")
    )


def by_place(dataset: Dataset, view: View) -> gpd.GeoDataFrame:
    """Return every place that a claim of the view stands on, with its claims. Index: place id."""
    selection = selecting.select(dataset, view)
    found: dict[str, list[Claim]] = {}
    for claim in selection.located:
        for place_id in selecting.place_ids(claim):
            found.setdefault(place_id, []).append(claim)
    rows = []
    for place_id, standing in sorted(found.items()):
        place = dataset.place(place_id)
        rows.append({
            "place": place_id, "name": pick(place.names, view.language), "precision": place.precision,
            "kinds": tuple(sorted({claim.kind for claim in standing})), "claims": len(standing),
            "geometry": geometry_of(dataset, place, view.point_of_view),
        })  # fmt: skip
    return _frame(rows, "place", ("place", "name", "precision", "kinds", "claims", "geometry"))


def _frame(rows: list[dict[str, Any]], index: str, columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, columns=list(columns), geometry="geometry", crs=CRS).set_index(index)
