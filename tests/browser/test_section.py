"""The sections of the pages that are read: their texts are only texts, their tables tables."""

import pytest
from playwright.sync_api import Page, expect

from tests.render.conftest import HOSTILE

DRAW = """async (data) => {
  const { default: section } = await import("/_stcore/bidi-components/geo.section/section.js");
  const place = document.querySelector("#tried") ?? document.createElement("div");
  place.id = "tried";
  document.body.append(place);
  for (const one of data) section({ data: [JSON.stringify(one)], parentElement: place });
}"""


def data(text="said", url="https://a.example/b", **more):
    table = {
        "kind": "table",
        "columns": [text, "other"],
        "rows": [[text, text]],
        "fold": text,
        "on_paper": True,
    }
    lines = {"kind": "lines", "lines": [{"text": text}, {"text": text, "url": url}]}
    return {"language": "en", "heading": text, "anchor": "tried-heading", "help": text, "parts": [table, lines], **more}  # fmt: skip


@pytest.fixture
def page(atlas_server, open_page):
    found = open_page(f"{atlas_server}/countries?sel=country:KGZ")
    expect(found.locator(".atlas-section").last).to_be_visible()
    return found


def draw(page: Page, *given):
    page.evaluate(DRAW, list(given))
    return page.locator("#tried > .atlas-section")


def test_whatever_a_text_holds_it_is_shown_as_it_is(page):
    for text in HOSTILE:
        shown = draw(page, data(text))
        assert shown.locator("h2").text_content() == text
        assert shown.locator(".help").text_content() == text
        assert shown.locator("td").all_text_contents() == [text, text]
        assert shown.locator("th").first.text_content() == text
        assert shown.locator("summary").text_content() == text
        assert shown.locator(".lines p").first.text_content() == text
        assert shown.locator("script, img, iframe, style").count() == 0


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://a.example/b", True), ("http://a.example/", True), ("javascript:alert(1)", False),
        ("data:text/html,x", False), (" https://a.example", False),
    ],
)  # fmt: skip
def test_only_an_address_of_the_web_can_be_followed(page, url, followed):
    shown = draw(page, data(url=url))
    assert shown.locator("a").count() == followed
    expect(shown.locator(".address")).to_have_text(url.strip())
    if followed:
        assert shown.locator("a").get_attribute("rel") == "noopener noreferrer"


def test_it_is_built_anew_only_where_it_says_something_else_and_stays_unfolded(page):
    shown = draw(page, data())
    shown.locator("summary").evaluate("one => one.click()")
    page.evaluate("() => { document.querySelector('#tried table').kept = true; }")
    draw(page, data())
    assert page.evaluate("() => document.querySelector('#tried table').kept")
    shown = draw(page, data(help="other"))
    expect(shown).to_have_count(1)
    assert page.evaluate("() => document.querySelector('#tried table').kept") is None
    expect(shown.locator("details")).to_have_attribute("open", "")


def test_it_is_there_for_who_can_not_see_it(page):
    expect(page.get_by_role("heading", name="Neighbours and borders", level=2)).to_be_visible()
    table = page.get_by_role("table", name="Neighbours and borders")
    expect(table.get_by_role("columnheader").first).to_have_text("Neighbour")
    expect(table.get_by_role("cell", name="Uzbekistan", exact=True)).to_be_visible()
