"""A reviewed text as files for the data folder: unpacked there, they are one more text of the atlas.

``texts/<id>/text.toml`` and ``claims.json``, and a file in ``places/`` for each place that the atlas
lacks, all as CONTRIBUTING.md describes them. The article is not among them.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Final

from geo.errors import UnknownValueError
from geo.model.pack import Pack

_BORN: Final = (1980, 1, 1, 0, 0, 0)
"""What a ZIP file says of a time it does not know: the same pack gives the same bytes."""


def text_files(pack: Pack) -> Mapping[str, str]:
    """Return the contents of each file by its path in the data folder.

    Raises
    ------
    UnknownValueError
        Where a claim is not reviewed: what nobody has looked at is no data.
    """
    open_ones = [claim.id for claim in pack.claims if claim.status != "reviewed"]
    if open_ones:
        raise UnknownValueError("status", f"{len(open_ones)} candidates", ("reviewed claims only",))
    folder = f"texts/{pack.text.id}"
    claims = [claim.model_dump(mode="json", exclude={"status"}) for claim in pack.claims]
    files = {f"{folder}/text.toml": _toml(pack), f"{folder}/claims.json": _json(claims)}
    for place in pack.places:
        record = place.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
        files[f"places/{place.id}.json"] = _json(record)
    return files


def text_folder(pack: Pack) -> bytes:
    """Return the files of `text_files` as a ZIP file, to be unpacked in the data folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in text_files(pack).items():
            packed.writestr(zipfile.ZipInfo(path, _BORN), content.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _toml(pack: Pack) -> str:
    text = pack.text
    lines = [
        f"{name} = {_string(str(getattr(text, name)))}"
        for name in ("id", "title", "author", "author_confidence", "publisher", "date", "url", "language")
    ]
    lines += [f"chars = {text.chars}", f'sha256 = "{text.sha256}"', f"licence = {_string(text.licence)}"]
    lines += [f"redistributable = {str(text.redistributable).lower()}", "boilerplate = []"]
    lines += ["# Half-open spans of code points, one for each line that is not blank.", "paragraphs = ["]
    lines += [f"  [{start}, {end}]," for start, end in text.paragraphs]
    return "\n".join([*lines, "]", ""])


def _string(text: str) -> str:
    """Return a TOML basic string. JSON's escapes are TOML's too; only DEL has to be escaped besides."""
    return re.sub("\x7f", r"\\u007F", json.dumps(text, ensure_ascii=False))
