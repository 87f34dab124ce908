"""Read an unseen text into candidate claims: offline, on CPU, deterministic, explained.

`read` is the way in. Every mention, threat and claim says in ``why`` which rule, entry and context
decided; what can't be located stays unlocated.
"""

from geo.ingest.reader import Reader, load_reader
from geo.ingest.reading import Mention, Reading

__all__ = ["Mention", "Reader", "Reading", "load_reader"]
