"""Record every shipped file with its hash, licence and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo.store.build.writing import readable_json, sha256_of, write

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from geo.model.boundary import Source

NAME = "manifest.json"
_POLYGONS = ("ne_provinces", "ne_disputed")
_MADE_FROM = {
    "countries": ("ne_countries", "ne_provinces", "ne_disputed"),
    "units": _POLYGONS,
    "pieces": _POLYGONS,
    "borders": _POLYGONS,
    "land": ("ne_provinces",),
    "provinces": ("ne_provinces", "iso_subdivisions"),
    "disputed": ("ne_disputed", "ne_provinces"),
    "areas": ("globe", "ne_provinces", "iso_subdivisions"),
    "lakes": ("ne_lakes",),
    "rivers": ("ne_rivers",),
    "relief": ("gmted",),
}
"""Sources of a layer, by the first word of its file names."""

BY_HAND_LICENCE = "MIT"


def write_manifest(folder: Path, sources: Sequence[Source], made: Collection[str]) -> None:
    """Write ``manifest.json`` for all files of ``data/boundaries/``; ``made`` are the build's own.

    A file that an earlier build made and this one does not is removed first.
    """
    licences = {source.id: source.licence for source in sources}
    files = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME):
        name = path.relative_to(folder).as_posix()
        if name not in made and path.suffix != ".toml":
            path.unlink()
            continue
        used = _MADE_FROM[path.name.split(".")[0]] if name in made else ()
        files.append({
            "path": name, "sha256": sha256_of(path), "bytes": path.stat().st_size,
            "licence": " and ".join(sorted({licences[source] for source in used})) or BY_HAND_LICENCE,
            "sources": list(used), "made": "by build" if name in made else "by hand",
        })  # fmt: skip
    libraries = {"shapely": shapely.__version__, "geos": shapely.geos_version_string}
    write(folder / NAME, readable_json({"made_with": libraries, "file": files}))
