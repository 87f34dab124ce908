"""What a page is. Each module of ``geo.ui.pages`` ends in one: ``PAGE = Page(...)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from geo.i18n import Language, Words
from geo.model.view import View
from geo.query.selection import Selection
from geo.registry import discover
from geo.store import Dataset


@dataclass(frozen=True, slots=True)
class Context:
    """What a page is drawn from."""

    dataset: Dataset
    view: View
    selection: Selection
    language: Language


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Parameters
    ----------
    id
        Also its path in the URL; the first page stands at the root.
    order
        Where it stands among the pages; the lowest is the one that opens.
    words
        ``title`` by language.
    render
        Draws the page with Streamlit, or that part of it which the reader waits for.
    more
        Draws the rest, once the browser has had time to paint the first part. What is sent
        together is drawn together: a chart in the same breath would hold the map back.
    """

    id: str
    order: int
    words: Mapping[str, Words]
    render: Callable[[Context], None]
    more: Callable[[Context], None] | None = None

    def title(self, language: Language) -> str:
        """Return the page's title."""
        return language.part(f"page.{self.id}.title", self.words["title"])


PACKAGE: Final = "geo.ui.pages"


@cache
def pages() -> Mapping[str, Page]:
    """Return every page by id, in order."""
    return discover(PACKAGE, "PAGE", Page)
