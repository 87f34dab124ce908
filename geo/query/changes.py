"""What has changed in the data since the version that a link was made with."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.i18n import Language, pick
from geo.model.change import Change, ChangeLog, Sort
from geo.store import Dataset
from geo.store.changes import load_changes

_WORDS: Final = MappingProxyType({
    "unknown": {
        "en": "The link names data version {since}, which this atlas never had; it has {version}.",
        "ru": "Ссылка называет версию данных {since}, которой у атласа не было; здесь {version}.",
    },
    "none": {
        "en": "The link was made with data version {since}. No claim has changed since.",
        "ru": "Ссылка создана с версией данных {since}. С тех пор ни одно утверждение не изменилось.",
    },
    "some": {
        "en": "The link was made with data version {since}; this is {version}. Since then:",
        "ru": "Ссылка создана с версией данных {since}; здесь {version}. С тех пор:",
    },
    "added": {"en": "Added: {claim}. {note}", "ru": "Добавлено: {claim}. {note}"},
    "withdrawn": {"en": "Withdrawn: {claim}. {note}", "ru": "Отозвано: {claim}. {note}"},
    "corrected": {"en": "Corrected: {claim}. {note}", "ru": "Исправлено: {claim}. {note}"},
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """The net effect of every version after ``since``: a claim added and withdrawn again is absent.

    Parameters
    ----------
    since
        The version asked for.
    known
        Whether there ever was such a version; where not, nothing can be said of what changed.
    added, withdrawn, corrected
        By claim id, each with the newest note on it.
    """

    since: str
    known: bool
    added: tuple[Change, ...] = ()
    withdrawn: tuple[Change, ...] = ()
    corrected: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether any claim has changed."""
        return bool(self.added or self.withdrawn or self.corrected)


def changes_since(dataset: Dataset, version: str) -> Changes:
    """Return what has changed since a version; text from a link may be given as it is.

    Raises
    ------
    DataError
        Where the log can't be read.
    """
    return changes_in(load_changes(dataset.data_dir), version)


def changes_in(log: ChangeLog, version: str) -> Changes:
    """Return what a log records after a version."""
    ids = [entry.id for entry in log.version]
    if version not in ids:
        return Changes(version, known=False)
    newer = log.version[: ids.index(version)]
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for entry in reversed(newer):
        for change in entry.change:
            first.setdefault(change.claim, change)
            last[change.claim] = change
    found: dict[Sort, list[Change]] = {"added": [], "withdrawn": [], "corrected": []}
    for claim, change in sorted(last.items()):
        sort = _net(first[claim].change, change.change)
        if sort is not None:
            found[sort].append(change)
    return Changes(version, True, tuple(found["added"]), tuple(found["withdrawn"]), tuple(found["corrected"]))


def _net(first: Sort, last: Sort) -> Sort | None:
    """Return what the first and the last change to a claim amount to."""
    was_there, is_there = first != "added", last != "withdrawn"
    if was_there and is_there:
        return "corrected"
    if was_there:
        return "withdrawn"
    return "added" if is_there else None


def changes_said(dataset: Dataset, changes: Changes, language: Language) -> tuple[str, ...]:
    """Return the changes in words: a heading, then a line a claim. To be shown as text only."""

    def say(key: str, **values: str) -> str:
        return language.part(f"changes.{key}", _WORDS[key]).format(**values)

    head = "some" if changes else "none" if changes.known else "unknown"
    lines = [say(head, since=changes.since, version=dataset.version)]
    for sort in ("added", "withdrawn", "corrected"):
        lines += [
            say(sort, claim=change.claim, note=pick(change.note, language.tag))
            for change in getattr(changes, sort)
        ]
    return tuple(lines)
