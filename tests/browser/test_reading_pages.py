"""The countries, threats and borders pages in a browser: what a click opens, and what goes on paper."""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

READING = ".st-key-atlas_reading"
PANEL = ".st-key-atlas_evidence .panel"


def settled(page: Page) -> None:
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()
    expect(page.locator('[data-testid="stSkeleton"]')).to_have_count(0)


def test_a_number_of_the_profile_opens_as_many_claims(atlas_server, open_page):
    page = open_page(f"{atlas_server}/countries?sel=country:TJK")
    expect(page.locator(f"{READING} h1")).to_have_text("Tajikistan")
    settled(page)
    figure = page.locator(".atlas-chart").last
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".point").first).to_be_attached()
    number = figure.locator(".textpoint text").first.text_content()
    spot = figure.locator(".points path").first.bounding_box()
    page.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    expect(page).to_have_url(re.compile(r"sel=count(:|%3A)TJK"))
    settled(page)
    expect(page.locator(f"{PANEL} .claim")).to_have_count(int(number))
    expect(page.locator(f"{READING} h1")).to_have_text("Tajikistan")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_profile_prints_on_one_page_without_controls(atlas_server, open_page, scheme):
    page = open_page(f"{atlas_server}/countries?sel=country:KGZ", color_scheme=scheme)
    expect(page.locator(f"{READING} h1")).to_have_text("Kyrgyzstan")
    settled(page)
    page.wait_for_timeout(1000)
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    said = " ".join(paper.pages[0].extract_text().split())
    for wanted in (
        "Kyrgyzstan",
        "999th Air Base Kant",
        "Uzbekistan (Border Troops)",
        "World Factbook",
        "data version",
        # The charts' numbers, which stand behind a click on the page itself.
        "Exposed to it",
        "Interethnic violence",
    ):
        assert wanted in said
    for control in ("Copy link", "Clear", "The same in numbers", "Print this page", "Language"):
        assert control not in said
    # White paper in either theme: the writing is black.
    assert page.evaluate("getComputedStyle(document.body).color") is not None
    page.emulate_media(media="print")
    ink = page.locator(f"{READING} td").first.evaluate("cell => getComputedStyle(cell).color")
    assert ink == "rgb(0, 0, 0)"


@pytest.mark.parametrize(
    ("country", "query", "last"),
    [
        ("RUS", "", "Ukraine"),
        ("TJK", "&lang=ru", "Китай"),
        ("ARM", "&lang=ru&as_of=2023-12-31", "Турция"),
    ],
)
def test_the_longest_profiles_print_on_one_page_and_nothing_is_cut(
    atlas_server, open_page, country, query, last
):
    page = open_page(f"{atlas_server}/countries?sel=country:{country}{query}")
    settled(page)
    expect(page.locator(".atlas-section table").nth(2)).to_be_attached()
    page.wait_for_timeout(1000)
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    said = " ".join(paper.pages[0].extract_text().split())
    assert last in said
    assert "data version" in said or "версия данных" in said
    expect(page.locator(".st-key-atlas_paper_cut")).to_have_count(0)


def test_a_border_picked_in_the_table_opens_its_facts_and_claims(atlas_server, open_page):
    page = open_page(f"{atlas_server}/borders?sel=border:AFG-TJK")
    settled(page)
    expect(page.locator(f"{READING} h2").nth(0)).to_contain_text("Afghanistan – Tajikistan")
    expect(page.locator(".atlas-section table")).to_have_count(1)
    expect(page.locator(f"{PANEL} .claim").first).to_be_visible()


def test_a_link_opens_a_table_of_the_comparison_and_a_tab_goes_into_the_link(atlas_server, open_page):
    page = open_page(f"{atlas_server}/texts?tab=naming")
    settled(page)
    tabs = page.get_by_role("tab")
    expect(tabs.filter(has_text="Who is never named")).to_have_attribute("aria-selected", "true")
    tabs.filter(has_text="Only Lukyanov").click()
    expect(page).to_have_url(re.compile(r"[?&]tab=(first|second)&"))
    settled(page)
    expect(tabs.filter(has_text="Only Lukyanov")).to_have_attribute("aria-selected", "true")
    # A filter changes the number in each label: the tab stays open all the same.
    label = tabs.filter(has_text="Only Lukyanov").inner_text()
    page.goto(f"{page.url}&country=KGZ")
    settled(page)
    chosen = page.get_by_role("tab").filter(has_text="Only Lukyanov")
    expect(chosen).to_have_attribute("aria-selected", "true")
    assert chosen.inner_text() != label
    tabs.filter(has_text="Both say").click()
    expect(page).not_to_have_url(re.compile("tab="))


@pytest.mark.parametrize(("width", "tag"), [(390, "ru"), (768, "en")])
def test_marks_of_neighbouring_columns_do_not_touch(atlas_server, open_page, width, tag):
    page = open_page(f"{atlas_server}/threats?lang={tag}", viewport={"width": width, "height": 900})
    settled(page)
    figure = page.locator(".atlas-chart").first
    expect(figure.locator(".points path").first).to_be_attached()
    boxes = figure.locator(".points path").evaluate_all(
        "all => all.map(one => { const { x, y, width, height } = one.getBoundingClientRect(); return [x, y, width, height]; })"
    )
    assert len(boxes) > 60
    for number, (x, y, wide, high) in enumerate(boxes):
        for x2, y2, wide2, high2 in boxes[number + 1 :]:
            if abs((y + high / 2) - (y2 + high2 / 2)) < 2:
                assert x + wide <= x2 + 1 or x2 + wide2 <= x + 1
    # Each number stays in its mark and can be read.
    sizes = figure.locator(".textpoint text").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 8.5
