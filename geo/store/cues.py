"""Read ``data/taxonomy/cues.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model.cues import Cues
from geo.store.records import read_model

if TYPE_CHECKING:
    from pathlib import Path


def load_cues(data_dir: Path) -> Cues:
    """Return the word lists of reading.

    Raises
    ------
    DataError
        Where the file is absent or wrong.
    """
    return read_model(data_dir / "taxonomy" / "cues.toml", Cues)
