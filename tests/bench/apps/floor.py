"""The floor: an empty stock Streamlit page, a radio button and one line of text.

With BENCH_FREEZE=1 it freezes the garbage collector's generations once, as the atlas does (and is started
without a full collection after each rerun, as the atlas is), so that
the two can be compared under the same setting.
"""

import gc
import os

import streamlit as st

if os.environ.get("BENCH_FREEZE") == "1" and gc.get_freeze_count() == 0:
    gc.collect()
    gc.freeze()

CHOICES = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot")
st.text(f"Chosen: {st.radio('Filter', CHOICES)}")
