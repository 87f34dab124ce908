"""Read the bytes of an article from a file or from standard input, and no more of them than can be used."""

from __future__ import annotations

import sys
from pathlib import Path

from geo.errors import DataError, Problem


def read_article(path: Path | None, most: int) -> bytes:
    """Return the bytes of a file, or of standard input where ``path`` is None.

    At most one byte more than ``most`` is read: enough to tell that there are too many.

    Raises
    ------
    DataError
        Where the file can't be read.
    """
    try:
        if path is None:
            return sys.stdin.buffer.read(most + 1)
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        name = "standard input" if path is None else path.name
        problem = Problem(name, "-", "file", "a readable file", error.strerror or str(error))
        raise DataError([problem]) from error
