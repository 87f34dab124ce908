"""The dossier, opened from disk in a browser that has no network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.model.view import View
from geo.query.export import Export
from geo.render.dossier import dossier
from geo.store import Dataset
from tests.render.exports.conftest import infested  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(open_page: Callable[..., Page], tmp_path: Path) -> Callable[..., Page]:
    """Return a function that writes a dossier and opens it offline; its console must stay clean."""

    def show(dataset: Dataset, view: View, **options: object) -> Page:
        path = tmp_path / "dossier.html"
        path.write_text(dossier(Export(dataset, view, dt.date(2026, 1, 2))), "utf-8")
        page = open_page("about:blank", offline=True, **options)
        said: list[str] = []
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.goto(path.as_uri())
        expect(page.locator(".atlas-map[data-ready=true]")).to_be_visible()
        assert said == []
        return page

    return show


def test_the_map_works_and_the_rest_is_below(opened: Callable[..., Page], atlas: Dataset) -> None:
    view = View().choose("country", ("KGZ",))
    page = opened(atlas, view)
    page.locator('[data-mark="place:osh"]').click()
    expect(page.locator(".atlas-panel article").first).to_be_visible()
    claims = Export(atlas, view, dt.date(2026, 1, 2)).claims
    expect(page.locator(".dossier article")).to_have_count(len(claims))
    page.locator(".dossier nav a[href='#claims']").click()
    expect(page.locator("#claims h2")).to_be_in_viewport()
    page.locator(f"#claims a[href='#claim-{claims[-1].id}']").click()
    expect(page.locator(f"#claim-{claims[-1].id} .summary")).to_be_in_viewport()
    expect(page.locator(f"#claim-{claims[-1].id} .summary")).to_have_text(claims[-1].summary["en"])
    assert page.evaluate("performance.getEntriesByType('resource').map(e => e.name)") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(opened: Callable[..., Page], atlas: Dataset, scheme: str) -> None:
    page = opened(
        atlas,
        View(language="ru").choose("country", ("ARM",)),
        viewport={"width": 390, "height": 844},
        color_scheme=scheme,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hostile_texts_are_shown_as_they_are(opened: Callable[..., Page], infested: Dataset) -> None:  # noqa: F811
    page = opened(infested, View())
    shown = page.locator(".dossier article .summary").evaluate_all("nodes => nodes.map(n => n.textContent)")
    assert shown == [claim.summary["en"] for claim in infested.claims]
    assert (
        page.evaluate(
            "document.querySelectorAll('iframe, .dossier img, .dossier b, .atlas-panel img').length"
        )
        == 0
    )
