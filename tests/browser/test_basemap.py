"""An online basemap: asked for only where the deployer names one, and then its makers are named."""

import io

from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import serving

READY = ".atlas-map[data-ready=true]"


def tile() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (256, 256), "#8899AA").save(written, "PNG")
    return written.getvalue()


def test_tiles_come_from_the_named_host_with_attribution(chromium, tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_BASEMAP_URL", "https://tiles.example.org/{z}/{x}/{y}.png")
    monkeypatch.setenv("ATLAS_BASEMAP_ATTRIBUTION", "© Example Mappers <b>")
    asked: list[str] = []
    refused: list[str] = []
    with serving(tmp_path) as address:
        context = chromium.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        page.on("console", lambda said: refused.append(said.text) if "tiles.example" in said.text else None)

        def answer(route):
            asked.append(route.request.url)
            route.fulfill(body=tile(), content_type="image/png")

        context.route("https://tiles.example.org/**", answer)
        page.goto(f"{address}/?country=KGZ")
        expect(page.locator(READY)).to_be_visible()
        expect(page.locator(f"{READY} .atlas-basemap img.leaflet-tile-loaded").first).to_be_attached()
        expect(page.locator(f"{READY} .atlas-note")).to_contain_text("© Example Mappers <b>")
        context.close()
    assert asked
    assert refused == []
