"""Read an unseen text into candidate claims: offline, on CPU, deterministic, explained.

`read` is the way in. Every mention, threat and claim says in ``why`` which rule, entry and context
decided; what can't be located stays unlocated.

Importing the package is cheap, for the process of its own that takes a document apart imports it:
the reader and its gazetteer are imported when they are first asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.ingest.reader import Reader, load_reader
    from geo.ingest.reading import Mention, Reading

__all__ = ["Mention", "Reader", "Reading", "load_reader"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        msg = f"module 'geo.ingest' has no attribute {name!r}"
        raise AttributeError(msg)
    from geo.ingest import reader, reading  # noqa: PLC0415 - importing the package stays cheap

    return getattr(reader if hasattr(reader, name) else reading, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
