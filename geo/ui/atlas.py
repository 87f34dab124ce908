"""The dataset: one that every session shares, or that with a shared text beside its own."""

from __future__ import annotations

import streamlit as st

from geo.errors import AtlasError, DataError, Problem
from geo.i18n import languages
from geo.render.geometry_files import geometry_files
from geo.store import Dataset, load_dataset
from geo.store.dataset import find_data_dir
from geo.store.packs import PackError
from geo.store.validate import problems
from geo.ui import packs, state
from geo.ui.evidence import claim_card


def atlas() -> Dataset:
    """Return the dataset that the session looks at: with the pack of its view where it has one.

    Outside a session, as for files and health checks, it is the one that ships.

    Raises
    ------
    DataError
        As `shipped` does.
    """
    base = shipped()
    asked = state.asked_pack() if packs.in_session() else None
    return packs.opened(base, asked) if asked else base


def atlas_of(pack_id: str | None) -> Dataset:
    """Return the dataset with a pack, or without where it can't be had; for who is in no session.

    Raises
    ------
    DataError
        As `shipped` does.
    """
    try:
        return packs.with_pack(shipped(), pack_id) if pack_id else shipped()
    except PackError:
        return shipped()


@st.cache_resource(show_spinner=False)
def shipped() -> Dataset:
    """Return the dataset, read once a server (two seconds). Nothing may change it.

    Raises
    ------
    DataError
        Where the data is wrong; it is then read again on the next call.
    """
    data_dir = find_data_dir()
    try:
        dataset = load_dataset(data_dir)
        # Whatever a page may need is asked for once, so that a claim that points nowhere is found
        # now and not by the reader who opens it. Both results are kept.
        geometry_files(dataset)
        for tag in languages():
            for claim in dataset.claims:
                claim_card(dataset, claim.id, tag)
    except (AtlasError, LookupError) as error:
        found = list(error.problems) if isinstance(error, DataError) else []
        found += [problem for problem in problems(data_dir) if problem not in found]
        raise DataError(found or [Problem(".", "-", "data", "to be whole", str(error))]) from error
    return dataset
