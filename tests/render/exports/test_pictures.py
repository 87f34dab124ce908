"""PNG and SVG of the map, read back by Pillow and an XML parser."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from pyproj import Geod, Transformer

from geo.i18n import pick
from geo.model.view import Position, View
from geo.query.export import Export
from geo.render.palette import palette
from geo.render.payload import map_payload
from geo.render.print.ground import ground
from geo.render.print.symbols import symbol
from geo.render.print.warp import warped
from geo.store import Dataset
from tests.render.exports.conftest import BASE, CORPUS, DAY

Write = Callable[..., Path]
DC = "{http://purl.org/dc/elements/1.1/}"


def texts(path: Path) -> list[str]:
    return ["".join(node.itertext()) for node in ET.parse(path).iter("{http://www.w3.org/2000/svg}text")]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_print_quality(atlas: Dataset, write: Write) -> None:
    view = View().choose("country", ("KGZ",))
    with Image.open(write(atlas, "png", view)) as picture:
        assert picture.size == (3507, 2480), "A4 at 300 dots an inch"
        assert round(picture.info["dpi"][0]) == 300
        stamp = Export(atlas, view, DAY, BASE).stamp
        assert picture.text["Description"] == stamp.shows
        assert picture.text["Source"] == stamp.link
        assert picture.text["Creation Time"] == "2026-01-02"
        assert picture.text["Data version"] == atlas.version
        assert picture.text["Boundaries"] == stamp.point_of_view
        assert picture.text["Copyright"] == " ".join(stamp.licences)
        found = picture.convert("RGB").resize((350, 248)).getcolors(10**6)
    assert len(found) > 200, "something is drawn"


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_the_drawing_says_what_it_shows(atlas: Dataset, write: Write, tag: str) -> None:
    view = View(language=tag).choose("country", ("KGZ",))
    path = write(atlas, "svg", view)
    said = texts(path)
    whole = squeezed(" ".join(said))
    stamp = Export(atlas, view, DAY, BASE).stamp
    for part in (
        *stamp.fields().values(),
        atlas.taxonomy.statuses["member"].label[tag],
        atlas.taxonomy.kinds["event"].label[tag],
    ):
        if part != stamp.point_of_view_id:
            assert squeezed(part) in whole, part
    for code in ("KGZ", "TJK", "UZB", "KAZ"):
        assert atlas.boundaries.names(code)[tag] in said
    metadata = ET.parse(path).getroot()
    assert metadata.find(f".//{DC}description").text == stamp.shows
    assert metadata.find(f".//{DC}date").text == "2026-01-02"


def fills(path: Path) -> set[str]:
    found = set()
    for node in ET.parse(path).iter():
        for part in node.get("style", "").split(";"):
            name, _, value = part.partition(":")
            if name.strip() == "fill":
                found.add(value.strip().upper())
    return found


def test_countries_are_filled_by_their_standing_on_the_day(atlas: Dataset, write: Write) -> None:
    colours = palette(atlas, "light")
    view = View().choose("country", ("ARM",))
    then = fills(write(atlas, "svg", view.choose("as_of", ("2011-04-28",))))
    now = fills(write(atlas, "svg", view.choose("as_of", ("2025-01-01",))))
    assert colours["status-member"] in then
    assert colours["status-frozen"] not in then
    assert colours["status-frozen"] in now


def test_the_legend_has_what_is_drawn_and_nothing_else(atlas: Dataset, write: Write) -> None:
    view = View().choose("kind", ("base",)).choose("country", ("ARM",))
    drawn = {name for layer, name in map_payload(atlas, view)["legend"] if layer == "points"}
    said = texts(write(atlas, "svg", view))
    standings = {term.label["en"] for term in atlas.taxonomy.statuses.values()}
    labels = {
        kind: term.label["en"]
        for kind, term in atlas.taxonomy.kinds.items()
        if term.label["en"] not in standings
    }
    assert drawn == {"base"}
    assert {kind for kind, label in labels.items() if label in said} == drawn


@pytest.mark.parametrize("name", ["png", "svg"])
def test_hostile_texts_are_drawn_as_they_are(infested: Dataset, write: Write, name: str) -> None:
    view = View().choose("text", (infested.texts[0].id,))
    path = write(infested, name, view)
    stamp = Export(infested, view, DAY, BASE).stamp
    if name == "png":
        with Image.open(path) as picture:
            assert picture.text["Description"] == stamp.shows
            assert picture.text["Copyright"] == " ".join(stamp.licences)
        return
    said = {line.strip() for line in texts(path)}
    known = {
        f"{pick(place.names, 'en')} ({row[1]})".strip()
        for id_, row in map_payload(infested, view)["layers"]["points"].items()
        for place in [infested.place(id_)]
    }
    assert {line for line in said if line in known}, "the names of places are drawn"
    assert squeezed(stamp.fields()["licences"]) in squeezed(" ".join(texts(path)))


def test_any_text_can_be_drawn(atlas: Dataset, write: Write) -> None:
    """No name stops a drawing: not one that reads as mathematics, nor one without glyphs."""
    names = {
        name: place.model_copy(
            update={"names": {"en": "$\\frac{1$ \x00\x1b \uffff " + CORPUS[number % len(CORPUS)]}}
        )
        for number, (name, place) in enumerate(atlas.gazetteer.items())
    }
    path = write(replace(atlas, gazetteer=names), "svg", View().choose("country", ("KGZ",)))
    assert any(line.startswith("$\\frac{1$") for line in texts(path))


def corners() -> Iterator[tuple[list[list[float]], float]]:
    yield [[36, 64], [44, 80]], 1.4
    yield [[-60, -180], [80, 180]], 1.4
    yield [[30, 20], [70, 150]], 2.0
    yield [[40.1, 72.1], [40.2, 72.2]], 0.7


@pytest.mark.parametrize(("frame", "aspect"), list(corners()))
def test_the_ground_holds_the_frame_in_the_papers_aspect(frame: list[list[float]], aspect: float) -> None:
    found = ground(frame, None, aspect)
    west, east, south, north = found.extent
    assert (east - west) / (north - south) == pytest.approx(aspect)
    x, y = Transformer.from_crs("EPSG:4326", found.crs, always_xy=True).transform(
        [frame[0][1], frame[1][1]], [frame[0][0], frame[1][0]]
    )
    assert all(west - 1 <= one <= east + 1 for one in x)
    assert all(south - 1 <= one <= north + 1 for one in y)


def test_the_scale_is_true_in_the_middle() -> None:
    found = ground([[36, 64], [44, 80]], None, 1.4)
    back = Transformer.from_crs(found.crs, "EPSG:4326", always_xy=True)
    lon, lat = back.transform([-50_000, 50_000], [0, 0])
    assert Geod(ellps="WGS84").inv(lon[0], lat[0], lon[1], lat[1])[2] == pytest.approx(100_000, rel=0.001)


def test_a_position_outweighs_the_frame() -> None:
    near = ground([[-60, -180], [80, 180]], Position(lon=74, lat=41, zoom=8), 1.4)
    assert near.width < 1_000_000
    assert near.window[0] < 74 < near.window[2]


def test_a_picture_is_warped_to_where_it_belongs() -> None:
    """A picture whose west half is black and east half white, around a known meridian."""
    buffer = io.BytesIO()
    pixels = np.zeros((40, 80), dtype=np.uint8)
    pixels[:, 40:] = 255
    Image.fromarray(pixels).save(buffer, "png")
    shown = ground([[36, 64], [44, 80]], None, 1.4)
    made = warped(buffer.getvalue(), (62.0, 34.0, 82.0, 46.0), shown)
    middle = made[made.shape[0] // 2]
    assert middle[made.shape[1] // 4, :3].max() == 0
    assert middle[3 * made.shape[1] // 4, :3].min() == 1
    outside = warped(buffer.getvalue(), (0.0, 0.0, 10.0, 10.0), shown)
    assert outside.max() == 0, "clear where the picture has nothing"


def test_every_kind_has_a_shape_of_its_own(atlas: Dataset) -> None:
    shapes = {term.symbol: symbol(term.symbol) for term in atlas.taxonomy.kinds.values()}
    assert all(len(shape.vertices) > 2 for shape in shapes.values())
    known = [name for name in shapes if name != "ring"]
    assert len({shapes[name].vertices.tobytes() for name in known}) == len(known)
    assert symbol("no such").vertices.tobytes() == symbol("ring").vertices.tobytes()
