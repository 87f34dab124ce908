"""Bind a control to a value of the draft: the draft is the truth, the control follows it.

A browser's message may have been under way when the draft changed by other means, and then carries the
control's old value. Were the control given its new value under its old key, that message would be
taken for a change of the reader's and undo what was done. So a control whose value changes by other
means becomes another control, under a key of its own, and what is still said of the old one is dropped.

The value is handed to the control as its default, on each run, and never through the session: Streamlit
tells the browser of a value in the session once, in a run that a busy page may skip; its control
would come up empty, and say so as if the reader had emptied it.
"""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

_GENERATIONS: Final = "review.generations"


def bound(name: str, value: Any) -> str:
    """Return the key for a control of this name whose default is this value."""
    generations: dict[str, int] = st.session_state.setdefault(_GENERATIONS, {})
    key = _key(name, generations.get(name, 0))
    if key in st.session_state and st.session_state[key] != value:
        generations[name] = generations.get(name, 0) + 1
        key = _key(name, generations[name])
    return key


def heard(name: str, key: str) -> Any:
    """Return what the reader has said to a control, None where it is no longer the one on the page."""
    generations: dict[str, int] = st.session_state.get(_GENERATIONS, {})
    return st.session_state.get(key) if key == _key(name, generations.get(name, 0)) else None


def _key(name: str, generation: int) -> str:
    return f"{name}.{generation}" if generation else name
