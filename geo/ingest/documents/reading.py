"""The way in: bytes or pasted text become a `Document`, or a `DocumentError` says why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from geo.ingest.documents.document import Document, Limits
from geo.ingest.documents.file_names import clean_name
from geo.ingest.documents.plain_text import has_words, language_of, tidy
from geo.ingest.documents.process import take_apart, turns
from geo.ingest.documents.reasons import Unfit, document_error

DEFAULT: Final = Limits()


def read_document(
    data: bytes, name: str, *, limits: Limits = DEFAULT, on_wait: Callable[[], None] | None = None
) -> Document:
    """Read the bytes of a document into plain text, in a process of its own.

    Parameters
    ----------
    data
        The document, whole. What it is is told by its content.
    name
        The name it came under; only shown, after `clean_name`.
    limits
        The bounds; a document that breaks one is refused.
    on_wait
        Called once, before waiting, where as many documents are being read as may be at once.

    Raises
    ------
    DocumentError
        Where it can't be taken in: ``reason`` says why (`geo.ingest.documents.reasons.REASONS`).
    """
    shown = clean_name(name)
    try:
        return replace(_in_turn(data, limits, on_wait), name=shown)
    except Unfit as error:
        raise document_error(error.reason, shown, **error.values) from error.__cause__


def _in_turn(data: bytes, limits: Limits, on_wait: Callable[[], None] | None) -> Document:
    if len(data) > limits.bytes:
        raise Unfit("too_big", most=f"{limits.bytes:,}")
    if not data.strip():
        raise Unfit("empty")
    turn = turns(limits.at_once)
    if not turn.acquire(blocking=False):
        if on_wait is not None:
            on_wait()
        if not turn.acquire(timeout=limits.queue_seconds):
            raise Unfit("busy", most=f"{limits.queue_seconds:g}")
    try:
        return take_apart(data, limits)
    finally:
        turn.release()


def paste(text: str, *, limits: Limits = DEFAULT) -> Document:
    """Return text that was typed or pasted as a document; its format is ``plain`` and its name ``text``.

    Raises
    ------
    DocumentError
        Where it is too long or holds no word.
    """
    tidied = tidy(text)
    if len(tidied) > limits.characters:
        raise document_error("too_long", "text", most=f"{limits.characters:,}")
    if not has_words(tidied):
        raise document_error("empty", "text")
    return Document(tidied, "text", "plain", language=language_of(tidied))
