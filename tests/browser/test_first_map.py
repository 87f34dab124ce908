"""The map that is drawn before Streamlit has started, and its way into the page."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from .test_app import READY, ready, settled

STREAMLIT = re.compile(r"/static/js/index\.[^/]+\.js")
CODE = re.compile(r"/atlas/code/")
COMPONENT = re.compile(r"/geo\.atlas_map/atlas_map\.js")
EVIDENCE = re.compile(r"/geo\.evidence/")

KEEP = """() => {
  const box = document.querySelector(".atlas-first");
  const map = box?.shadowRoot.querySelector(".atlas-map[data-ready]");
  // In other letters the sentence above the map may be a line longer.
  const lettered = [...document.fonts].some(({ family, status }) => family.includes("Source Sans") && status === "loaded");
  if (!map || !lettered || window.firstSeen) return Boolean(window.firstSeen);
  const bounds = (element) => (({ x, y, width, height }) => [x, y, width, height])(element.getBoundingClientRect());
  map.kept = true;
  const path = map.querySelector('path[data-mark="country:KAZ"]') ?? map.querySelector("path[data-mark]");
  window.firstSeen = { canvas: bounds(map.querySelector(".atlas-canvas")), path: bounds(path), mark: path.dataset.mark };
  return true;
}"""

NOW = """() => {
  const find = (root) => root.querySelector(".atlas-map[data-ready]") ?? [...root.querySelectorAll("*")].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
  const map = find(document);
  const bounds = (element) => (({ x, y, width, height }) => [x, y, width, height])(element.getBoundingClientRect());
  const path = map.querySelector(`path[data-mark="${window.firstSeen.mark}"]`);
  return { kept: map.kept === true, revision: map.dataset.revision, canvas: bounds(map.querySelector(".atlas-canvas")), path: bounds(path), early: document.querySelectorAll(".atlas-first").length };
}"""


class Gate:
    """Keeps a script back, Streamlit's by default, until it is opened."""

    def __init__(self) -> None:
        self._held: list[Route] = []

    def close(self, page: Page, script: re.Pattern[str] = STREAMLIT) -> None:
        page.route(script, self._hold)

    def _hold(self, route: Route) -> None:
        self._held.append(route)

    def open(self) -> None:
        for route in self._held:
            route.continue_()


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_the_map_of_a_link_stands_and_answers_though_streamlit_never_starts(atlas_server, open_page):
    page = open_page(
        f"{atlas_server}/?country=KGZ&threat=interethnic_violence&lang=ru",
        prepare=lambda page: page.route(STREAMLIT, lambda route: route.abort()),
    )
    expect(page.locator(READY)).to_be_visible()
    expect(page.locator(".atlas-first > p")).to_contain_text("Киргизия")
    page.locator(f'{READY} [data-mark="country:KGZ"]').first.dispatch_event("click")
    expect(page.locator(".leaflet-popup")).to_contain_text("Киргизия")
    page.locator(".leaflet-control-zoom-in").click()
    expect(page).to_have_url(re.compile("at="))
    expect(page.locator('[data-testid="stApp"]')).to_have_count(0)


@pytest.mark.parametrize(
    "width", [1400, 390, *(pytest.param(one, marks=pytest.mark.slow) for one in (800, 768))]
)
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?country=KGZ&threat=interethnic_violence&lang=ru",
        "?sel=country:KAZ",
        "?embed=true",
        "?at=5.00/43/68",
    ],
    ids=["all", "filtered", "evidence", "embedded", "position"],
)
def test_the_page_takes_the_map_over_as_it_stands(atlas_server, open_page, gate, width, query):
    page = open_page(
        f"{atlas_server}/{query}",
        viewport={"width": width, "height": 900},
        prepare=gate.close,
    )
    page.wait_for_function(KEEP)
    first = page.evaluate("() => window.firstSeen")
    gate.open()
    expect(page.locator(".atlas-first")).to_have_count(0)
    ready(page)
    # Beside evidence the map becomes narrower when that has come.
    page.wait_for_function(
        f"(first) => JSON.stringify(({NOW})().canvas.map(Math.round)) === JSON.stringify(first.canvas.map(Math.round))",
        arg=first,
    )
    now = page.evaluate(NOW)
    assert now["kept"]
    assert now["revision"] == "1"
    assert now["early"] == 0
    # Not a pixel further, where Leaflet rounds as it did.
    assert now["path"] == pytest.approx(first["path"], abs=2)
    assert ("at=" in page.url) == ("at=" in query)


def test_evidence_that_comes_late_finds_its_place_kept(atlas_server, open_page, gate):
    late = Gate()

    def prepare(page: Page) -> None:
        gate.close(page)
        late.close(page, EVIDENCE)

    page = open_page(f"{atlas_server}/?sel=country:KAZ", prepare=prepare)
    page.wait_for_function(KEEP)
    first = page.evaluate("() => window.firstSeen")
    gate.open()
    ready(page)
    # Longer than a page is given to settle in once it has run.
    page.wait_for_timeout(4_000)
    without = page.evaluate(NOW)
    assert without["canvas"] == pytest.approx(first["canvas"], abs=2)
    assert without["path"] == pytest.approx(first["path"], abs=2)
    late.open()
    expect(page.locator("section.panel h2")).to_have_text("Kazakhstan")
    page.wait_for_timeout(500)
    assert page.evaluate(NOW)["path"] == pytest.approx(first["path"], abs=2)
    # What has no selection needs no place for evidence.
    page.get_by_role("button", name="Close").click()
    page.wait_for_function(f"(first) => ({NOW})().canvas[2] > first.canvas[2] + 400", arg=first)


def test_what_was_clicked_and_moved_before_streamlit_came_is_kept(atlas_server, open_page, gate):
    page = open_page(f"{atlas_server}/", prepare=gate.close)
    expect(page.locator(READY)).to_be_visible()
    page.locator(".leaflet-control-zoom-in").click()
    expect(page).to_have_url(re.compile("at="))
    there = re.search("at=[^&]+", page.url).group()
    page.locator(f'{READY} [data-mark="country:KAZ"]').first.dispatch_event("click")
    expect(page.locator(".leaflet-popup")).to_contain_text("Kazakhstan")
    gate.open()
    expect(page.locator("section.panel h2")).to_have_text("Kazakhstan")
    expect(page.locator(".leaflet-popup")).to_contain_text("Kazakhstan")
    expect(page).to_have_url(re.compile("sel=country"))
    assert there.partition("/")[0] in page.url


def test_a_map_whose_code_comes_late_is_the_one_that_the_head_asked_for(atlas_server, open_page, gate):
    asked, said = [], []

    def prepare(page: Page) -> None:
        gate.close(page, CODE)
        page.on("request", lambda request: asked.append(request.url) if CODE.search(request.url) else None)
        page.on("pageerror", lambda error: said.append(error.stack))

    page = open_page(f"{atlas_server}/", prepare=prepare)
    # Streamlit has mounted all its components by then, the map's too.
    expect(page.locator(".st-key-atlas_sentence")).to_be_visible()
    expect(page.locator("form.filters")).to_be_visible()
    page.wait_for_timeout(500)
    gate.open()
    ready(page)
    expect(page.locator(".atlas-first")).to_have_count(0)
    expect(page.locator(".atlas-map")).to_have_count(1)
    assert len(asked) == 1
    assert said == []


def test_the_first_map_goes_with_the_page_that_it_was_drawn_for(atlas_server, open_page):
    page = open_page(
        f"{atlas_server}/", prepare=lambda page: page.route(COMPONENT, lambda route: route.abort())
    )
    expect(page.locator(READY)).to_be_visible()
    page.evaluate("() => history.pushState(null, '', 'countries')")
    # Sooner than the five seconds after which a page without a map gives it up.
    expect(page.locator(".atlas-first")).to_have_count(0, timeout=4_000)


def test_a_page_that_mounts_no_map_does_not_keep_the_first_one(atlas_server, open_page):
    page = open_page(
        f"{atlas_server}/", prepare=lambda page: page.route(COMPONENT, lambda route: route.abort())
    )
    expect(page.locator(READY)).to_be_visible()
    expect(page.locator(".atlas-first")).to_have_count(0, timeout=30_000)
    expect(page.locator(".st-key-atlas_sentence")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_the_colours_of_the_page_from_the_beginning(atlas_server, open_page, gate, scheme):
    page = open_page(f"{atlas_server}/", color_scheme=scheme, prepare=gate.close)
    expect(page.locator(READY)).to_have_attribute("data-theme", scheme)
    ground = page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
    ink = page.evaluate(
        "() => getComputedStyle(document.querySelector('.atlas-first').shadowRoot.querySelector('p')).color"
    )
    gate.open()
    ready(page)
    expect(page.locator(READY)).to_have_attribute("data-theme", scheme)
    shown = page.evaluate(
        "() => { const app = getComputedStyle(document.querySelector('.stApp')); return [app.backgroundColor, app.color]; }"
    )
    assert [ground, ink] == shown


def test_a_page_without_it_fetches_the_code_when_the_reader_goes_to_the_map(atlas_server, open_page):
    page = open_page(f"{atlas_server}/countries")
    ready_page = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(ready_page).to_be_visible()
    assert page.evaluate("() => typeof globalThis.AtlasMap") == "undefined"
    page.get_by_role("link", name="Map", exact=True).first.click()
    ready(page)
    assert page.evaluate("() => typeof globalThis.AtlasMap") == "object"


def test_a_map_that_the_reader_goes_to_looks_where_the_one_of_its_link_does(atlas_server, open_page):
    kazakhstan = f'{READY} path[data-mark="country:KAZ"]'
    page = open_page(f"{atlas_server}/countries?sel=country:KAZ")
    settled(page)
    page.get_by_role("link", name="Map", exact=True).first.click()
    opened = open_page(f"{atlas_server}/?sel=country:KAZ")
    for one in (page, opened):
        ready(one)
        expect(one.locator("section.panel h2")).to_have_text("Kazakhstan")
        one.wait_for_timeout(500)
    assert "sel=country" in page.url
    gone_to, directly = (one.locator(kazakhstan).bounding_box() for one in (page, opened))
    assert gone_to == pytest.approx(directly, abs=2)
