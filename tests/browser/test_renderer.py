"""The renderer by itself: the map always equals the data, and changes in place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from geo.model.view import Position, View
from geo.query.filter import filters
from geo.render.bundle import asset, bundled
from geo.render.encode import inert_json
from geo.render.geometry_files import geometry_content, geometry_name, pictures
from geo.render.leaflet_files import leaflet_files
from geo.render.payload import map_payload
from geo.store import Dataset
from tests.browser.test_standalone import state

pytestmark = pytest.mark.browser

NAMES = (
    "atlas_en",
    "atlas_ru",
    "common_far",
    "common_close",
    "recognised_far",
    "recognised_close",
    "defacto_far",
    "defacto_close",
)


@pytest.fixture
def stage(open_page: Callable[..., Page], tmp_path: Path, atlas: Dataset) -> Page:
    """A page with the renderer, every file at hand, and `asked`, `selected` and `moved` to look at."""
    leaflet = leaflet_files()
    files = inert_json({geometry_name(atlas, name): geometry_content(atlas, name) for name in NAMES})
    page = f"""<!DOCTYPE html><meta charset="utf-8"><style>{leaflet["leaflet.css"]}{asset("atlas_map.css")}</style>
    <div id="place"></div><script type="application/json" id="files">{files}</script>
    <script>{leaflet["leaflet.js"]}</script><script>{bundled("renderer.js", "Renderer")}</script>
    <script>
    const files = JSON.parse(document.getElementById("files").textContent);
    const asked = [], pictures = [], selected = [], moved = [];
    const atlas = Renderer.createAtlasMap(document.getElementById("place"), {{
      L, loadGeometry: async (name) => {{ asked.push(name); return files[name]; }},
      pictureUrl: (name) => {{ pictures.push([name, document.querySelector(".atlas-map").dataset.ready]); return null; }},
      onSelect: (one) => selected.push(one), onMove: (at) => moved.push(at) }});
    </script>"""
    path = tmp_path / "stage.html"
    path.write_text(page, "utf-8")
    return open_page(path.as_uri(), offline=True)


def update(page: Page, payload: dict[str, Any]) -> None:
    page.evaluate("payload => atlas.update(payload)", payload)


def expected(payload: dict[str, Any]) -> dict[str, dict[str, list[Any]]]:
    return {
        layer: {feature: row[:2] for feature, row in rows.items()}
        for layer, rows in payload["layers"].items()
        if rows
    }


def test_a_hundred_changes_always_show_the_data_and_remount_nothing(stage: Page, atlas: Dataset) -> None:
    dice = random.Random(20110428)
    options = {
        name: list(part.options(atlas)) for name, part in filters().items() if part.widget == "multiselect"
    }
    update(stage, map_payload(atlas, View()))
    stage.evaluate(
        "() => { for (const m of document.querySelectorAll('[data-layer=countries]')) m.kept = true; }"
    )
    pane = stage.evaluate(
        "() => { atlas.leaflet.setView([41, 70], 5.25, {animate: false}); return atlas.leaflet.getZoom(); }"
    )
    for _ in range(100):
        view = View(language=dice.choice(["en", "ru"]), point_of_view=dice.choice(["recognised", "defacto"]))
        for name in dice.sample(list(options), dice.randint(0, 2)):
            view = view.choose(name, tuple(sorted(dice.sample(options[name], dice.randint(1, 2)))))
        if dice.random() < 0.4:
            view = view.choose("as_of", (f"{dice.randint(1993, 2025)}-06-30",))
        if dice.random() < 0.3:
            view = replace(view, selection=dice.choice(["country:KGZ", "place:osh", "border:AFG-TJK"]))
        payload = map_payload(atlas, view)
        update(stage, payload)
        shown = {layer: rows for layer, rows in state(stage).items() if layer in payload["layers"]}
        wanted = expected(payload)
        # Marks that share a place on screen add up; each of their places is there.
        assert set(shown.pop("points", {})) == set(wanted.pop("points", {}))
        assert shown == wanted
        legend = stage.eval_on_selector_all(
            "[data-legend] li",
            "all => all.map(l => [l.closest('[data-legend]').dataset.legend, l.dataset.token])",
        )
        assert legend == payload["legend"]
    assert stage.evaluate("() => [...document.querySelectorAll('[data-layer=countries]')].every(m => m.kept)")
    assert stage.evaluate("() => atlas.leaflet.getZoom()") == pane


def test_a_value_that_differs_in_a_suffix_is_redrawn(stage: Page, atlas: Dataset) -> None:
    payload = map_payload(atlas, View())
    for token in ("risk_low", "risk_high", "risk_low"):
        payload["layers"]["countries"]["KGZ"][0] = f"member {token}"
        update(stage, payload)
        assert state(stage)["countries"]["KGZ"][0] == f"member {token}"


def test_an_open_popup_survives_and_tells_the_new_numbers(stage: Page, atlas: Dataset) -> None:
    update(stage, map_payload(atlas, View()))
    stage.locator('path[data-mark="country:KGZ"]').press("Enter")
    expect(stage.locator(".leaflet-popup")).to_contain_text("65 claims")
    stage.evaluate("() => { document.querySelector('.leaflet-popup').kept = true; }")
    update(stage, map_payload(atlas, View(language="ru").choose("text", ("trenin-2010",))))
    popup = stage.locator(".leaflet-popup")
    expect(popup).to_contain_text("Киргизия")
    expect(popup).not_to_contain_text("65")
    assert popup.evaluate("p => p.kept")
    assert stage.evaluate("() => selected") == ["country:KGZ"]


@pytest.mark.parametrize(
    ("language", "unit", "nowhere"),
    [("en", "km", "Not on the map: 1 claim"), ("ru", "км", "Нет на карте: 1 утверждение")],
)
def test_units_and_what_stands_nowhere_are_told_in_the_readers_language(
    stage: Page, atlas: Dataset, language: str, unit: str, nowhere: str
) -> None:
    update(stage, map_payload(atlas, View(language=language).choose("threat", ("drug_trafficking",))))
    expect(stage.locator(".leaflet-control-scale-line")).to_have_text(re.compile(rf"^\d+ {unit}$"))
    expect(stage.locator(".atlas-note")).to_contain_text(nowhere)
    update(stage, map_payload(atlas, View(language=language).choose("country", ("KGZ",))))
    expect(stage.locator(".atlas-note")).not_to_contain_text(nowhere)


def test_marks_never_overlap(stage: Page, atlas: Dataset) -> None:
    for view in (
        View(),
        View().choose("country", ("KGZ",)),
        View(language="ru").choose("text", ("trenin-2010",)),
    ):
        for zoom in (2, 2.5, 3, 3.25, 3.5, 4, 4.75, 5.5, 7):
            update(stage, map_payload(atlas, view))
            stage.evaluate("zoom => atlas.restore({ zoom, lat: 44, lon: 68 })", zoom)
            boxes = stage.eval_on_selector_all(
                ".atlas-mark .atlas-face",
                "all => all.map(one => one.getBoundingClientRect()).map(({ left, top, right, bottom }) => [left, top, right, bottom])",
            )
            assert boxes
            for number, (left, top, right, bottom) in enumerate(boxes):
                for other in boxes[:number]:
                    over = (
                        min(right, other[2]) - max(left, other[0]),
                        min(bottom, other[3]) - max(top, other[1]),
                    )
                    assert min(over) < 0.5, (view.filters, zoom, boxes[number], other)


def test_only_the_readers_moves_are_reported(stage: Page, atlas: Dataset) -> None:
    update(stage, map_payload(atlas, View(position=Position(lon=69.5, lat=41.25, zoom=6))))
    zoom, centre = stage.evaluate("() => [atlas.leaflet.getZoom(), atlas.leaflet.getCenter()]")
    pixel = 360 / (256 * 2**6)
    assert zoom == 6
    assert centre == {"lat": pytest.approx(41.25, abs=2 * pixel), "lng": pytest.approx(69.5, abs=2 * pixel)}
    update(stage, map_payload(atlas, View()))
    stage.set_viewport_size({"width": 900, "height": 700})
    stage.wait_for_timeout(300)
    assert stage.evaluate("() => moved") == []
    box = stage.locator(".atlas-canvas").bounding_box()
    assert box
    stage.mouse.move(box["x"] + 500, box["y"] + 300)
    stage.mouse.down()
    stage.mouse.move(box["x"] + 400, box["y"] + 250, steps=6)
    stage.mouse.up()
    stage.wait_for_function("() => moved.length > 0")
    assert stage.evaluate("() => selected") == []


def test_detail_follows_the_zoom_and_is_loaded_when_needed(stage: Page, atlas: Dataset) -> None:
    update(stage, map_payload(atlas, View()))
    close = {geometry_name(atlas, "common_close"), geometry_name(atlas, "recognised_close")}
    assert not close & set(stage.evaluate("() => asked"))
    before = stage.evaluate("() => document.querySelector('path[data-feature=KGZ]').getAttribute('d').length")
    stage.evaluate("() => atlas.leaflet.setView([41, 73], 7, {animate: false})")
    expect(stage.locator(".atlas-map[data-level=close]")).to_be_visible()
    assert close <= set(stage.evaluate("() => asked"))
    after = stage.evaluate("() => document.querySelector('path[data-feature=KGZ]').getAttribute('d').length")
    assert after > 1.5 * before
    stage.evaluate("() => atlas.leaflet.setView([41, 73], 4, {animate: false})")
    expect(stage.locator(".atlas-map[data-level=far]")).to_be_visible()
    assert len(stage.evaluate("() => asked")) == len(set(stage.evaluate("() => asked")))


def test_a_picture_is_asked_for_once_after_the_map_is_drawn(stage: Page, atlas: Dataset) -> None:
    update(stage, map_payload(atlas, View()))
    stage.wait_for_function("() => pictures.length > 0")
    update(stage, map_payload(atlas, View(language="ru", point_of_view="defacto")))
    stage.wait_for_timeout(200)
    assert stage.evaluate("() => pictures") == [[name, "true"] for name in pictures(atlas)]


def test_a_file_that_cannot_be_had_is_said(stage: Page, atlas: Dataset) -> None:
    payload = map_payload(atlas, View())
    payload["files"]["far"] = ["missing.json", payload["files"]["far"][0]]
    stage.evaluate(
        "payload => { files['missing.json'] = Promise.reject(new Error('404')); return atlas.update(payload); }",
        payload,
    )
    expect(stage.locator(".atlas-message")).to_be_visible()
    update(stage, map_payload(atlas, View()))
    expect(stage.locator(".atlas-message")).to_be_hidden()


def test_destroyed_maps_leave_nothing(stage: Page, atlas: Dataset) -> None:
    update(stage, map_payload(atlas, View()))
    stage.evaluate("() => atlas.destroy()")
    assert stage.evaluate("() => document.getElementById('place').childNodes.length") == 0
