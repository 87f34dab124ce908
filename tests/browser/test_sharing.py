"""Cite and export, read in the text, search: what the reader does with a view that is on screen."""

import json
import re

from playwright.sync_api import Page, expect

PANEL = ".st-key-atlas_evidence .panel"
READY = '.atlas-map[data-ready="true"]'


def settled(page: Page) -> None:
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()


def test_a_view_is_cited_and_taken_away(atlas_server, open_page):
    page = open_page(f"{atlas_server}/countries?country=KGZ&at=5.00/41.0000/74.0000", accept_downloads=True)
    settled(page)
    # The tags came with the page, and the page runs as if they were not there.
    assert (
        page.locator('meta[property="og:title"]')
        .get_attribute("content")
        .startswith("65 claims about Kyrgyzstan")
    )
    expect(page.locator("code")).to_have_count(0)
    page.get_by_role("button", name="Cite and export").click()
    cited = page.locator("[data-testid=stPopoverBody]").locator("code").first
    expect(cited).to_contain_text(f"{atlas_server}/countries?country=KGZ&at=5.00/41.0000/74.0000&v=")
    page.get_by_role("tab", name="BibTeX").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download .bib").click()
    assert waiting.value.suggested_filename == "csto-atlas-citation.bib"
    assert waiting.value.path().read_text("utf-8").startswith("@misc{csto-atlas-")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="GeoJSON", exact=True).click()
    own = json.loads(waiting.value.path().read_text("utf-8"))["features"]
    page.get_by_text("Everything", exact=True).click()
    expect(page.get_by_role("button", name="Brief of one country")).to_be_disabled()
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="GeoJSON", exact=True).click()
    everything = json.loads(waiting.value.path().read_text("utf-8"))["features"]
    assert 0 < len(own) < len(everything)


def test_a_claim_is_read_at_its_place_in_its_text(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?country=KGZ&sel=country:KGZ")
    card = page.locator(f"{PANEL} .claim").nth(5)
    claim = card.get_attribute("data-claim")
    link = card.get_by_role("link", name="Read in the text")
    # It can be opened elsewhere too: the address is that of the same passage.
    assert re.search(rf"/texts\?country=KGZ&.*sel=claim%3A{claim}$", link.get_attribute("href"))
    link.click()
    expect(page).to_have_url(re.compile(rf"/texts\?country=KGZ&sel=claim(:|%3A){claim}&v="))
    expect(page.locator(f'.reader [data-claim="{claim}"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"{PANEL} .claim")).to_have_attribute("data-claim", claim)
    expect(page.locator(f"{PANEL} .read")).to_have_count(0)


def test_the_map_goes_to_the_place_that_was_searched_for_and_stays_where_it_is_moved(atlas_server, open_page):
    page = open_page(f"{atlas_server}/")
    expect(page.locator(READY)).to_be_visible()
    settled(page)
    box = page.get_by_role("textbox", name="Search")
    box.fill("Osh")
    box.press("Enter")
    page.get_by_test_id("stSidebar").get_by_role("button", name="Osh", exact=True).click()
    expect(page).to_have_url(re.compile(r"at=7\.00/40\.\d+/7[123]\.\d+"))
    expect(page).to_have_url(re.compile(r"sel=place(:|%3A)osh"))
    settled(page)
    # Gone there once: the reader's own move is not undone by the next rerun.
    page.get_by_role("button", name="Zoom out").click()
    expect(page).not_to_have_url(re.compile(r"at=7\.00"))
    moved = re.search(r"at=[^&]+", page.url).group()
    page.locator(f"{PANEL} .close").click()
    expect(page).not_to_have_url(re.compile("sel="))
    settled(page)
    assert moved in page.url
