"""A link is the whole view: URL query string to view and back.

Keys: ``lang``, ``pov``, ``sel``, ``at`` (``zoom/lat/lon`` as in a map's address), ``tab`` (of the comparison), ``pack``
(a shared text), ``v`` (data version) and one for each filter, its values joined by commas. What a link names and the atlas
does not have is left out and reported as a notice; nothing in a link can raise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeVar
from urllib.parse import parse_qs, quote, urlencode

from geo.i18n import DEFAULT, languages
from geo.model.view import DEFAULT_POINT_OF_VIEW, TABS, Position, View
from geo.query.filter import filters
from geo.query.selection import is_selection
from geo.store import Dataset

if TYPE_CHECKING:
    from geo.model.view import Tab

T = TypeVar("T", bound=str)

MAX_QUERY_LENGTH: Final = 4096
"""Longest query string that is read, in characters."""
MAX_VALUE_LENGTH: Final = 64
"""Longest single value that is looked up or repeated in a notice, in characters."""
MAX_VALUES: Final = 64
"""Most values that are read for one key."""
MAX_NOTICES: Final = 64
"""Most notices that one link gives rise to."""

OWN_KEYS: Final = ("lang", "pov", "sel", "at", "tab", "pack", "v")
PASSED_KEYS: Final = frozenset({"embed", "embed_options", "draft"})
"""Keys that belong to the server, or to the page where texts are reviewed, and are no part of a view."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a link asked for that the view leaves out, or that has changed.

    ``value`` is shortened and free of control characters; it is still text from outside, to be
    shown as text only.
    """

    reason: Literal["unknown_key", "unknown_value", "repeated", "too_long", "other_data"]
    key: str
    value: str = ""


def parse_query(query: str) -> dict[str, list[str]]:
    """Split a query string (with or without ``?``) into raw values by key; `parse_link` caps its length."""
    return parse_qs(query.lstrip("?"), keep_blank_values=False)


def parse_link(
    dataset: Dataset, params: Mapping[str, Sequence[str]], page: str = "map"
) -> tuple[View, tuple[Notice, ...]]:
    """Read a view from URL parameters.

    Parameters
    ----------
    params
        Every value by key, as the browser sent them (already percent-decoded).

    Returns
    -------
    The view, with all that is valid, and a notice for everything that was left out.
    """
    notices: list[Notice] = []
    known_filters = filters()
    if sum(len(key) + sum(map(len, values)) for key, values in params.items()) > MAX_QUERY_LENGTH:
        return View(page=page), (Notice("too_long", "link"),)
    recognised = {*OWN_KEYS, *known_filters, *PASSED_KEYS}
    notices += [Notice("unknown_key", shown(key)) for key in params if key not in recognised]

    def single(key: str) -> str | None:
        values = [value for value in params.get(key, ()) if value]
        if len(values) > 1:
            notices.append(Notice("repeated", key, shown(values[-1])))
        return values[0] if values else None

    def valid(key: str, accepted: Sequence[T], default: T) -> T:
        value = single(key)
        if value is None:
            return default
        for one in accepted:
            if one == value:
                return one
        notices.append(Notice("unknown_value", key, shown(value)))
        return default

    view = View(
        page=page,
        language=valid("lang", tuple(languages()), DEFAULT),
        point_of_view=valid("pov", tuple(dataset.boundaries.points_of_view), DEFAULT_POINT_OF_VIEW),
    )
    for name, part in known_filters.items():
        raw = [value for joined in params.get(name, ()) for value in joined.split(",") if value]
        kept: list[str] = []
        for value in raw[:MAX_VALUES]:
            found = part.parse(dataset, value) if len(value) <= MAX_VALUE_LENGTH else None
            if found is None:
                notices.append(Notice("unknown_value", name, shown(value)))
            elif found not in kept:
                kept.append(found)
        if len(raw) > MAX_VALUES:
            notices.append(Notice("too_long", name))
        if part.widget == "date" and len(kept) > 1:
            notices.append(Notice("repeated", name, kept[-1]))
            kept = kept[:1]
        view = view.choose(name, tuple(sorted(kept)))
    selection = single("sel")
    if selection is not None and not (
        len(selection) <= 2 * MAX_VALUE_LENGTH and is_selection(dataset, selection)
    ):
        notices.append(Notice("unknown_value", "sel", shown(selection)))
        selection = None
    at = single("at")
    position = parse_position(at) if at is not None else None
    if at is not None and position is None:
        notices.append(Notice("unknown_value", "at", shown(at)))
    tab: Tab = valid("tab", TABS, TABS[0])
    # The caller has added the pack to the dataset where it could: here it is only held against that.
    pack = single("pack")
    if pack is not None and pack != dataset.pack:
        notices.append(Notice("unknown_value", "pack", shown(pack)))
        pack = None
    version = single("v")
    if version is not None and version != dataset.version:
        notices.append(Notice("other_data", "v", shown(version)))
    read = replace(view, selection=selection, position=position, pack=pack, tab=tab)
    return read, tuple(notices[:MAX_NOTICES])


def link_params(dataset: Dataset, view: View) -> dict[str, str]:
    """Return a view's URL parameters in their one canonical order; defaults are left out."""
    params: dict[str, str] = {}
    if view.language != DEFAULT:
        params["lang"] = view.language
    for name in filters():
        if values := view.chosen(name):
            params[name] = ",".join(sorted(values))
    if view.point_of_view != DEFAULT_POINT_OF_VIEW:
        params["pov"] = view.point_of_view
    if view.selection is not None:
        params["sel"] = view.selection
    if view.position is not None:
        params["at"] = format_position(view.position)
    if view.tab != TABS[0]:
        params["tab"] = view.tab
    if view.pack is not None:
        params["pack"] = view.pack
    params["v"] = dataset.version
    return params


def format_link(dataset: Dataset, view: View) -> str:
    """Return a view's query string, without ``?``. ``parse_link`` reads it back to the same view."""
    return urlencode(link_params(dataset, view), safe=",:/", quote_via=quote)


def parse_position(value: str) -> Position | None:
    """Read ``zoom/lat/lon``, or return None where it is no place on a Web Mercator map."""
    parts = value.split("/")
    if len(parts) != 3 or len(value) > MAX_VALUE_LENGTH:
        return None
    try:
        zoom, lat, lon = (float(part) for part in parts)
    except ValueError:
        return None
    if not all(map(math.isfinite, (zoom, lat, lon))):
        return None
    if not (0 <= zoom <= 19 and -85.06 <= lat <= 85.06 and -180 <= lon <= 180):
        return None
    return Position(lon=round(lon, 4), lat=round(lat, 4), zoom=round(zoom, 2))


def format_position(position: Position) -> str:
    """Return ``zoom/lat/lon``: two decimals of zoom, four of a degree (about 11 m)."""
    return f"{position.zoom:.2f}/{position.lat:.4f}/{position.lon:.4f}"


def shown(value: str) -> str:
    """Return text from a link short enough and plain enough to repeat in a notice."""
    clean = "".join(char if char.isprintable() else "�" for char in value[: MAX_VALUE_LENGTH + 1])
    return clean if len(clean) <= MAX_VALUE_LENGTH else f"{clean[: MAX_VALUE_LENGTH - 1]}…"
