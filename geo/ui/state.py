"""The view of a session, kept equal to the browser's address.

The view in the session is the truth. A widget or a click changes it through `change`, before the
script runs; then every widget is set from it and the address is written. The address is read when
a session begins and when the reader goes back or forward, and the part ``at`` of it, which the map
writes in the browser without asking us, on every run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from geo.model.view import View
from geo.query.filter import filters
from geo.query.link import OWN_KEYS, Notice, link_params, parse_link, parse_position
from geo.query.selection import is_selection
from geo.store import Dataset

VIEW: Final = "atlas.view"
NOTICES: Final = "atlas.notices"
WRITTEN: Final = "atlas.written"
CHANGED: Final = "atlas.changed"
ANSWERED: Final = "atlas.answered"
LOOK: Final = "atlas.look"
DRAFT: Final = "atlas.draft"

Params = Mapping[str, Sequence[str]]


def begin(dataset: Dataset) -> View:
    """Return the view for this run: the session's, or the address's where the reader moved there."""
    params, moved = _params(), _moved()
    st.session_state.pop(CHANGED, None)
    if draft := params.get("draft"):
        st.session_state[DRAFT] = draft[0]
    # A pack may be gone meanwhile: then the view is read anew, which says what it lost.
    lost = VIEW in st.session_state and current().pack != dataset.pack
    if moved or lost:
        view, notices = parse_link(dataset, params)
        st.session_state[VIEW], st.session_state[NOTICES] = view, notices
    view = current()
    at = params.get("at")
    position = parse_position(at[0]) if at else None
    if position is not None:
        st.session_state[VIEW] = view = replace(view, position=position)
    return view


def asked_pack() -> str | None:
    """Return the pack that this run is to show: the view's, or the address's where the reader moved there."""
    if _moved():
        named = _params().get("pack")
        return named[0] if named else None
    return current().pack


def draft() -> str | None:
    """Return the id of the draft under review in this session, None where there is none."""
    name: str | None = st.session_state.get(DRAFT)
    return name


def set_draft(name: str | None) -> None:
    """Review another draft, or none; the address of the review page names it."""
    st.session_state[DRAFT] = name
    if name is None:
        st.query_params.pop("draft", None)
    else:
        st.query_params["draft"] = name


def _params() -> Params:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _moved() -> bool:
    """Tell whether this run is to show the address: the session's first, or the reader moved there."""
    if VIEW not in st.session_state:
        return True
    return not st.session_state.get(CHANGED) and _navigated(_params())


def _navigated(params: Params) -> bool:
    """Tell whether the address is another than the one we wrote.

    A click on a page in the navigation empties it: that keeps the view and is no such move.
    """
    known = {*OWN_KEYS, *filters()}
    if known.isdisjoint(params):
        return False
    now = {key: ",".join(values) for key, values in params.items() if key in known and key != "at"}
    return now != st.session_state.get(WRITTEN)


def write_link(dataset: Dataset, view: View) -> None:
    """Write the view into the address, where it is not there yet."""
    wanted = link_params(dataset, view)
    now = st.query_params.to_dict()
    if "at" in now and parse_position(now["at"]) is not None:
        # The map's own spelling, so that writing the rest leaves it alone.
        wanted["at"] = now["at"]
    written = {key: value for key, value in wanted.items() if key != "at"}
    # Whoever has a draft's address can change it: it stands in that of its own page only.
    if view.page == "review" and (name := draft()):
        wanted["draft"] = name
    if now != wanted:
        st.query_params.from_dict(wanted)
    st.session_state[WRITTEN] = written


def current() -> View:
    """Return the session's view."""
    view = st.session_state[VIEW]
    assert isinstance(view, View)
    return view


def change(to: Callable[[View], View]) -> None:
    """Change the view; for callbacks, which run before the script."""
    st.session_state[VIEW] = to(current())
    st.session_state[NOTICES] = ()
    st.session_state[CHANGED] = True


def select(selection: str | None) -> None:
    """Open the evidence of a mark, or close it."""
    change(lambda view: replace(view, selection=selection))


def open_named(dataset: Dataset, named: object) -> None:
    """Open what the browser names, "" for nothing; what the data does not have is passed over.

    A select box can send the label that it had before the language changed.
    """
    if named == "":
        select(None)
    elif isinstance(named, str) and is_selection(dataset, named):
        select(named)


def choose(filter_id: str, values: tuple[str, ...]) -> None:
    """Choose values for one filter; the others stay."""
    change(lambda view: view.choose(filter_id, tuple(sorted(values))))


def answer(view: View, number: int) -> None:
    """Take the view that a change in the panel leads to, and note the change's number."""
    change(lambda _now: view)
    st.session_state[ANSWERED] = number


def answered() -> int:
    """Return the number of the newest change in the panel, 0 before the first."""
    number: int = st.session_state.get(ANSWERED, 0)
    return number


def look_at(box: Sequence[Sequence[float]]) -> None:
    """Ask the map, or the next one that is drawn, to look at a box once; where it then stands goes into the link.

    Parameters
    ----------
    box
        ``[[south, west], [north, east]]`` in degrees.
    """
    # A number that grows, in a new session too: the browser goes where the newest asks, once.
    st.session_state[LOOK] = [time.time_ns() // 1_000_000, [list(corner) for corner in box]]


def look() -> list[Any] | None:
    """Return the newest request of `look_at` with its number, None where there was none."""
    asked: list[Any] | None = st.session_state.get(LOOK)
    return asked


def clear_filters() -> None:
    """Choose nothing for any filter."""
    change(lambda view: replace(view, filters=()))


def on_page(page: str) -> View:
    """Note the page that is open, and return the view on it."""
    st.session_state[VIEW] = view = replace(current(), page=page)
    return view


def notices() -> tuple[Notice, ...]:
    """Return what the link that was opened asked for in vain."""
    found: tuple[Notice, ...] = st.session_state.get(NOTICES, ())
    return found


def leave_pack() -> None:
    """Show the atlas's own texts only; filters stay, but not what is chosen of the pack."""
    change(lambda view: replace(view.choose("text", ()), pack=None, selection=None))


def dismiss_notices() -> None:
    """Forget the notices."""
    st.session_state[NOTICES] = ()
