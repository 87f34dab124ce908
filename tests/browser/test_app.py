"""What a reader does: open a link, change a filter, click on the map, send the link on."""

import os
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from .conftest import serving

READY = '.atlas-map[data-ready="true"]'
LINK = "?country=KGZ&threat=interethnic_violence&lang=ru"


def ready(page: Page) -> None:
    """Wait until Streamlit's page stands, with the map that was drawn before it."""
    expect(page.locator(READY)).to_be_visible()
    expect(page.locator(".atlas-first")).to_have_count(0)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the script has run to its end."""
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()


def sentence(page: Page):
    return page.locator(".st-key-atlas_sentence")


def query(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def marks(page: Page) -> dict[str, tuple[str | None, str | None]]:
    """Return each mark on the map with its style and its number of claims."""
    found: dict[str, tuple[str | None, str | None]] = page.eval_on_selector_all(
        f"{READY} [data-mark]",
        "all => Object.fromEntries(all.map(m => [m.dataset.mark, [m.dataset.style ?? null, m.dataset.claims ?? null]]))",
    )
    return found


def choose(page: Page, label: str, option: str) -> None:
    """Choose one more option of a filter in the sidebar."""
    group = page.locator("details[data-filter]").filter(has=page.get_by_text(label, exact=True).first)
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.get_by_text(option, exact=True).last.click()


def test_a_link_opens_its_view_and_the_changed_view_has_a_link_of_its_own(atlas_server, open_page):
    page = open_page(f"{atlas_server}/{LINK}")
    ready(page)
    expect(sentence(page)).to_contain_text("Киргизия")
    expect(sentence(page)).to_contain_text("Межэтническое насилие")
    before = marks(page)
    assert before["country:KGZ"][1] == "8"
    revision = int(page.locator(READY).get_attribute("data-revision"))
    choose(page, "Модальность", "Прогноз")
    expect(page).to_have_url(re.compile("modality=forecast"))
    expect(sentence(page)).to_contain_text("Прогноз")
    settled(page)
    # The map counts its drawings: the same map, drawn once more.
    expect(page.locator(READY)).to_have_attribute("data-revision", str(revision + 1))
    after = marks(page)
    assert after != before
    assert query(page)["country"] == "KGZ"
    assert query(page)["threat"] == "interethnic_violence"
    assert query(page)["lang"] == "ru"
    other = open_page(page.url)
    ready(other)
    expect(sentence(other)).to_have_text(sentence(page).inner_text())
    assert marks(other) == after


def test_a_mark_opens_its_evidence_and_closing_it_leaves_the_rest(atlas_server, open_page):
    page = open_page(f"{atlas_server}/{LINK}")
    ready(page)
    expect(page.locator("section.panel")).to_have_count(0)
    page.locator(f'{READY} [data-mark="country:KGZ"]').first.dispatch_event("click")
    panel = page.locator("section.panel")
    expect(panel.locator("h2")).to_have_text("Киргизия")
    expect(panel.locator("article.claim")).to_have_count(8)
    assert query(page)["sel"] == "country:KGZ"
    # Beside the map on a wide screen.
    assert panel.bounding_box()["x"] > page.locator(READY).bounding_box()["x"] + 300
    panel.locator("button.only").first.click()
    expect(panel.locator("article.claim")).to_have_count(1)
    assert query(page)["sel"].startswith("claim:")
    panel.locator("button.close").click()
    expect(panel).to_have_count(0)
    expect(page).not_to_have_url(re.compile("sel="))
    assert query(page)["country"] == "KGZ"
    # The same mark opens again.
    page.locator(f'{READY} [data-mark="country:KGZ"]').first.dispatch_event("click")
    expect(panel.locator("article.claim")).to_have_count(8)


def test_chart_and_table_open_evidence_and_open_it_again(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?country=KGZ", viewport={"width": 1400, "height": 2600})
    ready(page)
    title = page.locator("section.panel h2")
    close = page.locator("section.panel button.close")
    point = page.locator(".atlas-chart").locator(".scatterlayer .point").first
    row = page.get_by_role("grid").first.get_by_role("row").nth(1)
    for _ in range(2):
        point.click(force=True)
        expect(title).to_contain_text("Afghanistan · ")
        assert query(page)["sel"].startswith("cell:AFG/")
        close.click()
        expect(title).to_have_count(0)
    settled(page)
    for _ in range(2):
        row.click()
        expect(title).to_contain_text("Claim trenin-2010-")
        close.click()
        expect(title).to_have_count(0)
        settled(page)


def test_the_map_is_kept_and_its_position_stays_in_the_link(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?at=5.00/41.0000/70.0000")
    ready(page)
    drawn = page.locator(READY).element_handle()
    page.locator(".leaflet-control-zoom-in").click()
    expect(page).to_have_url(re.compile(r"at=5\.[1-9]|at=6"))
    page.wait_for_timeout(500)
    there = query(page)["at"]
    choose(page, "Country", "Armenia")
    expect(page).to_have_url(re.compile("country=ARM"))
    settled(page)
    page.wait_for_timeout(300)
    assert query(page)["at"] == there
    # The same map, not another one in its place.
    assert drawn.evaluate("element => element.isConnected")
    other = open_page(page.url)
    ready(other)
    assert query(other)["at"] == there


def test_back_and_forward_and_the_other_page_keep_the_view(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?country=KGZ&lang=ru")
    ready(page)
    choose(page, "Страна", "Армения")
    expect(page).to_have_url(re.compile("country=ARM"))
    settled(page)
    page.go_back()
    expect(page).not_to_have_url(re.compile("ARM"))
    expect(sentence(page)).not_to_contain_text("Армения")
    expect(sentence(page)).to_contain_text("Киргизия")
    settled(page)
    page.get_by_role("link", name="Данные и метод").click()
    expect(page.get_by_role("heading", name="Данные и метод")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/data\?.*country=KGZ"))
    other = open_page(page.url)
    expect(other.get_by_role("heading", name="Данные и метод")).to_be_visible()
    expect(other.locator("[data-filter=country] .said").get_by_text("Киргизия")).to_be_visible()
    page.get_by_role("link", name="Карта").click()
    ready(page)
    expect(sentence(page)).to_contain_text("Киргизия")


def test_copy_link_says_what_it_did(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?country=KGZ", permissions=["clipboard-read", "clipboard-write"])
    ready(page)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    # The page may write the clipboard, not read it: its own headers forbid that.
    field = page.get_by_label("Search", exact=True)
    field.press("Control+V")
    expect(field).to_have_value(page.url[:80])
    refused = open_page(f"{atlas_server}/?country=KGZ")
    ready(refused)
    refused.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    refused.get_by_role("button", name="Copy link").click()
    expect(refused.get_by_label("Address of this view")).to_have_value(refused.url)


STRICT = """
import streamlit as st
from starlette.middleware import Middleware

from geo.ui.server import SCRIPT, lifespan, routes


class Strict:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def marked(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"content-security-policy", b"script-src 'self'")]
            await send(message)

        await self.app(scope, receive, marked)


app = st.App(SCRIPT, routes=routes(), lifespan=lifespan, middleware=[Middleware(Strict)])
"""


def test_the_page_works_where_only_its_own_script_files_may_run(tmp_path, open_page):
    script = tmp_path / "strict.py"
    script.write_text(STRICT, "utf-8")
    with serving(tmp_path, script=script) as address:
        page = open_page("about:blank")
        refused = []
        page.on(
            "console",
            lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None,
        )
        page.goto(f"{address}/?country=KGZ")
        ready(page)
        page.locator(f'{READY} [data-mark="country:KGZ"]').first.dispatch_event("click")
        expect(page.locator("section.panel article.claim")).not_to_have_count(0)
        expect(page.get_by_role("button", name="Copy link")).to_be_visible()
        page.locator(".atlas-chart").scroll_into_view_if_needed()
        expect(page.locator(".atlas-chart svg").first).to_be_visible()
        # Streamlit's page holds one inline script, a flag for crawlers; nothing of ours is refused.
        assert len(refused) == 1
        assert "inline script" in refused[0]


def test_the_map_can_be_downloaded(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?country=KGZ")
    ready(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download map").click()
    content = Path(download.value.path()).read_text("utf-8")
    assert download.value.suggested_filename.endswith(".html")
    assert "Kyrgyzstan" in content


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`${alert(1)}` {{ 7*7 }} {% if %}",
    "![](https://example.org/x.png)",
]


def test_hostile_text_is_shown_as_text_everywhere(tmp_path, data_copy, open_page):
    folder, edit = data_copy
    text = " ".join(HOSTILE)
    claim = edit(5, summary={"en": text, "ru": text}, mention=text[:80], voice=text)
    place = folder / "places" / "southern_kyrgyzstan.json"
    place.write_text(place.read_text("utf-8").replace('"Southern Kyrgyzstan"', f'"{text}"'), "utf-8")
    # The chart shows no claim's words, only names of countries and threats.
    label = "<b>x</b> {{ 7*7 }} ${1} <a href='https://example.org'>y</a>"
    threats = folder / "taxonomy" / "threats.toml"
    named = re.sub(r'en = "Interethnic violence"', f'en = "{label}"', threats.read_text("utf-8"))
    assert label in named
    threats.write_text(named, "utf-8")
    with serving(tmp_path, data=folder) as address:
        page = open_page(f"{address}/?country=KGZ&sel=claim:{claim}")
        ready(page)
        panel = page.locator("section.panel")
        expect(panel.locator(".summary")).to_have_text(text)
        expect(panel.locator("dd", has_text=text[:80])).not_to_have_count(0)
        page.locator(f'{READY} [data-mark="place:southern_kyrgyzstan"]').first.dispatch_event("mouseover")
        expect(page.locator(f"{READY} .atlas-tooltip")).to_contain_text(text)
        expect(page.get_by_role("gridcell").filter(has_text=text)).not_to_have_count(0)
        page.locator(".atlas-chart").scroll_into_view_if_needed()
        ticks = page.locator(".js-plotly-plot .ytick text")
        expect(ticks.first).to_be_attached()
        shown = ["".join(tick.split()) for tick in ticks.all_text_contents()]
        assert any("".join(label.split()).startswith(tick) and len(tick) > 20 for tick in shown), shown
        assert page.locator(".js-plotly-plot a[href], .js-plotly-plot .ytick b").count() == 0
        assert any(text in (label or "") for label in page.eval_on_selector_all(
            f"{READY} [data-mark]", "all => all.map(m => m.getAttribute('aria-label'))"
        ))  # fmt: skip
        assert page.locator("img[src='x'], img[src*='example.org']").count() == 0
        page.goto(f"{address}/?sel=place:southern_kyrgyzstan&threat={HOSTILE[3]}")
        ready(page)
        expect(page.locator("section.panel h2")).to_have_text(text)
        expect(page.get_by_text("![](https://example.org/x.png)").first).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download map").click()
        alone = tmp_path / "map.html"
        download.value.save_as(alone)
        assert "{{ 7*7 }}" not in alone.read_text("utf-8")


def test_broken_data_is_a_readable_page(tmp_path, data_copy, open_page):
    folder, edit = data_copy
    claim = edit(0, kind="nonsense")
    with serving(tmp_path, data=folder) as address:
        page = open_page(address)
        expect(page.get_by_text("The data can’t be read")).to_be_visible()
        expect(page.get_by_text(f"texts/trenin-2010/claims.json:{claim}: kind expected")).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.slow
def test_everything_works_below_a_base_path(tmp_path, open_page):
    with serving(tmp_path, base="deep/atlas") as address:
        page = open_page(f"{address}/{LINK}")
        ready(page)
        expect(sentence(page)).to_contain_text("Киргизия")
        page.locator(f'{READY} [data-mark="country:KGZ"]').first.dispatch_event("click")
        expect(page.locator("section.panel article.claim")).to_have_count(8)
        page.get_by_role("link", name="Данные и метод").click()
        expect(page).to_have_url(re.compile(r"/deep/atlas/data\?.*country=KGZ"))


WIDTHS = {1400: 900, 768: 1024, 390: 844}


@pytest.mark.skipif("ATLAS_SCREENSHOTS" not in os.environ, reason="ATLAS_SCREENSHOTS names no folder")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", ["en", "ru"])
def test_screenshots(atlas_server, open_page, width, scheme, tag):
    folder = Path(os.environ["ATLAS_SCREENSHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    views = {
        "map": f"/?lang={tag}",
        "evidence": f"/?lang={tag}&country=KGZ&threat=interethnic_violence&sel=country:KGZ",
        "data": f"/data?lang={tag}",
    }
    for name, address in views.items():
        page = open_page(
            atlas_server + address, viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme
        )
        if name == "data":
            expect(page.get_by_role("heading").first).to_be_visible()
            settled(page)
        else:
            ready(page)
        page.wait_for_timeout(600)
        # Nothing may be wider than the screen.
        main = page.get_by_test_id("stMain")
        assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
        page.screenshot(path=folder / f"{name}-{width}-{scheme}-{tag}.png")
