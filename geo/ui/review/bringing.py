"""Bring a text: paste it or drop a file, and have it read."""

from __future__ import annotations

from typing import Final

import streamlit as st

from geo.errors import DocumentError
from geo.i18n import Language
from geo.ingest.documents import Document, Limits, paste, read_document
from geo.ingest.documents.words import explain, tell
from geo.ingest.drafting import make_draft
from geo.store import Dataset
from geo.ui.plain import plain
from geo.ui.review.relocating import reader
from geo.ui.review.session import begin
from geo.ui.review.wording import say
from geo.ui.settings import settings

TYPES: Final = ("txt", "md", "html", "htm", "pdf", "docx")
NOTICES: Final = "review.notices"
"""Session state: what should be known of the document that was read, as the reader's notices."""


def bringing(dataset: Dataset, language: Language) -> None:
    """Draw the form; a text that was read is then under review."""
    with st.form("review.bring", border=False):
        pasted = st.text_area(
            plain(say(language, "paste")), key="review.pasted", height=280, max_chars=Limits().characters
        )
        # `type` is left out: what a file is is told by its contents, not by its name.
        file = st.file_uploader(
            plain(say(language, "file")), type=list(TYPES), key="review.file", max_upload_size=2
        )
        sent = st.form_submit_button(plain(say(language, "read")), type="primary", key="review.read")
    if not sent:
        return
    if not pasted.strip() and file is None:
        st.text(say(language, "nothing_brought"))
        return
    limits = Limits(bytes=settings().upload_max_bytes)
    with st.spinner(say(language, "reading")):
        try:
            document = (
                read_document(file.getvalue(), file.name, limits=limits) if file is not None
                else paste(pasted, limits=limits)
            )  # fmt: skip
        except DocumentError as error:
            st.text(explain(error, language.tag))
            return
        draft = make_draft(dataset.ground, reader(), document.text, document.title or "")
        begin(draft, _about(document, draft.title))
    st.session_state[NOTICES] = document.notices
    st.rerun()


def show_notices(language: Language) -> None:
    """Say what should be known of the document that was read."""
    for notice in st.session_state.get(NOTICES, ()):
        st.text(tell(notice, language.tag))


def _about(document: Document, title: str) -> dict[str, str]:
    """Return what the document says of itself; the reader can correct it."""
    found = {"title": title, "author": document.author or "", "date": document.date or ""}
    return {name: value for name, value in found.items() if value}
