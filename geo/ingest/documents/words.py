"""Say to a reader, in any language, why a document was refused or what should be known of it."""

from __future__ import annotations

from geo.errors import DocumentError
from geo.i18n import language
from geo.ingest.documents.document import Notice


def explain(error: DocumentError, tag: str) -> str:
    """Return why a document can't be taken in and what to do about it; plain text, never markup.

    Raises
    ------
    UnknownValueError
        Where there is no such language.
    """
    return language(tag).text(f"document.{error.reason}", **error.values)


def tell(notice: Notice, tag: str) -> str:
    """Return what a reader should know of a document that was read; plain text, never markup."""
    return language(tag).text(f"document.notice.{notice.code}", **dict(notice.values))
