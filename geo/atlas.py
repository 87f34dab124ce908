"""The atlas as a library, for notebooks and scripts.

It stands beside the command line: what a page shows, as GeoDataFrames (EPSG:4326, lon lat), and the
map itself. Where a page leaves out what it does not know and says so, this raises: a script that
asks for a country that the atlas does not have should stop.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from geo.errors import UnknownValueError
from geo.i18n import language as language_of
from geo.model.view import DEFAULT_POINT_OF_VIEW, View
from geo.query import frames
from geo.query.citation import Citation, cite
from geo.query.export import DEFAULT_URL, made_on, valid_values, view_of
from geo.query.filter import filters
from geo.query.selection import select
from geo.query.sentence import sentence
from geo.store import Dataset, load_dataset

if TYPE_CHECKING:
    import folium

Chosen = str | dt.date | Iterable[str] | None
"""What a filter may be given: one value, several, a day for a date, or None for any."""


class Atlas:
    """A dataset and the questions asked of it.

    Every method takes the filters by name, such as ``country``, ``threat``, ``kind``, ``modality``,
    ``text`` and ``as_of``; see `filters` for what each accepts. A filter or value that the atlas
    does not have raises `geo.errors.UnknownValueError`, which names those it has.

    Parameters
    ----------
    dataset
        What to answer from; see `load`.
    language
        BCP 47 tag of names and summaries.
    point_of_view
        Whose boundaries.
    """

    def __init__(
        self, dataset: Dataset, language: str = "en", point_of_view: str = DEFAULT_POINT_OF_VIEW
    ) -> None:
        known = dataset.boundaries.points_of_view
        if point_of_view not in known:
            raise UnknownValueError("point of view", point_of_view, tuple(known))
        self.dataset = dataset
        self.language = language_of(language).tag
        self.point_of_view = point_of_view

    def __repr__(self) -> str:
        return (
            f"<Atlas: {len(self.dataset.claims)} claims of {len(self.dataset.texts)} texts, "
            f"data version {self.dataset.version}>"
        )

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """Every filter by name, with the values that it accepts (for a date, their form in words)."""
        return {name: valid_values(self.dataset, name) for name in filters()}

    def view(self, query: str | None = None, /, **chosen: Chosen) -> View:
        """Return a view from a link or query string, or from filters.

        Raises
        ------
        UnknownValueError
            For the first filter or value that the atlas does not have.
        """
        if query is not None:
            if chosen:
                raise UnknownValueError("view", sorted(chosen), ("either a query string or filters",))
            return view_of(self.dataset, query)
        known = filters()
        view = View(language=self.language, point_of_view=self.point_of_view)
        for name, value in chosen.items():
            if name not in known:
                raise UnknownValueError("filter", name, tuple(known))
            view = view.choose(name, self._values(name, value))
        return view

    def _values(self, name: str, given: Chosen) -> tuple[str, ...]:
        if given is None:
            return ()
        if isinstance(given, dt.date):
            given = given.isoformat()
        part = filters()[name]
        kept: set[str] = set()
        for value in [given] if isinstance(given, str) else given:
            found = part.parse(self.dataset, value) if isinstance(value, str) else None
            if found is None:
                raise UnknownValueError(name, value, valid_values(self.dataset, name))
            kept.add(found)
        if part.widget == "date" and len(kept) > 1:
            raise UnknownValueError(name, sorted(kept), ("a single date",))
        return tuple(sorted(kept))

    def claims(self, **chosen: Chosen) -> gpd.GeoDataFrame:
        """Return the claims that the filters keep, one a row, indexed by claim id.

        Columns as in `geo.query.frames.CLAIM_COLUMNS`; the geometry of a claim that can't be
        located is None.
        """
        return frames.claims(self.dataset, self.view(**chosen))

    def countries(self, level: str = "far", **chosen: Chosen) -> gpd.GeoDataFrame:
        """Return every country with its standing on the day and how the claims speak of it; index iso3."""
        return frames.by_country(self.dataset, self.view(**chosen), level)

    def members(self, as_of: str | dt.date | None = None, level: str = "far") -> gpd.GeoDataFrame:
        """Return the member states of a day (by default that of the newest text), suspended and frozen too.

        Column ``status`` tells them apart. A partial date stands for its last day.
        """
        found = self.countries(level, as_of=as_of)
        return found[found["status"].isin({"member", "suspended", "frozen"})][["name", "status", "geometry"]]

    def borders(self, level: str = "far", **chosen: Chosen) -> gpd.GeoDataFrame:
        """Return every shared border with drawn and published length in km and its claims; index border id."""
        return frames.by_border(self.dataset, self.view(**chosen), level)

    def places(self, **chosen: Chosen) -> gpd.GeoDataFrame:
        """Return the places that claims stand on, with their number; index place id."""
        return frames.by_place(self.dataset, self.view(**chosen))

    def sentence(self, **chosen: Chosen) -> str:
        """Return what the filters keep, in words."""
        view = self.view(**chosen)
        return sentence(self.dataset, view, select(self.dataset, view), language_of(view.language))

    def cite(
        self, view: View | str | None = None, base_url: str = DEFAULT_URL, accessed: dt.date | None = None
    ) -> Citation:
        """Return the citation of a view; ``accessed`` is by default today."""
        shown = self._view(view)
        return cite(self.dataset, shown, base_url, accessed or made_on(), language_of(shown.language))

    def map(self, view: View | str | None = None) -> folium.Map:
        """Return the map of a view, for a notebook: shown as the last value of a cell, it needs no network."""
        # Imported here: folium and its kin take longer to import than all else.
        from geo.render.folium_map import folium_map as drawn  # noqa: PLC0415

        return drawn(self.dataset, self._view(view))

    def _view(self, view: View | str | None) -> View:
        return view if isinstance(view, View) else self.view(view) if view is not None else self.view()


def load(
    data: str | Path | None = None,
    texts: str | Path | None = None,
    *,
    language: str = "en",
    point_of_view: str = DEFAULT_POINT_OF_VIEW,
) -> Atlas:
    """Read the data and return the atlas.

    Parameters
    ----------
    data
        The data folder; by default ``ATLAS_DATA``, else the one beside the package.
    texts
        A folder that holds ``<text id>.txt``, for those who have the texts.

    Raises
    ------
    DataError
        Naming every record that can't be read.
    UnknownValueError
        For an unknown language or point of view.
    """
    dataset = load_dataset(
        Path(data) if data is not None else None, Path(texts) if texts is not None else None
    )
    return Atlas(dataset, language, point_of_view)


@cache
def _shared() -> Atlas:
    return load()


def folium_map(view: View | str | None = None, atlas: Atlas | None = None) -> folium.Map:
    """Return the map of a view as a ``folium.Map`` that needs no network.

    Parameters
    ----------
    view
        A view, a link or its query string; by default everything.
    atlas
        By default one of the shipped data, read once.
    """
    return (atlas or _shared()).map(view)
