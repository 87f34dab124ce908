"""One reader for all tests of reading: it takes a third of a second to load."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geo.ingest import Mention, Reader, load_reader
from geo.store.dataset import find_data_dir


@pytest.fixture(scope="session")
def reader() -> Reader:
    return load_reader(find_data_dir())


@pytest.fixture
def place(reader: Reader) -> Callable[[str, str], Mention | None]:
    """Return the mention that covers the first occurrence of some words."""

    def find(text: str, words: str) -> Mention | None:
        at = text.index(words)
        return next((one for one in reader.read(text).mentions if one.start <= at < one.end), None)

    return find
