"""The reader in a real browser: marks to the character, clicks, steps, hostile text; the frame; the play button."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo.model.claim import digest
from tests.browser.conftest import serving

TEXT = "trenin-2010"


@pytest.fixture(scope="module")
def held_server(tmp_path_factory):
    """The atlas with a text at hand: words of ours in its length, each passage hashed anew."""
    root = Path(__file__).parents[2]
    folder = tmp_path_factory.mktemp("held")
    data = folder / "data"
    shutil.copytree(root / "data", data, ignore=shutil.ignore_patterns("text.txt"))
    path = data / "texts" / TEXT / "claims.json"
    claims = json.loads(path.read_text("utf-8"))
    # Characters beyond the basic plane, and what must stay text.
    pattern = "𝄞 <img src=x onerror=alert(1)> {{ 7*7 }} & word after word "
    content = (pattern * 200)[: max(claim["end"] for claim in claims) + 40]
    for claim in claims:
        claim["sha256"] = digest(content[claim["start"] : claim["end"]])
    path.write_text(json.dumps(claims, ensure_ascii=False), "utf-8")
    (data / "texts" / TEXT / "text.txt").write_bytes(content.encode())
    with serving(folder, data=data) as address:
        yield address, content, claims


def selected(page):
    return parse_qs(urlsplit(page.url).query).get("sel", [None])[0]


def test_passages_are_marked_to_the_character_and_text_stays_text(held_server, open_page):
    address, content, claims = held_server
    claim = claims[20]
    page = open_page(f"{address}/texts?sel=claim:{claim['id']}")
    expect(page.locator("mark.selected").first).to_be_visible()
    marked = "".join(page.locator("mark.selected").all_text_contents())
    assert marked == content[claim["start"] : claim["end"]]
    assert page.locator(".reader img").count() == 0
    # The selected passage is brought into view, also far down in the text.
    last = claims[-1]
    page = open_page(f"{address}/texts?sel=claim:{last['id']}")
    expect(page.locator("mark.selected").first).to_be_in_viewport()


def test_a_click_opens_the_claim_and_the_steps_go_through_the_text(held_server, open_page):
    address, _content, claims = held_server
    page = open_page(f"{address}/texts")
    page.locator("mark").first.click()
    expect(page).to_have_url(re.compile(f"sel=claim%3A{claims[0]['id']}"))
    expect(page.locator(".panel")).to_contain_text(claims[0]["id"])
    page.get_by_role("button", name="Next passage").click()
    expect(page).to_have_url(re.compile(f"sel=claim%3A{claims[1]['id']}"))
    expect(page.locator(".position")).to_have_text(f"Passage 2 of {len(claims)}")
    page.get_by_role("button", name="Previous passage").click()
    expect(page).to_have_url(re.compile(f"sel=claim%3A{claims[0]['id']}"))
    expect(page.get_by_role("button", name="Previous passage")).to_be_disabled()


def test_words_of_several_claims_go_from_one_to_the_next(held_server, open_page):
    address, _content, claims = held_server
    twin = next(
        (one, two) for one in claims for two in claims
        if one["id"] < two["id"] and (one["start"], one["end"]) == (two["start"], two["end"])
    )  # fmt: skip
    page = open_page(f"{address}/texts?sel=claim:{twin[0]['id']}")
    page.locator("mark.selected").first.click()
    expect(page).to_have_url(re.compile("sel="))
    opened = {twin[0]["id"]}
    for _step in range(6):
        page.wait_for_timeout(400)
        opened.add(selected(page).removeprefix("claim:"))
        page.locator("mark.selected").first.click()
    assert twin[1]["id"] in opened


def test_the_map_opens_on_the_claim_and_comes_back(held_server, open_page):
    address, _content, claims = held_server
    claim = claims[4]
    page = open_page(f"{address}/texts?sel=claim:{claim['id']}")
    page.get_by_role("link", name="Show on the map").click()
    expect(page.locator(".leaflet-container")).to_be_visible()
    expect(page).to_have_url(re.compile(f"/\\?.*sel=claim%3A{claim['id']}"))
    page.get_by_role("link", name="Texts", exact=True).click()
    expect(page.locator("mark.selected").first).to_be_in_viewport()


def test_without_the_text_the_outline_can_be_worked_by_keyboard(atlas_server, open_page):
    page = open_page(f"{atlas_server}/texts")
    chip = page.locator(".outline .chip").nth(2)
    expect(chip).to_be_visible()
    chip.focus()
    page.keyboard.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert selected(page) == f"claim:{TEXT}-003"
    assert page.locator("mark").count() == 0


def test_in_a_frame_there_is_the_map_and_a_link(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?embed=true&country=KGZ")
    expect(page.locator(".leaflet-container")).to_be_visible()
    expect(page.locator("[data-testid=stSidebar]")).to_have_count(0)
    expect(page.get_by_role("link", name="Map", exact=True)).to_have_count(0)
    link = page.get_by_role("link", name="Open the full view")
    assert "country=KGZ" in link.get_attribute("href")
    assert "embed" not in link.get_attribute("href")


def test_the_years_play_and_stop(atlas_server, open_page):
    page = open_page(f"{atlas_server}/lookback?as_of=2000")
    page.get_by_role("button", name="Play year by year").click()
    expect(page).to_have_url(re.compile("as_of=2001-12-31"))
    expect(page).to_have_url(re.compile("as_of=2002-12-31"))
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Play year by year")).to_be_visible()
    stood = page.url
    page.wait_for_timeout(4500)
    assert page.url == stood
