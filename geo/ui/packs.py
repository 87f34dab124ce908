"""The store of this server, and the dataset with a shared text beside the atlas's own."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.errors import DataError
from geo.i18n import Language, languages
from geo.store import Dataset, find_data_dir
from geo.store.added import add_pack
from geo.store.packs import MEMORY, PackError, PackStore, default_url, open_store
from geo.ui import state
from geo.ui.evidence import claim_card
from geo.ui.settings import settings

KNOWN: Final = "packs.known"
"""Session state: the pack that was shown last, so that it stays while the database is away."""
TROUBLE: Final = "packs.trouble"
"""Session state: why the pack that was asked for is not shown, and the address that asked for it."""

FRESH: Final = 5
"""Seconds for which a pack that was there is not looked for again: so long a deleted one may still be seen."""


def shares() -> bool:
    """Tell whether this atlas keeps packs for others."""
    return settings().uploads == "shared"


@st.cache_resource(show_spinner=False)
def store() -> PackStore:
    """Return the store of this server; where nothing is shared it holds drafts only, in memory.

    Raises
    ------
    PackError
        Where the database's address can't be used; whether it answers is seen later.
    """
    if not shares():
        return open_store(MEMORY)
    named = settings().database_url
    return open_store(named.get_secret_value() if named is not None else default_url(find_data_dir()))


def with_pack(base: Dataset, pack_id: str) -> Dataset:
    """Return the dataset with a pack's text. The same object each time, as long as it is in use.

    Raises
    ------
    PackError
        Where there is no such pack, or it can't be read or shown here.
    """
    if not shares():
        raise PackError("unknown")
    return _made(base, pack_id, _digest(pack_id))


def opened(base: Dataset, pack_id: str) -> Dataset:
    """Return what `with_pack` does, or the base; then `trouble` says why.

    What the session has been shown stays while the database is away.
    """
    try:
        dataset = with_pack(base, pack_id)
    except PackError as error:
        known: Dataset | None = st.session_state.get(KNOWN)
        if error.passing and known is not None and known.pack == pack_id and known.base is base:
            return known
        asked = {key: st.query_params.get_all(key) for key in st.query_params}
        st.session_state[TROUBLE] = (error, asked)
        return base
    st.session_state[KNOWN] = dataset
    st.session_state.pop(TROUBLE, None)
    return dataset


def trouble(language: Language) -> str:
    """Return why the pack that was asked for is not shown, "" where nothing is wrong."""
    found = st.session_state.get(TROUBLE)
    return found[0].say(language) if found else ""


def can_try_again() -> bool:
    """Tell whether the pack that was asked for may be there in a while."""
    found = st.session_state.get(TROUBLE)
    return bool(found and found[0].passing)


def try_again() -> None:
    """Open once more the address that asked for a pack in vain; for a callback."""
    _error, asked = st.session_state.pop(TROUBLE)
    st.query_params.from_dict(asked)
    st.session_state.pop(state.VIEW, None)


def in_session() -> bool:
    """Tell whether a page is being drawn, rather than a file served."""
    return get_script_run_ctx(suppress_warning=True) is not None


@st.cache_data(ttl=FRESH, max_entries=1024, show_spinner=False)
def _digest(pack_id: str) -> str:
    return store().hash_of(pack_id)


@st.cache_resource(max_entries=24, show_spinner=False)
def _made(_base: Dataset, pack_id: str, digest: str) -> Dataset:  # noqa: ARG001 - part of the cache's key
    """Read a pack and check it as a text of ``data/texts`` is checked; kept by its id and hash."""
    pack = store().pack(pack_id)
    try:
        dataset = add_pack(_base, pack, pack_id)
        # Whatever a page may need is asked for once, as for the atlas's own claims.
        for tag in languages():
            for claim in pack.claims:
                claim_card(dataset, claim.id, tag)
    except (DataError, LookupError) as error:
        raise PackError("unfit", str(error)) from error
    return dataset
