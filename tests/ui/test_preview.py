"""Link previews: the tags in the page come from the validated view, whatever the link holds."""

import asyncio
import html
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from geo.i18n import language
from geo.model.view import View
from geo.query.link import parse_link, parse_query
from geo.query.selection import select
from geo.query.sentence import sentence
from geo.ui import preview
from geo.ui.asked import asked
from geo.ui.atlas import atlas
from geo.ui.preview import MAX_DESCRIPTION, MAX_TITLE, LinkPreviews, preview_of, tags

INDEX = (
    "<!DOCTYPE html><html><head><meta charset='UTF-8'><title>Streamlit</title></head><body>ж</body></html>"
)


@dataclass
class Answer:
    status: int
    headers: Headers
    body: str


def ask(app, path="/", query="", method="GET", **headers: str) -> Answer:
    sent = []
    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive():
        return next(asked, None) or await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    named = {"host": "atlas.example.org", **{key.replace("_", "-"): value for key, value in headers.items()}}
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "scheme": "https", "headers": [(key.encode(), value.encode("latin-1")) for key, value in named.items()], "root_path": "",
        "extensions": {"http.response.pathsend": {}},
    }  # fmt: skip
    # In a thread of its own: a browser test in the same process may keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, app(scope, receive, send)).result()
    body = b"".join(
        Path(message["path"]).read_bytes()
        if message["type"] == "http.response.pathsend"
        else message.get("body", b"")
        for message in sent[1:]
    )
    return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), body.decode())


def served(folder, base="", url=None):
    """Return an app that serves the page as Streamlit does, a file under every path, behind the middleware."""
    (folder / "index.html").write_text(INDEX, "utf-8")

    class Static(StaticFiles):
        async def get_response(self, path, scope):
            found = await super().get_response("index.html", scope)
            found.headers["Cache-Control"] = "no-cache"
            return found

    inside = Static(directory=folder)
    return LinkPreviews(inside, base=base, url=url)


class Head(HTMLParser):
    """Reads a page as a crawler does."""

    def __init__(self, page):
        super().__init__()
        self.found, self.opened, self._title = {}, [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.opened.append(tag)
        self._title = tag == "title"
        if tag == "meta" and "content" in named:
            self.found[named.get("property") or named["name"]] = named["content"]

    def handle_data(self, data):
        if self._title:
            self.found["title"] = data
            self._title = False


def said(query: str) -> str:
    dataset = atlas()
    view, _notices = parse_link(dataset, parse_query(query))
    return sentence(dataset, view, select(dataset, view), language(view.language))


DEFAULT_HEAD = {"en": said(""), "ru": said("lang=ru")}


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("country=KGZ&threat=interethnic_violence&lang=ru", None),
        ("at=5.00/41.0000/74.0000&sel=country:KGZ", None),
        # Older data: the view as it is now.
        ("country=KGZ&v=1999.1.0", None),
        ("embed=true&country=KGZ", None),
        ("country=XXX", "en"),
        ("lang=ru&country=XXX", "ru"),
        ("lang=xx", "en"),
        ("colour=red", "en"),
        ("country=KGZ&country=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "en"),
        ("a" * 20_000, "en"),
    ],
)
def test_the_title_is_the_sentence_of_the_view_or_of_the_whole_atlas(tmp_path, query, title):
    found = Head(ask(served(tmp_path), query=query).body).found
    assert found["og:title"] == (DEFAULT_HEAD[title] if title else said(query))
    assert found["og:description"] == found["description"]
    assert found["twitter:card"] == "summary_large_image"
    assert found["title"] == f"{found['og:site_name']}: {found['og:title']}"


def test_link_and_picture_are_whole_addresses_of_that_view(tmp_path):
    found = Head(ask(served(tmp_path), "/countries", "sel=country:KGZ&country=KGZ").body).found
    version = atlas().version
    assert found["og:url"] == f"https://atlas.example.org/countries?country=KGZ&sel=country:KGZ&v={version}"
    assert found["og:image"] == f"https://atlas.example.org/atlas/preview/map.png?country=KGZ&v={version}"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")


def test_below_a_base_path_and_at_a_named_address(tmp_path):
    found = Head(ask(served(tmp_path, base="some/base"), "/some/base/threats").body).found
    assert found["og:url"].startswith("https://atlas.example.org/some/base/threats?")
    assert found["og:image"].startswith("https://atlas.example.org/some/base/atlas/preview/map.png?")
    named = served(tmp_path, base="base", url="https://public.example.org/at/base/")
    assert Head(ask(named, "/base/").body).found["og:url"].startswith("https://public.example.org/at/base/?")
    assert ask(served(tmp_path, base="some/base"), "/threats").body == INDEX


@pytest.mark.parametrize("host", ['x"><script>', "a b", "x/y", "", "é" * 10, "h" * 300, "[zz]"])
def test_a_host_that_is_none_gets_no_addresses(tmp_path, host):
    answer = ask(served(tmp_path), host=host)
    found = Head(answer.body).found
    assert not {"og:url", "og:image"} & set(found)
    assert found["twitter:card"] == "summary"
    # Those of the first map, and no other.
    assert answer.body.count("<script") == ask(served(tmp_path)).body.count("<script") == 2


def test_the_page_keeps_what_it_had_and_is_as_long_as_it_says(tmp_path):
    app = served(tmp_path)
    answer = ask(app, query="country=KGZ")
    assert answer.body.endswith("</head><body>ж</body></html>")
    assert answer.body.count("<title>") == 1
    assert int(answer.headers["content-length"]) == len(answer.body.encode())
    assert answer.headers["cache-control"] == "no-cache"
    head = ask(app, query="country=KGZ", method="HEAD")
    assert head.body == ""
    assert head.headers.items() == answer.headers.items()


def test_the_etag_is_that_of_the_page_with_its_tags(tmp_path):
    app = served(tmp_path)
    first, other = ask(app, query="country=KGZ"), ask(app, query="country=ARM")
    etag = first.headers["etag"]
    assert etag != other.headers["etag"]
    again = ask(app, query="country=KGZ", if_none_match=f'"x", W/{etag}')
    assert (again.status, again.body) == (304, "")
    assert again.headers["etag"] == etag
    # The file on disk has not changed, but the page is another: it is sent.
    since = ask(
        app, query="country=ARM", if_none_match=etag, if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT"
    )
    assert (since.status, since.body) == (200, other.body)
    assert ask(app, query="country=ARM", range="bytes=0-3").body == other.body


def test_what_is_no_page_passes_untouched(tmp_path):
    app = served(tmp_path)
    for path in ("/static/js/index.js", "/countries/", "/nothing", "/_stcore/health"):
        assert ask(app, path).body == INDEX
    with pytest.raises(HTTPException, match="405"):
        ask(app, "/", method="POST")
    routes = [
        Route("/", lambda _request: PlainTextResponse("<title>x</title>")),
        Route("/texts", lambda _request: HTMLResponse("<title>x</title>", 500)),
    ]
    others = Starlette(routes=routes, middleware=[Middleware(LinkPreviews)])
    assert ask(others, "/").body == "<title>x</title>"
    assert ask(others, "/texts").body == "<title>x</title>"


def test_without_data_the_page_is_as_it_was(tmp_path, monkeypatch):
    def broken(_query, _page):
        raise preview.DataError([])

    monkeypatch.setattr(preview, "asked", broken)
    assert ask(served(tmp_path)).body == INDEX


VALUES = st.text(max_size=60) | st.sampled_from(
    ["KGZ", "ru", "1.00/2.0/3.0", '"><img src=x onerror=alert(1)>', "{{7*7}}", "\x00", "'"]
)
KEYS = st.sampled_from(
    ["country", "threat", "lang", "sel", "at", "v", "pov", "as_of", "text", "x", '"><b>', ""]
)


@settings(max_examples=150, deadline=None)
@given(query=st.text(max_size=300) | st.lists(st.tuples(KEYS, VALUES), max_size=8).map(urlencode))
def test_whatever_a_link_holds_the_head_is_well_formed_and_capped(query):
    made = preview_of(atlas(), asked(query).preview, "https://atlas.example.org/")
    written = tags(made)
    head = Head(written)
    assert set(head.opened) == {"title", "meta"}
    assert head.found["og:title"] == made.title
    assert len(made.title) <= MAX_TITLE
    assert len(made.description) <= MAX_DESCRIPTION
    view, notices = parse_link(atlas(), parse_query(made.link.partition("?")[2]))
    assert notices == ()
    assert made.title == sentence(atlas(), view, select(atlas(), view), language(view.language))[:MAX_TITLE]


def test_text_from_the_data_is_escaped(monkeypatch):
    hostile = "</title><script>alert('1')</script>\n\"&"
    monkeypatch.setattr(preview, "sentence", lambda *_: hostile)
    written = tags(preview_of(atlas(), View(), None))
    assert "<script" not in written
    assert html.escape("</title>") in written
    assert Head(written).found["og:title"] == hostile.replace("\n", " ")
    monkeypatch.setattr(preview, "sentence", lambda *_: "ж" * 5000)
    assert len(preview_of(atlas(), View(), None).title) == MAX_TITLE
