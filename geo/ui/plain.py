"""The one way that text may enter Markdown: escaped, so that it shows as it is.

Streamlit reads Markdown in labels, help, captions and messages. There an image would fetch its
address and so tell a stranger who is reading; a colour or icon directive would eat words. Text of
the data goes through `st.text`, a dataframe or a component where it can, and through here where
only Markdown is on offer.
"""

from __future__ import annotations

import re
from typing import Final

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_JOINER: Final = "\u2060"
# Bare addresses and :shortcodes: are recognised after escapes are undone, so an invisible word
# joiner breaks them up.
_LATE: Final = re.compile(r"(:(?=[\w+/-])|(?<=www)\.|(?<=\w)@(?=\w))", re.IGNORECASE)


def plain(text: str) -> str:
    """Return Markdown that shows ``text`` as it is, on one line."""
    broken = _LATE.sub(lambda match: match.group(1) + _JOINER, " ".join(text.split()))
    return _PUNCTUATION.sub(r"\\\1", broken)
