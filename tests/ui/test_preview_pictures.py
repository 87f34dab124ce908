"""The pictures of link previews: drawn once, one at a time, and no more than so many a minute."""

import asyncio
import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Route

from geo.errors import RenderError
from geo.model.view import Position, View
from geo.ui import preview_pictures
from geo.ui.preview_pictures import PreviewPictures, canonical, picture_route, preview_picture

from .test_preview import ask

KYRGYZSTAN = View().choose("country", ("KGZ",))


def country(number: int) -> View:
    """Return one of many views."""
    return View(position=Position(float(number), 0.0, 5.0))


def wait_for(main):
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(main())).result()


class Drawing:
    """Stands in for Matplotlib: notes what is drawn, and how many at once."""

    def __init__(self, pause=0.0):
        self.views, self.at_once, self._busy, self._pause = [], 0, 0, threading.Event()
        self._seconds = pause

    def __call__(self, view):
        self._busy += 1
        self.at_once = max(self.at_once, self._busy)
        self._pause.wait(self._seconds)
        self.views.append(view)
        self._busy -= 1
        return repr(view).encode()


def test_a_view_is_drawn_once_however_many_ask():
    draw = Drawing(pause=0.01)

    async def main():
        pictures = PreviewPictures(draw)
        together = await asyncio.gather(*(pictures.of(KYRGYZSTAN) for _ in range(4)))
        return [*together, await pictures.of(KYRGYZSTAN)]

    found = wait_for(main)
    assert found == [(repr(KYRGYZSTAN).encode(), True)] * 5
    assert draw.views == [KYRGYZSTAN]


def test_pictures_are_drawn_one_at_a_time_and_a_crowd_gets_the_default():
    draw = Drawing(pause=0.01)

    async def main():
        pictures = PreviewPictures(draw, waiting=3)
        return await asyncio.gather(*(pictures.of(country(number)) for number in range(8)))

    found = wait_for(main)
    assert draw.at_once == 1
    assert [own for _picture, own in found] == [True] * 3 + [False] * 5
    assert {picture for picture, own in found if not own} == {repr(View()).encode()}


def test_no_more_than_so_many_a_minute_and_they_come_back():
    draw, now = Drawing(), [0.0]

    async def main():
        pictures = PreviewPictures(draw, a_minute=2, clock=lambda: now[0])
        own = [(await pictures.of(country(number)))[1] for number in range(4)]
        # What is kept costs nothing.
        own.append((await pictures.of(country(0)))[1])
        now[0] = 31.0
        own.append((await pictures.of(country(5)))[1])
        own.append((await pictures.of(country(6)))[1])
        return own

    assert wait_for(main) == [True, True, False, False, True, True, False]
    # Two, the default, and one more.
    assert len(draw.views) == 4


def test_the_oldest_picture_goes_first_and_the_default_stays():
    draw = Drawing()

    async def main():
        pictures = PreviewPictures(draw, kept=2)
        for view in (View(), country(1), country(2), View(), country(1)):
            await pictures.of(view)

    wait_for(main)
    assert draw.views == [View(), country(1), country(2), country(1)]


def test_what_cannot_be_drawn_gets_the_default(caplog):
    def draw(view):
        if view == KYRGYZSTAN:
            raise RenderError("nowhere")
        return b"default"

    async def main():
        return await PreviewPictures(draw).of(KYRGYZSTAN)

    assert wait_for(main) == (b"default", False)
    assert "no preview picture" in caplog.text

    async def broken():
        return await PreviewPictures(lambda _view: 1 / 0).of(View())

    with pytest.raises(ZeroDivisionError):
        wait_for(broken)


@given(
    lon=st.floats(-180, 180), lat=st.floats(-85, 85), zoom=st.floats(0, 19), page=st.sampled_from(["map", "threats"])
)  # fmt: skip
@settings(max_examples=50)
def test_a_picture_depends_on_what_it_can_show_alone(lon, lat, zoom, page):
    view = View(page=page, selection="country:KGZ", position=Position(lon, lat, zoom), data_version="1")
    seen = canonical(view)
    assert (seen.page, seen.selection, seen.data_version) == ("map", None, None)
    assert canonical(seen) == seen
    assert abs(seen.position.lon - lon) <= 0.005 + 1e-9
    assert abs(seen.position.zoom - zoom) <= 0.125 + 1e-9


@pytest.fixture
def app(monkeypatch):
    monkeypatch.setattr(preview_pictures, "preview_picture", lambda view: repr(view).encode())
    return Starlette(routes=[Route("/map.png", picture_route(), methods=["GET"])])


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ("country=KGZ", KYRGYZSTAN),
        ("country=KGZ&sel=country:KGZ&v=1999.1.0", KYRGYZSTAN),
        (
            "country=KGZ&at=5.0/41.00001/74",
            View(position=Position(74.0, 41.0, 5.0)).choose("country", ("KGZ",)),
        ),
        ("country=XXX", View()),
        ("lang=ru&nothing=1", View(language="ru")),
        ("country=" + "K" * 20_000, View()),
        ("%00%ff=%ff&at=1e999/0/0", View()),
        ("\xff\x80", View()),
    ],
)
def test_the_picture_is_that_of_the_view_or_the_default(app, query, view):
    answer = ask(app, "/map.png", query)
    assert answer.status == 200
    assert answer.body == repr(view)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    head = ask(app, "/map.png", query, method="HEAD")
    assert (head.status, head.headers["content-length"]) == (200, str(len(repr(view))))


def test_a_stand_in_is_not_to_be_kept(monkeypatch):
    monkeypatch.setattr(preview_pictures, "preview_picture", lambda view: repr(view).encode())
    monkeypatch.setattr(preview_pictures.PreviewPictures, "_take", lambda _self: False)
    app = Starlette(routes=[Route("/map.png", picture_route(), methods=["GET"])])
    answer = ask(app, "/map.png", "country=KGZ")
    assert answer.body == repr(View())
    assert answer.headers["cache-control"] == "no-store"


def test_the_picture_is_a_map_of_the_size_that_the_tags_say():
    drawn = {}
    for view in (View(), KYRGYZSTAN):
        content = preview_picture(view)
        assert len(content) < 300_000
        picture = Image.open(io.BytesIO(content))
        picture.load()
        assert (picture.format, picture.size) == ("PNG", (preview_pictures.WIDTH, preview_pictures.HEIGHT))
        # Sea, land, several countries, marks, names: no plain sheet.
        assert len(picture.convert("RGB").getcolors(1 << 24)) > 100
        drawn[view] = picture.tobytes()
    assert drawn[View()] != drawn[KYRGYZSTAN]
