"""The view: the frozen, hashable state of what is on screen. A link is the whole view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

DEFAULT_POINT_OF_VIEW: Final = "recognised"

Filters = tuple[tuple[str, tuple[str, ...]], ...]
"""Filter id to chosen values, sorted by id; a filter that chooses nothing is absent."""

Tab = Literal["both", "first", "second", "places", "naming"]
"""The tables of the comparison of two texts: what both say, what one says, places, and who is never named."""

TABS: Final[tuple[Tab, ...]] = get_args(Tab)


@dataclass(frozen=True, slots=True)
class Position:
    """Where the map looks: centre in degrees (EPSG:4326) and Web Mercator zoom level."""

    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True, slots=True)
class View:
    """What is on screen.

    Parameters
    ----------
    filters
        See `Filters`; change them through `choose`.
    selection
        What evidence is open: ``country:KGZ`` or another of the families of ``geo.query.selection``.
    position
        The map's position, or None for the frame that fits what is shown.
    data_version
        The data version that a link was made with, or None for the one at hand.
    pack
        The link id of a shared pack whose text is shown beside the atlas's own, or None.
    tab
        The table of the comparison that is open, one of `TABS`; the first by default.
    """

    page: str = "map"
    language: str = "en"
    filters: Filters = ()
    selection: str | None = None
    point_of_view: str = DEFAULT_POINT_OF_VIEW
    position: Position | None = None
    data_version: str | None = None
    pack: str | None = None
    tab: Tab = "both"

    def chosen(self, filter_id: str) -> tuple[str, ...]:
        """Return the values chosen for a filter, empty where it chooses nothing."""
        return dict(self.filters).get(filter_id, ())

    def choose(self, filter_id: str, values: tuple[str, ...]) -> View:
        """Return this view with other values for one filter."""
        kept = {key: value for key, value in self.filters if key != filter_id}
        if values:
            kept[filter_id] = values
        return replace(self, filters=tuple(sorted(kept.items())))
