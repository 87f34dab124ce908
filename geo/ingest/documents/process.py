"""Run the process that takes a document apart, and see to it that it ends."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from threading import BoundedSemaphore, Lock, Timer
from typing import IO, Any, Final

import geo
from geo.ingest.documents.document import Document, Limits, Notice
from geo.ingest.documents.reasons import REASONS, Unfit

_HOME: Final = str(Path(geo.__file__).resolve().parents[1])
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from geo.ingest.documents.child import main; main()"
)
_COMMAND: Final = (sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, _HOME)
_BYTES_A_CHARACTER: Final = 12
"""Bytes that one character takes in JSON at most: an astral one is two escapes."""

_turns: dict[int, BoundedSemaphore] = {}
_making_turns = Lock()


def turns(at_once: int) -> BoundedSemaphore:
    """Return the semaphore of so many documents at once, one for the whole of this process."""
    with _making_turns:
        return _turns.setdefault(at_once, BoundedSemaphore(at_once))


def take_apart(data: bytes, limits: Limits) -> Document:
    """Let a process of its own take a document apart; it ends within ``wall_seconds``, come what may.

    Raises
    ------
    Unfit
        Where the document can't be taken in.
    """
    process = _started()
    killed = False

    def kill() -> None:
        nonlocal killed
        killed = True
        _kill(process)

    timer = Timer(limits.wall_seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        said = _told(process, data, limits)
    finally:
        timer.cancel()
        _kill(process)
        status = process.wait()
        _close(process)
    if killed or (not said and status == -signal.SIGXCPU):
        raise Unfit("took_too_long", most=f"{limits.wall_seconds:g}")
    return _understood(said, status, limits)


def _started() -> subprocess.Popen[bytes]:
    """Start the process in a group of its own, with an environment that tells it nothing."""
    return subprocess.Popen(  # noqa: S603 - the command is fixed; nothing of the document is in it
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it may have started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        # What was not sent any more can't be sent on closing either.
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()


def _told(process: subprocess.Popen[bytes], data: bytes, limits: Limits) -> bytes:
    """Return what the process says, as far as it could be an answer."""
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(BrokenPipeError):
        _send(process.stdin, data, limits)
    most = _BYTES_A_CHARACTER * limits.characters + 65536
    said = process.stdout.read(most + 1)
    if len(said) > most:
        raise Unfit("unreadable", **_figures("unreadable", limits))
    return said


def _send(stream: IO[bytes], data: bytes, limits: Limits) -> None:
    stream.write(json.dumps(asdict(limits)).encode("ascii") + b"\n")
    stream.write(data)
    stream.close()


def _understood(said: bytes, status: int, limits: Limits) -> Document:
    """Return the document of an answer. It comes from a process that read hostile bytes: nothing in it is trusted."""
    try:
        told = json.loads(said)
        if "refused" in told:
            raise _refusal(told, limits)
        return _document(told)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        # Without an answer the process was ended for its memory, or a library of C was broken by the document.
        reason = "too_heavy" if status in {-signal.SIGKILL, -signal.SIGABRT} else "unreadable"
        raise Unfit(reason, **_figures(reason, limits)) from None


def _figures(reason: str, limits: Limits) -> dict[str, str]:
    if reason == "too_heavy":
        return {"most": f"{limits.memory:,}"}
    return {"format": "document", "fault": "one that stops its reader"}


def _refusal(told: dict[str, Any], limits: Limits) -> Unfit:
    reason = told["refused"]
    if reason not in REASONS:
        return Unfit("unreadable", **_figures("unreadable", limits))
    values = {str(key): str(value)[:200] for key, value in told.get("values", {}).items()}
    if reason == "too_heavy":
        values = _figures(reason, limits)
    # Words that are missing would make the message fail.
    for words in REASONS[reason]:
        words.format(**values)
    return Unfit(reason, **values)


def _document(told: dict[str, Any]) -> Document:
    def text(key: str) -> str | None:
        value = told[key]
        if value is not None and not isinstance(value, str):
            raise TypeError(key)
        return value

    body, kind = text("text"), text("format")
    if body is None or kind is None:
        raise TypeError("text")
    notices = tuple(
        Notice(str(one["code"]), tuple((str(key), str(value)) for key, value in one["values"]))
        for one in told["notices"]
    )
    return Document(body, "", kind, text("title"), text("author"), text("date"), text("language"), notices)
