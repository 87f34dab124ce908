"""Streamlit's WebSocket protocol as far as the benchmark needs it: what is sent, what comes back.

A change is replayed as a real browser sent it: its `rerun_script` message is recorded in Chromium and
sent again by other clients. Widget ids depend on the page, not on the session, so they stay valid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SUBPROTOCOL = "streamlit"
_COMPONENTS = frozenset({"bidi_component", "component_instance"})
_MAPS = ("geo.atlas_map", "streamlit_folium.st_folium")


def first_message(query_string: str = "") -> bytes:
    """Return the message with which a client asks for the first run of the page."""
    message = BackMsg()
    message.rerun_script.query_string = query_string
    message.rerun_script.context_info.timezone = "UTC"
    message.rerun_script.context_info.locale = "en-US"
    return message.SerializeToString()


def replayable(frame: bytes) -> bytes | None:
    """Return a recorded frame as another client can send it, None where it asks for no rerun.

    The hashes of messages that the recording browser kept are left out: another client doesn't have
    those messages, so the server has to send everything to it.
    """
    message = BackMsg.FromString(frame)
    if message.WhichOneof("type") != "rerun_script":
        return None
    del message.rerun_script.cached_message_hashes[:]
    return message.SerializeToString()


@dataclass(frozen=True)
class Outcome:
    """What a frame says of a run: that it has ended for good, or that it failed."""

    done: bool
    failed: bool


def outcome_of(frame: bytes) -> Outcome:
    """Tell whether ``frame`` ends a run, or shows that it failed: no script, or a traceback on the page.

    A run that was cut short for a newer one is not done.
    """
    message = ForwardMsg.FromString(frame)
    if message.WhichOneof("type") != "script_finished":
        return Outcome(done=False, failed=element_of(message) == "exception")
    status = message.script_finished
    return Outcome(
        done=status != ForwardMsg.FINISHED_EARLY_FOR_RERUN,
        failed=status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
    )


def element_of(message: ForwardMsg) -> str | None:
    """Return the type of the element that a delta brings, such as ``plotly_chart``."""
    if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
        return None
    return message.delta.new_element.WhichOneof("type")


@dataclass(frozen=True)
class Traffic:
    """Bytes of the frames of one change: all of them, those for the map, and by element type."""

    total: int
    map: int
    frames: int
    by_element: dict[str, int]


def traffic_of(frames: Iterable[bytes]) -> Traffic:
    """Count the bytes of received frames; the map's are those of the map component's element."""
    by_element: dict[str, int] = {}
    count = map_bytes = 0
    for frame in frames:
        message = ForwardMsg.FromString(frame)
        name = _name(message)
        by_element[name] = by_element.get(name, 0) + len(frame)
        count += 1
        map_bytes += len(frame) if name.endswith(_MAPS) else 0
    return Traffic(sum(by_element.values()), map_bytes, count, dict(sorted(by_element.items())))


def first_shown(frames: Iterable[bytes]) -> int | None:
    """Return which frame brings what the change is timed by: the map, or on the floor its line of text."""
    names = [_name(ForwardMsg.FromString(frame)) for frame in frames]
    maps = [at for at, name in enumerate(names) if name.endswith(_MAPS)]
    return maps[0] if maps else next((at for at, name in enumerate(names) if name == "text"), None)


def _name(message: ForwardMsg) -> str:
    """Return what the message is: an element's type, with the component's name for a custom one."""
    kind = message.WhichOneof("type") or "none"
    if kind != "delta":
        return kind
    element = element_of(message)
    if element is None:
        return message.delta.WhichOneof("type") or kind
    if element in _COMPONENTS:
        return f"{element} {getattr(message.delta.new_element, element).component_name}"
    return element
