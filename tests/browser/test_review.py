"""From an article to a shared map in a real browser: keys, relocating, reload, sharing, a fresh reader."""

import io
import os
import re
import time
import zipfile
from unittest import mock

import pytest
from playwright.sync_api import Page, expect

from geo.ui.packs import FRESH
from tests.browser.conftest import serving

ARTICLE = """A quarrel at the fence

Border guards clashed near Batken on Monday. Drug traffickers cross from Badakhshan into Tajikistan.
The Osh region fears renewed ethnic violence. Unrest in the Fergana Valley may spread to Andijan. <img src=x onerror=alert(1)>
The CSTO summit discussed the Tajik-Afghan border. Russia should reinforce its base near Dushanbe. ![x](https://example.org/x.png)
"""
TEXT = ".review"


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory):
    """The atlas with a store that keeps what readers share."""
    folder = tmp_path_factory.mktemp("review")
    named = {"ATLAS_UPLOADS": "shared", "ATLAS_DATABASE_URL": f"sqlite:///{folder}/packs.sqlite3"}
    with mock.patch.dict(os.environ, named), serving(folder) as address:
        yield address


def settled(page: Page) -> None:
    """Wait until the server has answered every step and the page stands still."""
    page.wait_for_timeout(200)  # a change has to reach the server before its run can be waited for
    expect(page.locator(TEXT)).to_have_attribute("data-pending", "0")
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()


def bring(page: Page, article: str = ARTICLE) -> None:
    page.get_by_role("textbox", name="Text of the article").fill(article)
    page.get_by_role("button", name="Read the text").click()
    expect(page.locator(f"{TEXT} mark").first).to_be_visible()
    settled(page)


def fill(page: Page, name: str, value: str) -> None:
    page.get_by_role("textbox", name=name, exact=False).fill(value)
    page.keyboard.press("Tab")
    settled(page)


def current(page: Page) -> str:
    return page.locator(TEXT).get_attribute("data-current")


def decide(page: Page) -> None:
    """Accept, accept, reject by keys, faster than any server answers; then think again about the last."""
    for key in "aar":
        page.keyboard.press(key)
    expect(page.locator(".progress")).to_have_text(re.compile("^3 of"))
    settled(page)
    assert page.locator("mark.accepted").count() > 0
    assert page.locator("mark.rejected").count() > 0
    assert current(page) == "draft-004"
    page.keyboard.press("k")
    page.keyboard.press("u")
    expect(page.locator(".progress")).to_have_text(re.compile("^2 of"))
    settled(page)
    page.keyboard.press("a")
    expect(page.locator(".progress")).to_have_text(re.compile("^3 of"))
    settled(page)


def relocate(page: Page) -> None:
    """Put the first claim on another place, found by its name in Russian letters."""
    page.locator('mark[data-claim="draft-001"]').first.click()
    settled(page)
    fill(page, "Find another place", "Бишкек")
    page.get_by_role("button", name=re.compile("^Bishkek.*settlement")).click()
    settled(page)
    expect(page.locator(f"{TEXT} .card")).to_contain_text("Bishkek (settlement)")
    expect(page.locator('.st-key-review_side [data-members*="place:geonames_1528675"]')).to_be_visible()


def take_away(page: Page) -> None:
    for name, value in (("Author", "Ada Example"), ("Publisher", "Example Press"), ("Date", "2024-05")):
        fill(page, name, value)
    page.get_by_text("Take it away").click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Text folder (ZIP)").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as packed:
        assert "texts/example-2024/claims.json" in packed.namelist()
        assert "places/geonames_1528675.json" in packed.namelist()
        assert "clashed near" not in "".join(packed.read(name).decode() for name in packed.namelist())


def share(page: Page) -> tuple[str, str]:
    """Share the draft with its candidates, and return link and key."""
    page.get_by_text("Share it", exact=True).click()
    settled(page)
    page.get_by_text("Share candidates that are not reviewed yet too").click()
    settled(page)
    page.get_by_role("button", name="Share and get the link").click()
    codes = page.locator(".st-key-review_shared code")
    expect(codes).to_have_count(2)
    link, token = (code.inner_text().strip() for code in codes.all())
    assert "pack=" in link
    assert "draft=" not in link
    assert token not in link
    return link, token


def seen_by_others(open_page, link: str) -> None:
    """A fresh reader: reviewed marks are solid, the others hollow, and both lead to their claims."""
    fresh = open_page(link)
    expect(fresh.locator(".st-key-atlas_pack")).to_contain_text("A quarrel at the fence")
    expect(fresh.locator('[data-members*="place:geonames_1528675"]').first).to_be_visible()
    expect(fresh.locator('.atlas-mark[data-status="candidate"]').first).to_be_visible()
    expect(fresh.locator('[data-legend="points"] [data-token="candidate"]')).to_be_attached()
    expect(fresh.locator(".table").first).to_contain_text("reviewed")
    opened = open_page(f"{link}&sel=place:geonames_1528675")
    panel = opened.locator(".panel")
    expect(panel).to_contain_text("Batken")
    expect(panel).not_to_contain_text("candidate, not reviewed")
    expect(panel).not_to_contain_text("clashed near")
    expect(opened).to_have_url(re.compile("pack="))
    # A filter keeps the pack, also on the map that the browser asks for by itself.
    opened.get_by_role("checkbox", name=re.compile("^Uzbekistan")).first.check()
    expect(opened).to_have_url(re.compile("country=UZB"))
    expect(opened).to_have_url(re.compile("pack="))
    expect(opened.locator(".st-key-atlas_pack")).to_be_visible()
    expect(opened.locator('.atlas-mark[data-status="candidate"]').first).to_be_visible()


def delete(page: Page, link: str, token: str) -> None:
    """Delete the pack, which takes the right key."""
    page.get_by_text("Delete a text that you shared").click()
    fill(page, "Its link", link)
    fill(page, "Your key", "wrong" * 5)
    page.get_by_role("button", name="Delete it for everybody").click()
    expect(page.get_by_text(re.compile("not the owner"))).to_be_visible()
    fill(page, "Your key", token)
    page.get_by_role("button", name="Delete it for everybody").click()
    expect(page.get_by_text("The text has been deleted")).to_be_visible()


def test_from_an_article_to_a_map_that_others_see(shared_server, open_page):
    page = open_page(f"{shared_server}/review", accept_downloads=True)
    bring(page)
    expect(page).to_have_url(re.compile("draft="))
    expect(page.locator(".progress")).to_have_text(re.compile(r"^0 of \d+ reviewed$"))
    # Text of the article stays text.
    expect(page.locator(f"{TEXT} .body")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(f"{TEXT} img").count() == 0
    # Nobody has looked at any of it: every mark on the map is hollow.
    marks = page.locator(".st-key-review_side .atlas-mark")
    expect(marks.first).to_be_visible()
    assert {mark.get_attribute("data-status") for mark in marks.all()} == {"candidate"}
    decide(page)
    relocate(page)
    # A reload, and the same draft in another browser.
    page.reload()
    expect(page.locator(".progress")).to_have_text(re.compile("^3 of"))
    page.locator('mark[data-claim="draft-001"]').first.click()
    expect(page.locator(f"{TEXT} .card")).to_contain_text("Bishkek (settlement)")
    expect(open_page(page.url).locator(".progress")).to_have_text(re.compile("^3 of"))
    take_away(page)
    link, token = share(page)
    seen_by_others(open_page, link)
    delete(page, link, token)
    time.sleep(FRESH + 0.5)
    gone = open_page(link)
    expect(gone.locator(".st-key-atlas_notices")).to_contain_text("There is no such text here")
    expect(gone.locator(".leaflet-container")).to_be_visible()
    expect(gone).not_to_have_url(re.compile("pack="))


def test_a_point_on_the_map_by_a_click(shared_server, open_page):
    page = open_page(f"{shared_server}/review")
    bring(page)
    page.get_by_text("Or a point on the map").click()
    page.get_by_text("Place it by a click on the map").click()
    settled(page)
    canvas = page.locator(".st-key-review_side .atlas-canvas")
    expect(page.locator(".st-key-review_side .atlas-picking")).to_be_visible()
    box = canvas.bounding_box()
    # Wherever the middle of the map is: it looks at the claims, which lie in Central Asia.
    page.mouse.click(box["x"] + 0.6 * box["width"], box["y"] + 0.55 * box["height"])
    expect(page.locator(f"{TEXT} .card")).to_contain_text("(point ")
    settled(page)
    assert page.locator('.st-key-review_side [data-members*="place:point_"]').count() == 1


def test_a_claim_that_the_machine_missed_is_added_from_marked_words(shared_server, open_page):
    page = open_page(f"{shared_server}/review")
    bring(page)
    found = int(page.locator(".progress").inner_text().split()[2])
    shown = page.locator(f"{TEXT} mark.current")
    title = page.locator(f"{TEXT} .block").first
    assert title.locator("mark").count() == 0
    title.select_text()
    page.keyboard.press("c")
    expect(shown).to_have_text(["A quarrel at the fence"])
    settled(page)
    expect(page.locator(".progress")).to_have_text(f"0 of {found + 1} reviewed")
    expect(page.locator(".st-key-review_editor")).to_contain_text("You added this claim")
    page.keyboard.press("a")
    settled(page)
    # One word within a candidate's passage, marked by hand, and the button; the keyboard alone adds a second claim there.
    page.locator(f"{TEXT} mark", has_text="The CSTO summit discussed").first.dblclick(
        position={"x": 60, "y": 8}
    )
    page.get_by_role("button", name="Add a claim").click()
    expect(shown).to_have_text([re.compile(r"^\w+$")])
    settled(page)
    page.keyboard.press("c")
    expect(page.locator(".progress")).to_have_text(f"1 of {found + 3} reviewed")
    settled(page)
    page.reload()
    expect(title.locator("mark.accepted")).to_have_text("A quarrel at the fence")
    expect(page.locator(".progress")).to_have_text(f"1 of {found + 3} reviewed")


def test_keys_do_not_work_in_fields_or_when_switched_off(shared_server, open_page):
    page = open_page(f"{shared_server}/review")
    bring(page)
    page.get_by_role("textbox", name="Summary in English").click()
    page.keyboard.type(" aarr")
    page.locator(f"{TEXT} .body").click(position={"x": 2, "y": 2})
    settled(page)
    expect(page.locator(".progress")).to_have_text(re.compile("^0 of"))
    page.get_by_label("Keys work").uncheck()
    page.locator(f"{TEXT} .body").focus()
    page.keyboard.press("a")
    page.wait_for_timeout(500)
    expect(page.locator(".progress")).to_have_text(re.compile("^0 of"))
    page.reload()
    expect(page.get_by_label("Keys work")).not_to_be_checked()
    expect(page.get_by_role("textbox", name="Summary in English")).to_have_value(re.compile("aarr"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_sticks_out(shared_server, open_page, scheme):
    page = open_page(
        f"{shared_server}/review?lang=ru", viewport={"width": 390, "height": 844}, color_scheme=scheme
    )
    page.get_by_role("textbox", name="Текст статьи").fill(ARTICLE)
    page.get_by_role("button", name="Прочесть текст").click()
    expect(page.locator(f"{TEXT} mark").first).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Принять").click()
    expect(page.locator(".progress")).to_have_text(re.compile("^Проверено 1 из"))
    settled(page)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    for part in (TEXT, ".st-key-review_side .leaflet-container", ".st-key-review_editor"):
        box = page.locator(part).first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert all(button.bounding_box()["height"] >= 40 for button in page.locator(f"{TEXT} .act").all())


def test_twenty_kilobytes_are_on_the_map_within_seconds(shared_server, open_page):
    page = open_page(f"{shared_server}/review")
    article = (ARTICLE * (20_000 // len(ARTICLE) + 1))[:20_000]
    page.get_by_role("textbox", name="Text of the article").fill(article)
    begin = time.monotonic()
    page.get_by_role("button", name="Read the text").click()
    expect(page.locator(f"{TEXT} mark").first).to_be_visible()
    expect(page.locator(".st-key-review_side .atlas-mark").first).to_be_visible()
    # Two to three seconds where nothing else runs; the reader asks for a minute.
    assert time.monotonic() - begin < 20
