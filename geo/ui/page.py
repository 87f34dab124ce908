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
        Draws the page with Streamlit.
    has_map
        Whether the map is on it, so that its parts are fetched while Streamlit starts.
    opens_with_map
        Whether the map comes first, below the sentence alone, so that it is drawn while Streamlit starts.
    components
        Those of ``pyproject.toml`` that not every page has, and this one has.
    shown
        Whether this server has it; asked once, by the settings it starts with.
    """

    id: str
    order: int
    words: Mapping[str, Words]
    render: Callable[[Context], None]
    has_map: bool = False
    opens_with_map: bool = False
    components: tuple[str, ...] = ()
    shown: Callable[[], bool] = lambda: True

    def title(self, language: Language) -> str:
        """Return the page's title."""
        return language.part(f"page.{self.id}.title", self.words["title"])


PACKAGE: Final = "geo.ui.pages"


@cache
def pages() -> Mapping[str, Page]:
    """Return every page that this server has by id, in order."""
    return {name: page for name, page in discover(PACKAGE, "PAGE", Page).items() if page.shown()}
