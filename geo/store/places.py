"""Read ``data/places/``: the hand-kept gazetteer, one entry a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import DataError, Problem
from geo.model.place import Place
from geo.store.records import build, read_json

if TYPE_CHECKING:
    from pathlib import Path


def read_places(data_dir: Path) -> tuple[dict[str, Place], list[Problem]]:
    """Read every place by id, in alphabetical order; the file's name must be the place's id."""
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for path in sorted((data_dir / "places").glob("*.json")):
        name = f"places/{path.name}"
        try:
            raw = read_json(path, name)
        except DataError as error:
            problems += error.problems
            continue
        place, wrong = build(Place, raw, name, path.stem)
        problems += wrong
        if place is None:
            continue
        if place.id != path.stem:
            problems.append(Problem.of(name, path.stem, "id", f"the file's name {path.stem!r}", place.id))
        places[place.id] = place
    return places, problems
