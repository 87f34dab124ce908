"""The two components of the page: the annotated text, and the map of its candidates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import streamlit as st

from geo.model.text import Span
from geo.ui.component import mount
from geo.ui.map_code import map_code_name

TEXT: Final = "review_text"
MAP: Final = "review_map"

MOST_STEPS: Final = 200
"""Most steps that are read of one message."""


class Step(NamedTuple):
    """A step of the reader's.

    Parameters
    ----------
    number
        Later steps have greater ones.
    do
        One of `DOINGS`.
    claim
        Id of the candidate that it is about, "" where there is none.
    span
        Code points of the article that the reader has marked; only of ``add``.
    """

    number: int
    do: str
    claim: str
    span: Span | None = None


DOINGS: Final = frozenset({"accept", "reject", "reopen", "go", "next", "previous", "next_open", "add"})


def annotated_text(payload: Mapping[str, Any], taken: Callable[[Sequence[Step]], None]) -> None:
    """Draw the text; ``taken`` gets the steps that the reader has made in it, oldest first."""

    def came() -> None:
        taken(steps_of(st.session_state[TEXT].get("steps")))

    mount("review", payload, TEXT, on_steps_change=came)


def steps_of(sent: object) -> list[Step]:
    """Return the steps of a message; it comes from a browser, so what has another form is passed over."""
    found: list[Step] = []
    for one in sent[:MOST_STEPS] if isinstance(sent, list) else ():
        if not isinstance(one, Mapping):
            continue
        number, do, claim = one.get("number"), one.get("do"), one.get("claim")
        if isinstance(number, int) and isinstance(do, str) and isinstance(claim, str) and do in DOINGS:
            found.append(Step(number, do, claim, _span(one.get("span"))))
    return found


def _span(sent: object) -> Span | None:
    if not isinstance(sent, list) or len(sent) != 2 or not all(type(at) is int for at in sent):
        return None
    start, end = sent
    return (start, end) if 0 <= start < end else None


def review_map(
    payload: Mapping[str, Any],
    *,
    look: list[Any] | None,
    picking: bool,
    selected: Callable[[str], None],
    picked: Callable[[float, float], None],
) -> None:
    """Draw the map of the candidates.

    Parameters
    ----------
    look
        Where to go once, as `geo.ui.state.look` has it.
    picking
        Whether a click anywhere names a point rather than what is drawn there.
    selected
        Gets the selection of a mark that was clicked on.
    picked
        Gets longitude and latitude in degrees of a point that was clicked on.
    """

    def chosen() -> None:
        value = st.session_state[MAP].get("selected")
        if isinstance(value, str):
            selected(value)

    def pointed() -> None:
        value = st.session_state[MAP].get("picked")
        if (
            isinstance(value, list)
            and len(value) == 2
            and all(isinstance(part, (int, float)) for part in value)
        ):
            lon, lat = float(value[0]), float(value[1])
            if -180 <= lon <= 180 and -90 <= lat <= 90:
                picked(lon, lat)

    # Apart from the map of the view: it follows no filter and writes no position into the address.
    data = {**payload, "answered": 0, "look": look, "code": map_code_name(), "apart": {"picking": picking}}
    mount("atlas_map", data, MAP, on_selected_change=chosen, on_picked_change=pointed)
