"""Read and check ``data/changes.toml``, the log of what each version of the data changed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from geo.errors import DataError, Problem
from geo.model.change import ChangeLog, ordered
from geo.store.records import build, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE: Final = "changes.toml"


def load_changes(data_dir: Path) -> ChangeLog:
    """Read the log.

    Raises
    ------
    DataError
        Where it is absent or does not fit the model.
    """
    log, problems = build(ChangeLog, read_toml(data_dir / FILE, FILE), FILE, "-")
    if log is None:
        raise DataError(problems)
    return log


def problems(log: ChangeLog, version: str, claims: Iterable[str]) -> list[Problem]:
    """Check a log against the version and the claim ids of the data that it stands in.

    Newest first, each version once; the newest is the data's own; and the claims that the log
    leaves in being are there, those it withdrew are not.
    """
    found: list[Problem] = []
    ids = [entry.id for entry in log.version]
    if ids[0] != version:
        found.append(
            Problem.of(FILE, ids[0], "id", f"{version}, as VERSION says, in the first entry", ids[0])
        )
    found += [
        Problem.of(FILE, later, "id", f"a version before {earlier}", later)
        for earlier, later in itertools.pairwise(ids)
        if ordered(later) >= ordered(earlier)
    ]
    present = set(claims)
    settled: set[str] = set()
    for entry in log.version:
        named: set[str] = set()
        for change in entry.change:
            if change.claim in named:
                found.append(
                    Problem.of(FILE, entry.id, "change.claim", "a claim once a version", change.claim)
                )
            named.add(change.claim)
            # Only the newest word on a claim can be held against the data.
            if change.claim not in settled and (change.change == "withdrawn") == (change.claim in present):
                wanted = "a claim that is no longer there" if change.change == "withdrawn" else "a claim's id"
                found.append(Problem.of(FILE, entry.id, "change.claim", wanted, change.claim))
        settled |= named
    return found
