"""Make ``data/boundaries/`` from its pinned sources: fetch, check, dissolve, simplify, write.

The same sources and the same library versions give the same bytes. What is made by hand
(``sources.toml``, ``points_of_view.toml``, ``disputed.toml``, ``recipe.toml``) is read, never written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model.boundary import DisputedLines, PointsOfView, Recipe, Sources
from geo.store.boundary_files import read_by_hand
from geo.store.build.cells import FULL_PLACES, chosen_countries, make_cells, read_provinces
from geo.store.build.disputed import full_line, line_feature, read_lines, rows_of
from geo.store.build.fetching import default_cache, fetch
from geo.store.build.layers import country_records
from geo.store.build.manifest import write_manifest
from geo.store.build.outputs import full_outputs, relief_outputs, screen_outputs
from geo.store.build.writing import collection, compact_json, readable_json, write

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["build"]


def build(data_dir: Path, cache_dir: Path | None = None) -> None:
    """Make all boundary data again (about a minute; the first time it fetches some 220 MB).

    Parameters
    ----------
    data_dir
        The data folder; ``boundaries/`` in it is written.
    cache_dir
        Where fetched sources are kept; by default the user's cache folder.

    Raises
    ------
    DataError
        Where a file made by hand is wrong.
    BuildError
        Where a source is missing or changed, or a step finds something it does not expect.
    """
    folder = data_dir / "boundaries"
    views = read_by_hand(data_dir, "points_of_view.toml", PointsOfView)
    lines = read_by_hand(data_dir, "disputed.toml", DisputedLines)
    recipe = read_by_hand(data_dir, "recipe.toml", Recipe)
    sources = read_by_hand(data_dir, "sources.toml", Sources)
    files = fetch(sources.source, cache_dir or default_cache())

    provinces = read_provinces(files["ne_provinces"], files["iso_subdivisions"], recipe.province_fix)
    rows = read_lines(files["ne_disputed"])
    by_id = {line.id: line for line in lines.line}
    cuts = {piece.id: rows_of(by_id[piece.cut_by], rows) for piece in views.piece if piece.cut_by is not None}
    reasons = chosen_countries(provinces, views, recipe)
    cells = make_cells(provinces, views, reasons, recipe, cuts)

    full_lines = {line.id: full_line(line, rows, provinces, views) for line in lines.line}
    out, units, borders = full_outputs(cells, provinces, views)
    out |= screen_outputs(
        cells, provinces, views=views, lines=lines, full_lines=full_lines, recipe=recipe, files=files,
        borders_in_full=borders,
    )  # fmt: skip
    out["countries.json"] = readable_json(
        country_records(files["ne_countries"], units, reasons, views, recipe)
    )
    out["disputed.geojson"] = compact_json(
        collection(line_feature(line, full_lines[line.id], FULL_PLACES) for line in lines.line)
    )
    out |= relief_outputs(files["gmted"], recipe.relief)
    for name, content in out.items():
        write(folder / name, content)
    write_manifest(folder, sources.source, out.keys())
