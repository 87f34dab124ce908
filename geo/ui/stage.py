"""A page beside its evidence: what is read on the left, the claims that it opens on the right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from geo.query.sentence import sentence
from geo.ui.component import evidence_panel
from geo.ui.evidence import evidence_payload
from geo.ui.page import Context


@contextmanager
def stage(context: Context) -> Iterator[None]:
    """Lay a page out; what is drawn inside stands on the left.

    The panel does not offer to open one claim alone: here the selection also says whose profile or
    which threat is looked at.
    """
    with st.container(key="atlas_sentence"):
        st.text(sentence(context.dataset, context.view, context.selection, context.language))
    with st.container(key="atlas_stage", horizontal=True, wrap=False):
        with st.container(key="atlas_reading", width="stretch"):
            yield
        with st.container(key="atlas_evidence", width=440):
            evidence_panel({**evidence_payload(context.dataset, context.view), "single": True})
