"""Make a data folder with many times the claims, to see what growth costs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any


def grow(data_dir: Path, target: Path, times: int) -> int:
    """Copy a data folder, every claim ``times`` times under ids of its own; return how many there are.

    Articles that a reader keeps beside the data are left out: the page is the same without them.
    """
    shutil.copytree(data_dir, target, ignore=shutil.ignore_patterns("text.txt"))
    count = 0
    for path in sorted(target.glob("texts/*/claims.json")):
        claims = replicas(json.loads(path.read_text(encoding="utf-8")), times)
        path.write_text(json.dumps(claims, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        count += len(claims)
    return count


def replicas(claims: list[dict[str, Any]], times: int) -> list[dict[str, Any]]:
    """Return each claim ``times`` times, in the order of their passages, numbered from 1."""
    width = len(str(len(claims) * times))
    copies = [(claim, copy) for claim in claims for copy in range(times)]
    return [
        {
            **claim,
            "id": f"{claim['id'].rpartition('-')[0]}-{number:0{width}}",
            # Not the same words again and again, or the copies would compress to nothing.
            "summary": {tag: f"{words} ({copy + 1})" for tag, words in claim["summary"].items()},
        }
        for number, (claim, copy) in enumerate(copies, start=1)
    ]
