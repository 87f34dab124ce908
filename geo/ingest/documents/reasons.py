"""Why a document can't be taken in: one id a reason, with what was expected and what came, in English.

The words for readers are messages ``document.<reason>`` of the interface languages.
"""

from __future__ import annotations

from typing import Final

from geo.errors import DocumentError, Problem

REASONS: Final[dict[str, tuple[str, str]]] = {
    "too_big": ("at most {most} bytes", "more"),
    "too_long": ("at most {most} characters of text", "more"),
    "empty": ("some words", "none"),
    "encrypted": ("a document that opens without a password", "an encrypted one"),
    "image_only": ("pages with text", "pages that are pictures"),
    "not_text": ("plain text, Markdown, HTML, PDF or DOCX", "binary data"),
    "unknown_encoding": ("text in UTF-8, UTF-16 or a usual Cyrillic or Western encoding", "another encoding"),
    "other_format": ("plain text, Markdown, HTML, PDF or DOCX", "{format}"),
    "bad_archive": ("a sound DOCX file", "{fault}"),
    "too_much_inside": ("at most {most} bytes when unpacked", "more"),
    "took_too_long": ("a document that can be read in {most} seconds", "one that takes longer"),
    "too_heavy": ("a document that can be read in {most} bytes of memory", "one that needs more"),
    "unreadable": ("a sound {format} file", "{fault}"),
    "busy": ("a free turn within {most} seconds", "none"),
}


class Unfit(Exception):  # noqa: N818 - it tells of a document, and the parent makes an error of it
    """Raised while a document is taken apart; becomes a `DocumentError` with the same reason."""

    def __init__(self, reason: str, **values: str) -> None:
        self.reason = reason
        self.values = values
        super().__init__(reason)


def document_error(reason: str, name: str, **values: str) -> DocumentError:
    """Return the error of a reason for a document of that (clean) name."""
    expected, got = (words.format(**values) for words in REASONS[reason])
    return DocumentError(reason, Problem(name, "-", "document", expected, got), {"name": name, **values})
