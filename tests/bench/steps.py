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
        return Step("clear all", lambda page: press(page.locator("[data-clear]")))
    group = f"[data-filter={choice.filter}]"

    def prepare(page: Page) -> None:
        if not page.locator(f"{group}[open]").count():
            page.locator(f"{group} > summary").click()
        _option(page, choice).scroll_into_view_if_needed()

    return Step(f"{choice.filter} {choice.value}", lambda page: press(_option(page, choice)), prepare)


def _option(page: Page, choice: Choice) -> Locator:
    return page.locator(f'[data-filter={choice.filter}] input[value="{choice.value}"]')


def press(target: Locator) -> None:
    """Click with the mouse once the element stands still and nothing covers it."""
    target.click()
