"""The filter panel, the tables and the charts, as a reader works them."""

import re

import pytest
from playwright.sync_api import Page, expect

from geo.model.view import View
from geo.query.facets import facets
from geo.ui.atlas import atlas

READY = ".atlas-map[data-ready=true]"


def option(page: Page, name: str, value: str):
    group = page.locator(f"details[data-filter={name}]")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    return group.locator(f'input[value="{value}"]')


def idle(page: Page) -> None:
    expect(page.locator("form.filters")).to_be_visible()
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()


def described(page: Page) -> str:
    return page.locator(f"{READY} [role=region]").get_attribute("aria-label") or ""


def test_the_map_answers_before_the_rest_and_is_drawn_once(atlas_server, open_page):
    page = open_page(f"{atlas_server}/")
    expect(page.locator(READY)).to_be_visible()
    idle(page)
    revision = int(page.locator(READY).get_attribute("data-revision") or 0)
    with page.expect_response(re.compile(r"/atlas/map\?.*country=KGZ")) as asked:
        option(page, "country", "KGZ").check()
    assert asked.value.ok
    expect(page.locator(f"{READY} [role=region]")).to_have_attribute("aria-label", re.compile("Kyrgyzstan"))
    expect(page).to_have_url(re.compile("country=KGZ"))
    idle(page)
    page.wait_for_timeout(400)
    # The rerun brought the same map, so nothing was drawn again.
    expect(page.locator(READY)).to_have_attribute("data-revision", str(revision + 1))


def test_clicks_faster_than_the_answers_all_count(atlas_server, open_page):
    page = open_page(f"{atlas_server}/")
    expect(page.locator(READY)).to_be_visible()
    idle(page)
    values = ["ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK", "UZB"]
    page.evaluate(
        """values => {
          const find = (root) => root.querySelector("[data-filter=country]") ?? [...root.querySelectorAll("*")].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
          const group = find(document);
          for (const value of values) group.querySelector(`input[value="${value}"]`).click();
          group.querySelector('input[value="UZB"]').click();
        }""",
        values,
    )
    expect(page).to_have_url(
        re.compile(r"country=ARM(,|%2C)BLR(,|%2C)KAZ(,|%2C)KGZ(,|%2C)RUS(,|%2C)TJK(&|$)")
    )
    idle(page)
    for value in values:
        expect(option(page, "country", value)).to_be_checked(checked=value != "UZB")
    assert "Uzbekistan" not in described(page).split(",", maxsplit=1)[0]


def test_numbers_follow_the_view_and_the_find_field_narrows(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?country=KGZ")
    expect(page.locator(READY)).to_be_visible()
    group = page.locator("details[data-filter=threat]")
    counted = facets(atlas(), View().choose("country", ("KGZ",)))["threat"]
    for value, number in counted.items():
        row = group.locator(f'.option:has(input[value="{value}"])')
        expect(row.locator(".number")).to_have_text(str(number))
    group.get_by_role("searchbox").fill("VIOL")
    expect(group.locator(".option:visible")).to_have_count(1)
    group.get_by_role("searchbox").fill("no such thing")
    expect(group.get_by_text("Nothing found.")).to_be_visible()


def test_language_and_boundaries_change_in_place(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?country=KGZ")
    expect(page.locator(READY)).to_be_visible()
    page.locator("[data-filter=lang] select").select_option("ru")
    expect(
        page.get_by_role("button", name="Снять все фильтры").or_(page.locator("[data-clear]"))
    ).to_be_visible()
    expect(page).to_have_url(re.compile("lang=ru"))
    page.locator("[data-filter=pov] select").select_option("defacto")
    expect(page).to_have_url(re.compile("pov=defacto"))
    expect(option(page, "country", "KGZ")).to_be_checked()
    day = page.locator("[data-filter=as_of] input")
    day.fill("2010-12-01")
    expect(page).to_have_url(re.compile("as_of=2010-12-01"))
    page.locator("[data-clear]").click()
    expect(page).not_to_have_url(re.compile("as_of|country"))
    expect(page).to_have_url(re.compile("lang=ru"))


def test_a_table_is_worked_from_the_keyboard_and_sorts(atlas_server, open_page):
    page = open_page(f"{atlas_server}/")
    expect(page.locator(READY)).to_be_visible()
    grid = page.get_by_role("grid").first
    expect(grid).to_have_attribute("aria-rowcount", str(len(atlas().claims) + 1))
    # Only rows in sight are there, however many there are.
    assert grid.locator("[data-selection]").count() < 40
    grid.locator("[data-selection]").first.focus()
    page.keyboard.press("End")
    last = atlas().claims[-1].id
    expect(grid.locator(f'[data-selection="claim:{last}"]')).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    before = atlas().claims[-2].id
    expect(page).to_have_url(re.compile(f"sel=claim(:|%3A){before}"))
    expect(grid.locator(f'[data-selection="claim:{before}"]')).to_have_attribute("aria-selected", "true")
    expect(page.locator("section.panel article.claim")).to_have_count(1)
    heading = grid.get_by_role("columnheader", name="Id", exact=False).last
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    ids = sorted((claim.id for claim in atlas().claims), reverse=True)
    expect(grid.locator("[data-selection]").first).to_have_attribute("data-selection", f"claim:{ids[0]}")


@pytest.mark.parametrize("slower", [1, pytest.param(6, marks=pytest.mark.slow)])
def test_plotly_is_fetched_when_a_chart_is_seen(atlas_server, open_page, slower):
    # On a slow machine the parts of a page come one after another, and a chart stands high up for a while.
    asked: list[str] = []
    page = open_page("about:blank")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{atlas_server}/?country=KGZ")
    expect(page.locator(READY)).to_be_visible()
    idle(page)
    page.wait_for_timeout(500)
    assert not [one for one in asked if "/plotly/" in one]
    chart = page.locator(".atlas-chart")
    expect(chart.get_by_role("img")).to_have_attribute("aria-label", re.compile(r"\d+ countries"))
    chart.scroll_into_view_if_needed()
    expect(chart.locator("svg").first).to_be_visible()
    assert len([one for one in asked if "/plotly/" in one]) == 1
    chart.get_by_text("The same in numbers").click()
    assert chart.locator("tbody tr").count() > 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_written_in_the_colour_of_the_page(atlas_server, open_page, scheme):
    page = open_page(f"{atlas_server}/?country=KGZ", color_scheme=scheme)
    expect(page.locator(READY)).to_be_visible()
    chart = page.locator(".atlas-chart")
    chart.scroll_into_view_if_needed()
    tick = chart.locator(".ytick text").first
    expect(tick).to_be_attached()
    assert tick.evaluate("one => getComputedStyle(one).fill") == chart.evaluate(
        "one => getComputedStyle(one).color"
    )
