"""Where else a claim may stand: other meanings of its names, a place by its name, a point on the map."""

from __future__ import annotations

from typing import Final

import shapely
import streamlit as st

from geo.i18n import Words, pick
from geo.ingest import load_reader
from geo.ingest.placing import Placer, make_place
from geo.ingest.reader import Reader
from geo.model.claim import Claim
from geo.model.draft import Draft, Patch
from geo.model.place import Place, Point
from geo.query.search import search
from geo.store import Dataset, find_data_dir
from geo.store.placement import geometry_problems

MOST: Final = 12
"""Most places that are offered for one name."""
_DECIMALS: Final = 4
"""Of a degree: about eleven metres."""


@st.cache_resource(show_spinner=False)
def reader() -> Reader:
    """Return the reader of texts, loaded once a server (half a second, 60 MB)."""
    return load_reader(find_data_dir())


def offered(dataset: Dataset, draft: Draft, candidate: Claim, claim: Claim) -> list[str]:
    """Return the places to choose from: what stands, what was proposed, what the passage's names may mean."""
    names = [one for one in draft.mentions if candidate.start <= one.start and one.end <= candidate.end]
    found: list[str | None] = [claim.place, candidate.place]
    found += [one.place for one in names] + [one.runner_up for one in names]
    found += [f"country:{code}" for code in claim.iso3 if code in dataset.country_codes]
    return [place for place in dict.fromkeys(found) if place is not None]


def find(dataset: Dataset, asked: str, tag: str) -> tuple[list[str], dict[str, Place]]:
    """Return the places that a name may mean, and the entries of those that the dataset lacks."""
    base = dataset.ground
    placer = Placer(dataset, reader().gazetteer, dict(dataset.own_places))
    hits = search(base, base.claims, asked, tag)
    ids = [hit.selection.removeprefix("place:") for hit in hits if hit.sort in {"place", "country", "border"}]
    ids += [name for entry in reader().named(asked) if (name := placer.place(entry.id)) is not None]
    kept = list(dict.fromkeys(ids))[:MOST]
    return kept, {name: placer.made[name] for name in kept if name in placer.made}


def relocated(dataset: Dataset, claim: Claim, place: str | None, entry: Place | None) -> Patch:
    """Return the step that puts a claim on another place, and on that place's countries instead of the old one's."""
    if place is None:
        return Patch(claim=claim.id, edits={"place": None})
    known = entry or dataset.place(place)
    before = set(dataset.place(claim.place).iso3) if claim.place is not None else set()
    codes = [code for code in claim.iso3 if code not in before]
    codes += [code for code in known.iso3 if code not in codes and code in dataset.country_codes]
    return Patch(claim=claim.id, edits={"place": place, "iso3": sorted(codes)}, place=entry)


def point_place(
    dataset: Dataset, claim: Claim, lon: float, lat: float, names: dict[str, str]
) -> Place | None:
    """Return a place at a point (degrees, EPSG:4326), or None where no country is."""
    base = dataset.ground
    lon, lat = round(lon, _DECIMALS), round(lat, _DECIMALS)
    codes = tuple(countries_at(base, lon, lat))
    if not codes:
        return None
    taken = {name.casefold() for one in dataset.gazetteer.values() for name in one.names.values()}
    place = make_place(
        f"point_{_code(lat)}_{_code(lon)}", names, "site", codes, Point(type="Point", coordinates=(lon, lat)),
        source="set by hand by a reader", licence="MIT", taken=taken, label=dict.fromkeys(names, claim.id),
    )  # fmt: skip
    return None if place is None or geometry_problems({place.id: place}, base.boundaries) else place


def countries_at(dataset: Dataset, lon: float, lat: float) -> list[str]:
    """Return the countries that a point lies in, in the default point of view."""
    frame = dataset.boundaries.countries(dataset.boundaries.default_point_of_view, "close")
    return sorted(map(str, frame.index[shapely.contains_xy(frame.geometry.values, lon, lat)]))


def names_of(mention: str, template: Words, lon: float, lat: float) -> dict[str, str]:
    """Return a point's names by language, from templates with ``{mention}``, ``{lat}`` and ``{lon}``."""
    return {
        tag: words.format(mention=mention, lat=round(lat, _DECIMALS), lon=round(lon, _DECIMALS))
        for tag, words in template.items()
    }


def label(dataset: Dataset, extra: dict[str, Place], place: str, tag: str) -> str:
    """Return a place's name for a list: with what it is and in which countries."""
    known = extra.get(place) or dataset.place(place)
    precision = pick(dataset.taxonomy.precisions[known.precision].label, tag).lower()
    codes = ", ".join(pick(dataset.actor_names(code), tag) for code in known.iso3)
    return f"{pick(known.names, tag)} ({precision}{f'; {codes}' if codes and known.precision != 'country' else ''})"


def _code(degrees: float) -> str:
    return f"{'m' if degrees < 0 else ''}{abs(degrees):.{_DECIMALS}f}".replace(".", "_")
