"""The name of a document, reduced to what may be shown and kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 100
"""Code points of a clean name."""

_UNFIT: Final = re.compile(r'[<>:"|?*\\/]')


def clean_name(name: str) -> str:
    """Return the last part of a name without anything that a file system, a page or a shell could stumble on.

    Folders, drive letters, control characters, marks of direction, leading and trailing dots and
    blanks go; what is too long is cut before its ending. The result is never empty and never a path.
    """
    last = re.split(r"[\\/]", name[:4096].strip("\\/ "))[-1]
    shown = "".join(
        char if unicodedata.category(char)[0] != "C" else " " for char in unicodedata.normalize("NFC", last)
    )
    shown = " ".join(_UNFIT.sub(" ", shown).split()).strip(" .")
    if len(shown) > LONGEST:
        head, dot, ending = shown.rpartition(".")
        keep = f"{dot}{ending}" if dot and len(ending) <= 8 else ""
        shown = (head or ending)[: LONGEST - len(keep)].rstrip(" .") + keep
    return shown or "text"
