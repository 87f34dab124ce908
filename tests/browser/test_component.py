"""The packaged component by itself: under a strict policy, behind a base path, beside a page that rewrites its address."""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Page, expect

from geo.model.view import Position, View
from geo.query.link import format_position, parse_position
from geo.render.geometry_files import geometry_files
from geo.render.payload import map_payload
from geo.store import Dataset
from geo.ui.map_code import map_code, map_code_name

pytestmark = pytest.mark.browser

BASE = "/deep/base"
POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'"
HOST = """
import component from "./_stcore/bidi-components/geo.atlas_map/atlas_map.js";
const holder = document.createElement("div");
document.body.append(holder);
const parent = holder.attachShadow({ mode: "open" });
const sent = [];
let cleanup = null;
globalThis.host = {
  sent, parent, holder,
  rerun: (data) => { cleanup = component({ name: "geo.atlas_map", data: [JSON.stringify(data)], key: "k", parentElement: parent, setStateValue() {}, setTriggerValue: (...all) => sent.push(all) }); },
  cleanup: () => cleanup(),
};
"""


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves what the atlas' server does, under a base path and with a strict policy."""

    files: ClassVar[dict[str, tuple[str, bytes]]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.asked.append(path)
        kind, content = self.files.get(path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(open_page: Callable[..., Page], atlas: Dataset) -> Iterator[Page]:
    """A page that mounts the component as Streamlit does."""
    assets = resources.files("geo.ui") / "assets"
    files = {
        f"{BASE}/": (
            "text/html",
            b'<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><body><script type="module" src="./host.js"></script>',
        ),
        f"{BASE}/host.js": ("text/javascript", HOST.encode()),
    }
    for name in ("geo.atlas_map/atlas_map.js", "geo.layout/elements.js"):
        files[f"{BASE}/_stcore/bidi-components/{name}"] = (
            "text/javascript",
            (assets / name.rpartition("/")[2]).read_bytes(),
        )
    files[f"{BASE}/atlas/code/{map_code_name()}"] = ("text/javascript", map_code().raw)
    font = re.search(r"static/media/SourceSansVF-Upright[^\"]+woff2", map_code().raw.decode())
    assert font is not None
    files[f"{BASE}/{font.group()}"] = (
        "font/woff2",
        (resources.files("streamlit") / "static" / font.group()).read_bytes(),
    )
    for name, file in geometry_files(atlas).items():
        files[f"{BASE}/atlas/geometry/{name}"] = (file.media_type, file.raw)
    Handler.files = files
    Handler.asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    page = open_page(f"http://127.0.0.1:{server.server_port}{BASE}/?lang=en&country=KGZ")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.said = said  # type: ignore[attr-defined] # a test that provokes a message takes it away
    page.wait_for_function("() => globalThis.host")
    yield page
    server.shutdown()
    server.server_close()
    thread.join()
    assert said == []


def rerun(page: Page, payload: dict[str, Any]) -> None:
    page.evaluate("data => host.rerun(data)", {**payload, "code": map_code_name()})
    expect(page.locator(".atlas-map[data-ready=true]")).to_be_visible()


def test_it_draws_fetching_each_file_once_and_keeps_its_map(host: Page, atlas: Dataset) -> None:
    rerun(host, map_payload(atlas, View()))
    host.evaluate("() => { host.parent.querySelector('.atlas-canvas').kept = true; }")
    # The relief comes last, once the map stands and the browser has nothing else to do.
    expect(host.locator(".atlas-map img.atlas-there")).to_be_attached()
    asked = list(Handler.asked)
    assert len(asked) == len(set(asked))
    for threat in ("regional_contagion", "drug_trafficking", "social_unrest"):
        payload = map_payload(atlas, View().choose("threat", (threat,)))
        revision = int(host.locator(".atlas-map").get_attribute("data-revision") or 0)
        rerun(host, payload)
        expect(host.locator(".atlas-map")).to_have_attribute("data-revision", str(revision + 1))
    assert host.evaluate("() => host.parent.querySelector('.atlas-canvas').kept")
    assert Handler.asked == asked
    assert not [path for path in asked if path not in Handler.files]


def test_a_click_is_sent_as_a_trigger(host: Page, atlas: Dataset) -> None:
    rerun(host, map_payload(atlas, View()))
    host.locator('path[data-mark="country:KGZ"]').press("Enter")
    assert host.evaluate("() => host.sent") == [["selected", "country:KGZ"]]


def test_the_position_is_in_the_address_and_stays_there(host: Page, atlas: Dataset) -> None:
    rerun(host, map_payload(atlas, View()))
    assert "at=" not in host.url
    box = host.locator(".atlas-canvas").bounding_box()
    assert box
    host.mouse.move(box["x"] + 500, box["y"] + 300)
    host.mouse.down()
    host.mouse.move(box["x"] + 380, box["y"] + 220, steps=6)
    host.mouse.up()
    host.wait_for_function("() => location.search.includes('at=')")
    written = host.evaluate("() => new URLSearchParams(location.search).get('at')")
    position = parse_position(written)
    assert position is not None
    assert format_position(position) == written
    assert host.evaluate("() => location.search").startswith("?lang=en&country=KGZ&at=")
    # A rerun lets the page write its own address; the position comes back without another one.
    host.evaluate("() => history.replaceState(null, '', '?lang=ru')")
    rerun(host, map_payload(atlas, View(language="ru")))
    host.wait_for_function("() => location.search.includes('at=')")
    assert host.evaluate("() => location.search") == f"?lang=ru&at={written}"


def test_a_link_with_a_position_opens_there(host: Page, atlas: Dataset) -> None:
    rerun(host, map_payload(atlas, View(position=Position(lon=69.5, lat=41.25, zoom=7))))
    expect(host.locator(".atlas-map[data-level=close]")).to_be_visible()
    assert host.evaluate("() => host.sent") == []


def test_an_overtaken_cleanup_keeps_the_map_and_a_real_one_ends_it(host: Page, atlas: Dataset) -> None:
    rerun(host, map_payload(atlas, View()))
    host.evaluate("() => { host.cleanup(); }")
    host.wait_for_timeout(50)
    expect(host.locator(".atlas-canvas")).to_be_visible()
    assert (
        host.evaluate(
            "() => { host.holder.remove(); host.cleanup(); return new Promise(done => setTimeout(() => done(host.parent.querySelector('.atlas-map')), 50)); }"
        )
        is None
    )


def test_a_missing_file_is_said_and_asked_for_again(host: Page, atlas: Dataset) -> None:
    payload = map_payload(atlas, View())
    broken = json.loads(json.dumps(payload))
    broken["files"]["catalogue"] = "gone.json"
    host.evaluate("data => host.rerun(data)", {**broken, "code": map_code_name()})
    expect(host.locator(".atlas-message")).to_be_visible()
    assert any("404" in text for text in host.said)  # type: ignore[attr-defined]
    host.said.clear()  # type: ignore[attr-defined]
    rerun(host, payload)
    expect(host.locator(".atlas-message")).to_be_hidden()
