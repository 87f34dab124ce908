"""A file that a browser fetches once: its name holds a hash of its contents, so it may be cached for ever."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file to serve: its bytes, the same gzipped, and its media type."""

    raw: bytes = field(repr=False)
    gzipped: bytes = field(repr=False)
    media_type: str

    @classmethod
    def of(cls, raw: bytes, media_type: str, level: int = 9) -> Self:
        """Return the file of some bytes, gzipped at a level from 0 to 9; the same bytes give the same file."""
        return cls(raw, gzip.compress(raw, compresslevel=level, mtime=0), media_type)

    @classmethod
    def of_json(cls, content: Any) -> Self:
        """Return the file that holds a value as compact JSON."""
        raw = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        return cls.of(raw, "application/json")

    def name(self, stem: str, suffix: str = "json") -> str:
        """Return the name to serve it under."""
        return f"{stem}.{hashlib.sha256(self.raw).hexdigest()[:12]}.{suffix}"
