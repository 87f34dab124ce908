"""There is one list of formats; each is stamped, and the same export gives the same bytes."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

import geo.render.export as listing
from geo.errors import RegistryError
from geo.model.view import View
from geo.query.export import Export
from geo.query.format import formats, query_formats
from geo.registry import discover
from geo.render.export import exports
from geo.store import Dataset

DAY = dt.date(2026, 1, 2)
NAMES = ("json", "geojson", "csv", "jsonld", "gpkg", "png", "svg", "pdf", "html")


@pytest.fixture(autouse=True)
def _coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print quality is tried once, in its own test: it takes seconds."""
    monkeypatch.setattr("geo.render.exports.png.DOTS_PER_INCH", 50)


def made(dataset: Dataset, name: str, view: View, day: dt.date = DAY) -> bytes:
    return b"".join(exports()[name].write(Export(dataset, view, day, "https://example.org/")))


def test_every_promised_format_is_there() -> None:
    assert tuple(exports()) == NAMES
    assert set(formats()) <= set(query_formats()) <= set(exports())
    for part in exports().values():
        assert {"en", "ru"} <= part.words["label"].keys()
        assert re.fullmatch(r"\.[a-z]+", part.suffix)
        assert re.match(r"[a-z]+/[a-z0-9.+-]+", part.media_type)
    assert len({part.suffix for part in exports().values()}) == len(NAMES)


def test_an_id_used_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = replace(exports()["png"], id="csv")
    monkeypatch.setattr(listing, "discover", lambda *_: {"csv": twice})
    exports.cache_clear()
    with pytest.raises(
        RegistryError, match=r"geo\.render\.exports: ids expected none of geo\.query\.formats, got csv"
    ):
        exports()
    monkeypatch.setattr(listing, "discover", discover)
    assert tuple(exports()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_same_export_gives_the_same_bytes(atlas: Dataset, name: str) -> None:
    view = View().choose("country", ("ARM",)).choose("kind", ("base", "border"))
    first = made(atlas, name, view)
    assert first == made(atlas, name, view)
    assert first != made(atlas, name, view, dt.date(2027, 3, 4)), "the day is in it"


def test_listing_the_formats_imports_no_drawing_library() -> None:
    code = "import sys; from geo.render.export import exports; exports(); print([m for m in ('matplotlib', 'reportlab', 'plotly', 'folium') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
        == "[]\n"
    )


def test_drawing_in_several_threads_gives_the_same_bytes(atlas: Dataset) -> None:
    """The server draws for several readers at once, and Matplotlib's settings are the whole process's."""
    views = [View(language=tag).choose("country", (code,)) for tag in ("en", "ru") for code in ("ARM", "KGZ")]
    expected = [made(atlas, "png", view) for view in views]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda view: made(atlas, "png", view), views)) == expected
