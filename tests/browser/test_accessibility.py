"""WCAG 2.2 AA on every page: what axe finds, contrast, size of targets, zoom, focus and the keyboard.

axe-core (MPL-2.0) comes unmodified in a package of the tests alone and is evaluated in the page by the
browser's own protocol: nothing is fetched, and the page's policy stays as it is.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

VIEWS = {
    "map": "?country=KGZ&sel=country:KGZ",
    "countries": "countries?sel=country:ARM",
    "threats": "threats?sel=threat:interethnic_violence",
    "borders": "borders?sel=border:AFG-TJK",
    "texts": "texts?sel=claim:trenin-2010-001",
    "looking back": "lookback?sel=claim:lukyanov-2011-043",
    "data": "data?sel=claim:trenin-2010-027",
    "all on the map": "?",
    "your text": "review?",
    "nothing left": "?country=CHN&kind=base",
    "notices": "?country=XXX&unknown=1",
    "embedded": "?embed=true",
}
"""Every page, its evidence open where it has some."""
GUIDELINES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
EXCEPTIONS: dict[tuple[str, str], str] = {}
"""Rule and part of the element's HTML, for elements of Streamlit's own that can't be changed, with the reason."""

WIDE, ZOOMED, NARROW = (1400, 900), (700, 450), (390, 844)
"""A screen, the same at 200 %, and a telephone."""
GROUND = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 25, 31)"}
TOOLS = Path(__file__).with_name("accessibility.js").read_text("utf-8")
SETTLES = 10
"""Seconds within which a page has become what it stays: a change of theme or width reaches its parts in turn."""


def settled(page: Page) -> None:
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()
    expect(page.locator('[data-testid="stSkeleton"]')).to_have_count(0)
    if page.locator(".st-key-atlas_map").count():
        expect(page.locator('.atlas-map[data-ready="true"]')).to_be_visible()


def axe(page: Page) -> list[str]:
    """Return what axe finds against the guidelines, one line an element."""
    options = {"runOnly": {"type": "tag", "values": GUIDELINES}, "resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
        if not any(violation["id"] == rule and part in node["html"] for rule, part in EXCEPTIONS)
    ]


def measured(page: Page, what: str) -> Any:
    return page.evaluate(f"{TOOLS}.{what}()")


def seen_faults(page: Page) -> list[str]:
    """Return what our own measures find: they take milliseconds, and see through what is see-through."""
    found = [f"too pale: {one}" for one in measured(page, "pale")]
    found += [f"too small: {one}" for one in measured(page, "small")]
    sideways = measured(page, "sideways")
    return [*found, f"scrolls sideways by {sideways} px"] if sideways > 0 else found


def faults(page: Page) -> list[str]:
    return axe(page) + seen_faults(page)


def none_left(find: Callable[[], list[str]]) -> list[str]:
    """Return what is found, once nothing is or the page has had its time."""
    deadline = time.monotonic() + SETTLES
    while (found := find()) and time.monotonic() < deadline:
        time.sleep(0.3)
    return found


def show(page: Page, size: tuple[int, int], scheme: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    expect(page.locator(".stApp")).to_have_css("background-color", GROUND[scheme])
    # What has been scrolled under the bar at the top counts as covered.
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")


@pytest.mark.parametrize(("tag", "schemes"), [("en", ("light", "dark")), ("ru", ("dark", "light"))])
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_keeps_the_guidelines(atlas_server, open_page, view, tag, schemes):
    """Wide with its evidence, narrow without, so that both languages, themes, widths and states meet in turn."""
    first, second = schemes
    page = open_page(f"{atlas_server}/{VIEWS[view]}&lang={tag}", color_scheme=first)
    settled(page)
    wrong: dict[str, list[str]] = {}

    def look(size: tuple[int, int], scheme: str, find: Callable[[Page], list[str]]) -> None:
        show(page, size, scheme)
        if found := none_left(lambda: find(page)):
            wrong[f"{size[0]} px, {scheme}"] = found

    look(WIDE, first, faults)
    look(WIDE, second, seen_faults)
    look(ZOOMED, second, seen_faults)
    look(NARROW, first, seen_faults)
    close = page.locator("section.panel button.close")
    if close.count():
        close.click()
        expect(close).to_have_count(0)
        settled(page)
    look(NARROW, second, faults)
    assert wrong == {}


def test_open_menus_keep_the_guidelines(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?country=KGZ")
    settled(page)
    page.get_by_role("button", name="Cite and export").click()
    expect(page.get_by_text("BibTeX", exact=True)).to_be_visible()
    page.get_by_label("Search", exact=True).fill("fergana")
    page.get_by_label("Search", exact=True).press("Enter")
    expect(page.locator(".st-key-atlas_hits button").first).to_be_visible()
    page.locator("details[data-filter]").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    page.locator(".atlas-chart").scroll_into_view_if_needed()
    page.locator(".atlas-chart summary").click()
    expect(page.locator(".atlas-chart table")).to_be_visible()
    settled(page)
    assert none_left(lambda: faults(page)) == []


BROKEN = {
    "image-alt": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' width=30 height=30>",
    "too pale": "<p style='color:#888;background:#999;font-size:14px'>hardly seen</p>",
    # axe gives no verdict where an element is see-through.
    "too pale: ": "<div style='opacity:.3;color:#1d2733;font-size:14px'>hardly seen either</div>",
    "too small": "<button style='width:18px;height:18px;padding:0'>x</button>",
    "sideways": "<div style='width:5000px'>wide</div>",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_page_that_breaks_them_is_seen(open_page, kind):
    page = open_page("about:blank")
    page.set_content(
        f"<html lang=en><title>t</title><body><main><h1>Page</h1>{BROKEN[kind]}</main></body></html>"
    )
    assert any(kind.strip() in one for one in faults(page)), faults(page)


def walk(page: Page, stops: int) -> tuple[list[str], list[str]]:
    """Go through the page with the Tab key; return where it stopped and where that could not be seen."""
    page.evaluate(f"window.walked = {TOOLS}")
    where: list[str] = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        # A change of look may be drawn over a few frames.
        page.wait_for_timeout(20)
        found = page.evaluate("window.walked.step()")
        if found["now"] is None:
            break
        where.append(found["now"])
    return where, page.evaluate("window.walked.unseen()")


@pytest.mark.parametrize(
    "address", ["?country=KGZ&sel=place:osh", "texts?sel=place:osh", "borders?country=ARM"]
)
def test_the_focus_is_always_seen(atlas_server, open_page, address):
    page = open_page(f"{atlas_server}/{address}", reduced_motion="reduce")
    settled(page)
    where, unseen = walk(page, 110)
    assert len(where) > 40
    assert unseen == []


def test_a_focus_that_is_not_seen_is_found(open_page):
    page = open_page("about:blank")
    page.set_content("<style>:focus { outline: none }</style><button>a</button><button>b</button>")
    _where, unseen = walk(page, 2)
    assert len(unseen) == 1


def test_what_is_folded_away_is_no_stop(atlas_server, open_page):
    page = open_page(f"{atlas_server}/data", viewport={"width": 390, "height": 844})
    expect(page.get_by_role("heading", name="Data and method")).to_be_visible()
    settled(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        left = page.evaluate(
            f"(() => {{ const e = {TOOLS}.active(); return e.getBoundingClientRect().right; }})()"
        )
        assert left > 0


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"selector => {TOOLS}.active().matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key does not come to {selector}")


def test_the_whole_way_is_gone_by_keyboard(atlas_server, open_page):
    """Filter, a mark on the map, its evidence, the passage in its text, and back."""
    page = open_page(f"{atlas_server}/")
    settled(page)
    tab_to(page, "[data-filter=country] input[type=search]")
    page.keyboard.type("kyrg")
    tab_to(page, "input[value=KGZ]", 2)
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("country=KGZ"))
    settled(page)
    tab_to(page, "[data-mark='place:osh']")
    page.keyboard.press("Enter")
    panel = page.locator("section.panel")
    expect(panel.locator("h2")).to_have_text("Osh")
    # The evidence has the focus, so it is the next thing that is read and gone through.
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.locator("[data-mark='place:osh']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel).to_be_focused()
    tab_to(page, "a.read", 4)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/texts\?.*sel=claim"))
    expect(page.locator(".chip[aria-pressed=true]")).to_contain_text("Osh")
    # The browser's own way back, which no page may take over.
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?.*country=KGZ.*sel=claim"))
    expect(panel.locator("article.claim")).to_have_count(1)
    expect(page.locator("[data-filter=country] input[value=KGZ]")).to_be_checked()


def test_a_table_that_scrolls_sideways_is_reached_by_keyboard(atlas_server, open_page):
    page = open_page(f"{atlas_server}/countries?sel=country:ARM", viewport={"width": 390, "height": 844})
    settled(page)
    borders = page.get_by_role("region", name="Neighbours and borders")
    expect(borders).to_be_attached()
    borders.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=borders.element_handle())
    page.set_viewport_size({"width": 1600, "height": 900})
    expect(borders).to_have_count(0)
