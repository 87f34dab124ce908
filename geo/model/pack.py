"""A pack: one reviewed text as it is kept and shared, named by the hash of its contents.

It holds metadata, claims, the places that the atlas lacks, locators and hashes; the article itself
only where the reader who shared it chose so. A pack is never changed: another one has another name.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Literal, Self

from pydantic import ValidationError, model_validator

from geo.errors import DataError, Problem
from geo.model.base import Model
from geo.model.claim import Claim
from geo.model.place import Place
from geo.model.text import Text


class Pack(Model):
    """One text with its claims. ``places`` are those that its claims stand on and the atlas lacks."""

    format: Literal[1] = 1
    text: Text
    claims: tuple[Claim, ...]
    places: tuple[Place, ...] = ()
    article: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        strangers = [claim.id for claim in self.claims if claim.text != self.text.id]
        if strangers:
            msg = f"claims of {self.text.id} expected, got {strangers[:3]}"
            raise ValueError(msg)
        if self.article is not None:
            raw = self.article.encode("utf-8", "replace")
            if len(self.article) != self.text.chars or hashlib.sha256(raw).hexdigest() != self.text.sha256:
                msg = "the article that text describes expected, got another"
                raise ValueError(msg)
        return self


def canonical(pack: Pack) -> bytes:
    """Return a pack as JSON in its one form: keys sorted, no blanks, UTF-8. Equal packs give equal bytes."""
    return json.dumps(
        pack.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False,
    ).encode("utf-8")  # fmt: skip


def pack_hash(body: bytes) -> str:
    """Return the name of a pack: the SHA-256 of its canonical JSON, as hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def short_hash(body_hash: str) -> str:
    """Return the first 66 bits of a hash in the alphabet of URLs: the part of it that a link carries."""
    return base64.urlsafe_b64encode(bytes.fromhex(body_hash)).decode("ascii")[:11]


def read_pack(body: bytes) -> Pack:
    """Read a pack from its canonical JSON.

    Raises
    ------
    DataError
        Where it is none.
    """
    try:
        return Pack.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "record"
        raise DataError([Problem.of("pack", "-", field, str(first["msg"]), first["input"])]) from error
