"""The filter changes of each page, made by real clicks on its own controls."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from geo.store import Dataset

from .browser import Step
from .plan import Choice, plan


def radio_steps() -> list[Step]:
    """Return one step for each of the six options of a page's radio button, from the second on."""

    def click(at: int) -> Step:
        return Step(
            f"radio {at}",
            lambda page: press(page.locator('[data-testid="stRadio"] label:has(input)').nth(at)),
        )

    return [click(at) for at in (1, 2, 3, 4, 5, 0)]


def atlas_steps(dataset: Dataset, at_least: int) -> list[Step]:
    """Return the steps of the atlas: blocks of choices, each ending with all filters cleared."""
    return [_step(choice) for choice in plan(dataset, at_least)]


def _step(choice: Choice) -> Step:
    if choice.filter is None:
        return Step("clear all", lambda page: press(page.locator(".st-key-clear_all button")), _close_menus)
    # Streamlit gives an element with a key a class of that key, other signs than letters replaced.
    box = f".st-key-filter-{choice.filter}"

    def prepare(page: Page) -> None:
        _close_menus(page)
        field = page.locator(f"{box} input").first
        field.scroll_into_view_if_needed()
        field.click()
        field.fill(choice.label)
        _option(page, choice.label).wait_for()

    return Step(f"{choice.filter} {choice.value}", lambda page: press(_option(page, choice.label)), prepare)


def _option(page: Page, label: str) -> Locator:
    return page.get_by_role("option", name=label, exact=True)


def _close_menus(page: Page) -> None:
    # An open menu would take the next click for itself.
    for _ in range(3):
        page.keyboard.press("Escape")
        if not page.get_by_role("listbox").count():
            break
        page.wait_for_timeout(100)
    # A field that loses the focus gets lower; what stands below it would move away under the mouse.
    page.evaluate("document.activeElement.blur()")


def press(target: Locator) -> None:
    """Click with the mouse once the element stands still and nothing covers it."""
    target.click()
