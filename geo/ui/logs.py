"""The server's log: one line an event, as text or JSON, with no session and no text of anyone in it.

Streamlit and uvicorn log through Python's `logging`; their handlers get our formatter, so nothing
passes it by. An exception's own message may quote what a reader typed or sent, so a line names the
exception's type and where in the code it came from, and leaves the message out.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, TextIO

EVENTS: Final = logging.getLogger("atlas")
"""What the atlas itself has to say; ``extra={"fields": {...}}`` adds figures to a line."""

FRAMES: Final = 6
"""Most places in the code that one exception is followed to, the innermost ones."""
LONGEST: Final = 500
"""Longest message, in characters."""

_ID: Final = re.compile(r"\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b", re.IGNORECASE)
_QUERY: Final = re.compile(r"\?[^\s\"']+")
_FORMATTED: Final = ("streamlit", "uvicorn", "uvicorn.error", "uvicorn.access", "py.warnings", "atlas")


class PlainFormatter(logging.Formatter):
    """``time level logger message key=value``; line breaks in values are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        line = told(record)
        head = f"{line.pop('time')} {line.pop('level'):7} {line.pop('logger')} {line.pop('message')}"
        rest = " ".join(f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in line.items())
        return f"{head} {rest}".rstrip()


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        return json.dumps(told(record), ensure_ascii=False)


def told(record: logging.LogRecord) -> dict[str, object]:
    """Return what a line says of a record: never an id, a query string or an exception's message."""
    line: dict[str, object] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": _clean(record.getMessage()),
    }
    fields = getattr(record, "fields", None)
    if isinstance(fields, dict):
        line |= {key: _clean(value) if isinstance(value, str) else value for key, value in fields.items()}
    if record.exc_info and record.exc_info[0] is not None:
        line["error"] = record.exc_info[0].__qualname__
        line["where"] = _places(record.exc_info[2])
    return line


def _clean(message: str) -> str:
    plain = _QUERY.sub("?…", _ID.sub("[id]", message))
    # A message with line breaks is a traceback or worse: its first line says what happened.
    first = plain.splitlines()[0] if plain.strip() else ""
    return first if len(first) <= LONGEST else f"{first[: LONGEST - 1]}…"


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


class _Events(logging.StreamHandler[TextIO]):
    """The handler of our own events, told apart from what others attach to their logger."""


def set_up(form: Literal["text", "json"]) -> None:
    """Give every handler of the server our formatter, and our own events a handler.

    Called once the server has set its own logging up; calling it again changes nothing more.
    """
    formatter = JsonFormatter() if form == "json" else PlainFormatter()
    if not any(isinstance(handler, _Events) for handler in EVENTS.handlers):
        EVENTS.addHandler(_Events())
        EVENTS.setLevel(logging.INFO)
        EVENTS.propagate = False
    for name in _FORMATTED:
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(formatter)


def event(message: str, level: int = logging.INFO, **fields: float | str | None) -> None:
    """Log one event of the atlas's own with its figures."""
    EVENTS.log(level, message, extra={"fields": fields})


def script_failed(error: Exception) -> bool:
    """Log an error of the script; Streamlit has shown the reader a page that names no detail."""
    EVENTS.error("the script failed", exc_info=(type(error), error, error.__traceback__))
    return False
