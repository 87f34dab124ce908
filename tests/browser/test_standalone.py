"""The standalone map, opened from disk without a network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from geo.model.view import Position, View
from geo.query.selection import evidence, select
from geo.render.folium_map import standalone_html
from geo.render.layer import layers
from geo.render.payload import map_payload
from geo.store import Dataset
from tests.render.conftest import HOSTILE, poisoned  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(open_page: Callable[..., Page], tmp_path: Path) -> Callable[..., Page]:
    """Return a function that writes a view's page and opens it offline; its console must stay clean."""

    def show(dataset: Dataset, view: View, **options: Any) -> Page:
        path = tmp_path / "map.html"
        path.write_text(standalone_html(dataset, view), "utf-8")
        page = open_page("about:blank", offline=True, **options)
        said: list[str] = []
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.goto(path.as_uri())
        expect(page.locator(".atlas-map[data-ready=true]")).to_be_visible()
        assert said == []
        return page

    return show


def state(page: Page) -> dict[str, dict[str, list[Any]]]:
    """What the map shows now: layer to feature to styles and claims."""
    found: list[list[Any]] = page.eval_on_selector_all(
        "[data-layer]",
        """marks => marks.flatMap(m => (m.dataset.members ?? m.dataset.feature).split(" ").map(f => [
            m.dataset.layer, f, m.dataset.style ?? null, m.dataset.claims === undefined ? null : Number(m.dataset.claims)]))""",
    )
    shown: dict[str, dict[str, list[Any]]] = {}
    for layer, feature, styles, claims in found:
        shown.setdefault(layer, {})[feature.removeprefix("place:") if layer == "points" else feature] = [
            styles,
            claims,
        ]
    return shown


def test_every_layer_is_drawn_as_the_data_says(opened: Callable[..., Page], atlas: Dataset) -> None:
    view = View()
    shown = state(opened(atlas, view))
    drawn = map_payload(atlas, view)["layers"]
    for layer in layers().values():
        if layer.every is not None:
            assert shown[layer.id]
        elif layer.draw == "point":
            assert set(shown[layer.id]) == set(drawn[layer.id])
        elif drawn[layer.id]:
            assert shown[layer.id] == {feature: row[:2] for feature, row in drawn[layer.id].items()}


@pytest.mark.parametrize("viewport", [{"width": 1400, "height": 900}, {"width": 390, "height": 844}])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_takes_the_readers_theme(
    opened: Callable[..., Page], atlas: Dataset, viewport: dict[str, int], scheme: str
) -> None:
    page = opened(atlas, View(language="ru"), viewport=viewport, color_scheme=scheme)
    assert page.locator(".atlas-map").get_attribute("data-theme") == scheme
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    overlapping = page.evaluate(
        """() => {
            const shown = [...document.querySelectorAll(".atlas-caption")].filter(c => getComputedStyle(c).visibility !== "hidden");
            const boxes = shown.map(c => [c.textContent, c.getBoundingClientRect()]);
            return boxes.flatMap(([one, a], i) => boxes.slice(i + 1).filter(([, b]) =>
                a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).map(([two]) => [one, two]));
        }"""
    )
    assert overlapping == []
    assert page.locator(".atlas-caption:visible").count() >= 8


@pytest.mark.parametrize("width", [1400, 768, 390])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_member_on_screen_keeps_its_name(
    opened: Callable[..., Page], atlas: Dataset, width: int, language: str
) -> None:
    view = View(language=language)
    page = opened(atlas, view, viewport={"width": width, "height": 900})
    members = {
        code
        for code, row in map_payload(atlas, view)["layers"]["countries"].items()
        if "member" in row[0].split()
    }
    assert {"ARM", "KGZ", "TJK"} <= members
    shown = page.eval_on_selector_all(
        ".atlas-caption",
        "all => all.filter(c => getComputedStyle(c).visibility !== 'hidden').map(c => c.dataset.caption)",
    )
    assert {f"country:{code}" for code in members} <= set(shown)


def test_names_are_there_after_a_zoom(opened: Callable[..., Page], atlas: Dataset) -> None:
    page = opened(atlas, View(position=Position(lon=73.0, lat=40.2, zoom=4)))
    for _ in range(2):
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(400)
    expect(page.locator('[data-caption="country:KGZ"]')).to_be_visible()
    expect(page.locator('[data-caption="country:TJK"]')).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_relief_lies_quietly_between_fills_and_borders(
    opened: Callable[..., Page], atlas: Dataset, scheme: str
) -> None:
    page = opened(atlas, View(), color_scheme=scheme)
    picture = page.locator("img.atlas-picture.atlas-there")
    expect(picture).to_have_count(1)
    relief, _ = atlas.boundaries.relief()
    assert picture.evaluate("p => [p.naturalWidth, p.naturalHeight]") == [relief.width, relief.height]
    page.wait_for_timeout(400)
    assert 0 < float(picture.evaluate("p => getComputedStyle(p).opacity")) <= 0.25
    order = {
        name: int(
            page.evaluate(f"getComputedStyle(document.querySelector('.leaflet-atlas-{name}-pane')).zIndex")
        )
        for name in ("countries", "relief", "lakes", "borders")
    }
    assert order["countries"] < order["relief"] < order["lakes"] < order["borders"]
    # Its corners lie where the box's do, and a click goes through to what is below.
    west, south, east, north = relief.box
    corners = page.evaluate(
        """([s, w, n, e]) => {
            const map = Object.values(window).find(v => v && v.latLngToContainerPoint && v._panes);
            const box = map.getContainer().getBoundingClientRect(), at = document.querySelector(".atlas-picture").getBoundingClientRect();
            const a = map.latLngToContainerPoint([n, w]), b = map.latLngToContainerPoint([s, e]);
            const edge = map.getContainer().clientLeft;
            return [at.left - box.left - edge - a.x, at.top - box.top - edge - a.y, at.right - box.left - edge - b.x, at.bottom - box.top - edge - b.y];
        }""",
        [south, west, north, east],
    )
    assert all(abs(off) <= 1.5 for off in corners), corners
    assert picture.evaluate("p => getComputedStyle(p).pointerEvents") == "none"


def test_click_opens_the_claims_exactly(opened: Callable[..., Page], atlas: Dataset) -> None:
    view = View(language="ru").choose("country", ("KGZ",))
    page = opened(atlas, view)
    mark = page.locator('[data-mark="place:osh"]')
    mark.click()
    found = evidence(atlas, select(atlas, view).claims, "place:osh")
    articles = page.locator(".atlas-panel article")
    expect(articles).to_have_count(len(found))
    for claim, number in zip(found, range(len(found)), strict=True):
        article = articles.nth(number)
        assert article.get_attribute("data-claim") == claim.id
        assert article.locator(".atlas-summary").text_content() == claim.summary["ru"]
        assert claim.mention in article.locator("dd").all_text_contents()
        paragraph = atlas.texts_by_id[claim.text].paragraph(claim.start)
        assert any(
            re.match(rf"абзац {paragraph}\b", text) for text in article.locator("dd").all_text_contents()
        )
    expect(page.locator(".leaflet-popup")).to_contain_text("Ош")
    expect(mark).to_have_attribute("aria-pressed", "true")


def test_keyboard_reaches_and_opens_a_mark(opened: Callable[..., Page], atlas: Dataset) -> None:
    page = opened(atlas, View())
    mark = page.locator('path[data-mark="country:UZB"]')
    label = mark.get_attribute("aria-label")
    assert label
    assert "Uzbekistan" in label
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset?.mark") == "country:UZB":
            break
    else:
        pytest.fail("Tab never reached Uzbekistan")
    page.keyboard.press("Enter")
    expect(page.locator(".atlas-panel h2")).to_have_text("Uzbekistan")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator(".atlas-panel h2")).not_to_have_text("Uzbekistan")


def test_the_map_says_what_it_shows(opened: Callable[..., Page], atlas: Dataset) -> None:
    page = opened(atlas, View())
    told = page.locator(".atlas-hidden [role=img]").get_attribute("aria-label")
    assert told
    assert page.locator(".atlas-sentence").text_content() in told
    items = page.locator(".atlas-hidden li").all_text_contents()
    marks = [
        row
        for layer in layers().values()
        if layer.selects
        for row in map_payload(atlas, View())["layers"][layer.id].values()
        if row[1]
    ]
    assert len(items) == len(marks)


def test_hostile_texts_are_shown_and_nothing_else(opened: Callable[..., Page], poisoned: Dataset) -> None:  # noqa: F811
    page = opened(poisoned, View())
    before = page.evaluate(
        "document.querySelectorAll('img:not(.atlas-picture), iframe, b, a[href^=http]').length"
    )
    seen: set[str] = set()
    for mark in page.locator("[data-mark]:not([data-mark=several])").all():
        mark.dispatch_event("click") if mark.evaluate("m => m.tagName") != "path" else mark.press("Enter")
        seen |= set(page.locator(".atlas-panel .atlas-summary").all_text_contents())
    assert seen == {text for text in HOSTILE if text.strip()}
    assert (
        page.evaluate("document.querySelectorAll('img:not(.atlas-picture), iframe, b, a[href^=http]').length")
        == before
        == 0
    )
    page.locator('[data-mark="place:osh"]').hover()
    tooltips = page.locator(".leaflet-tooltip").all_text_contents()
    assert any(poisoned.place("osh").names["en"] in text for text in tooltips)


def test_fetched_nothing(opened: Callable[..., Page], atlas: Dataset) -> None:
    page = opened(atlas, View())
    assert page.evaluate("performance.getEntriesByType('resource').map(e => e.name)") == []
    assert json.loads(page.evaluate("JSON.stringify(Object.keys(AtlasPage))")) == ["start"]


def test_places_that_share_a_mark_are_chosen_from_a_list(opened: Callable[..., Page], atlas: Dataset) -> None:
    page = opened(atlas, View(), viewport={"width": 390, "height": 844})
    mark = page.locator("[data-mark=several]").first
    places = (mark.get_attribute("data-members") or "").split()
    assert len(places) > 1
    total = sum(len(evidence(atlas, atlas.claims, place)) for place in places)
    assert mark.get_attribute("data-claims") == str(total)
    mark.click()
    choices = page.locator(".atlas-choices button")
    expect(choices).to_have_count(len(places))
    page.wait_for_timeout(500)  # the map moves until the whole list is in sight
    choices.last.click()
    expect(page.locator(".atlas-panel")).to_have_attribute("data-selection", places[-1])
    expect(page.locator(".atlas-panel article")).to_have_count(len(evidence(atlas, atlas.claims, places[-1])))


def test_an_areas_name_opens_it_and_its_country_stays_open_to_clicks(
    opened: Callable[..., Page], atlas: Dataset
) -> None:
    page = opened(atlas, View())
    page.locator('[data-caption="place:central_asia"]').click()
    expect(page.locator(".atlas-panel")).to_have_attribute("data-selection", "place:central_asia")
    box = page.locator('[data-caption="country:KAZ"]').bounding_box()
    assert box
    page.mouse.click(box["x"] - 30, box["y"] + 5)
    expect(page.locator(".atlas-panel")).to_have_attribute("data-selection", "country:KAZ")
