"""Points that are kept by hand lie where their sources have them, and in their countries."""

from __future__ import annotations

import csv
import gzip
from collections import Counter

from shapely.geometry import Point

from geo.ingest.choose import distance_km
from geo.model.gazetteer import Aliases, HandPlace
from geo.store.boundaries import Boundaries
from geo.store.dataset import find_data_dir
from geo.store.records import read_model

DATA = find_data_dir()
PLACES = read_model(DATA / "gazetteer" / "aliases.toml", Aliases).place
NEAR = 25.0
"""Kilometres within which a source must have the place."""

NEAR_DEGREES = 0.25
"""Degrees that a point may lie outside its country: at a pass or on a river it is on the line."""


def points() -> dict[str, tuple[float, float]]:
    """Return the points of everything that a hand-kept place may be checked against, by ``table:id``."""
    found = {}
    lines = gzip.decompress((DATA / "gazetteer" / "places.tsv.gz").read_bytes()).decode().splitlines()
    for line in lines:
        ident, _, lon, lat, *_ = line.split("\t")
        found[ident] = (float(lon), float(lat))
    for table in ("facilities", "border_crossings"):
        with (DATA / "reference" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["lon"]:
                    found[f"{table}:{row['id']}"] = (float(row["lon"]), float(row["lat"]))
    return found


def faults(places: dict[str, HandPlace], known: dict[str, tuple[float, float]]) -> list[str]:
    found = []
    for ident, place in places.items():
        if place.source.startswith(("geonames:", "facilities:", "border_crossings:")):
            at = known.get(place.source)
            if at is None:
                found.append(f"{ident}: no {place.source}")
            elif distance_km(*place.at, *at) > NEAR:
                found.append(f"{ident}: {distance_km(*place.at, *at):.0f} km from {place.source}")
    return found


def test_every_point_is_where_its_source_has_it() -> None:
    assert faults(dict(PLACES), points()) == []
    kinds = Counter(place.source.partition(":")[0] for place in PLACES.values())
    assert kinds["geonames"] > 20
    assert kinds["facilities"] > 5


def test_a_point_elsewhere_is_seen() -> None:
    known = points()
    place = next(iter(PLACES.values()))
    moved = place.model_copy(update={"at": (0.0, 0.0), "source": "facilities:manas-transit-center"})
    lost = place.model_copy(update={"source": "geonames:0"})
    assert len(faults({"moved": moved, "lost": lost}, known)) == 2


def test_every_point_lies_in_its_country() -> None:
    countries = Boundaries.load(DATA).countries("recognised", "close").geometry
    outside = [
        ident
        for ident, place in PLACES.items()
        if place.iso3 in countries.index and countries[place.iso3].distance(Point(place.at)) > NEAR_DEGREES
    ]
    assert outside == []
    assert sum(place.iso3 in countries.index for place in PLACES.values()) > 90
