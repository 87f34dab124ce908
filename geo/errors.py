"""Every error the atlas raises on purpose.

AtlasError
├── DataError          data on disk is wrong: one or more problems, each with file and record
│   └── BuildError     a pinned source is missing, changed or not what a build step expects
├── RegistryError      a discovered module (filter, layer, chart, page, ...) breaks its contract
├── UnknownValueError  a caller named something the atlas does not have; lists the valid values
├── PassageError       a passage can't be shown: text absent, or its hash does not match
├── DocumentError      a document that a reader brought can't be taken in; says why, in any language
└── RenderError        something could not be drawn or encoded safely
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


class AtlasError(Exception):
    """Base of every error raised on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in the data, in the form ``file:record: field expected X, got Y``.

    Parameters
    ----------
    file
        Path relative to the data folder, POSIX form.
    record
        The record's id, or its line number where it has none.
    field
        Dotted path of the field.
    expected
        What would have been right, in words.
    got
        What stands there.
    """

    file: str
    record: str
    field: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.file}:{self.record}: {self.field} expected {self.expected}, got {self.got}"

    @classmethod
    def of(cls, file: str, record: object, field: str, expected: str, got: object) -> Problem:
        """Make a problem; ``got`` is shown as its ``repr``, shortened to 120 characters."""
        shown = repr(got)
        return cls(file, str(record), field, expected, shown if len(shown) <= 120 else f"{shown[:117]}...")


class DataError(AtlasError):
    """Data on disk is wrong. Carries every problem that was found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class BuildError(DataError):
    """A pinned source is missing, changed, or does not hold what a build step expects."""


class RegistryError(AtlasError):
    """A discovered module breaks its contract; the message names the module."""


class UnknownValueError(AtlasError):
    """A caller named something that the atlas does not have."""

    def __init__(self, what: str, value: object, valid: Sequence[str]) -> None:
        self.what = what
        self.value = value
        self.valid = tuple(valid)
        known = (
            f"one of {', '.join(self.valid)}" if len(self.valid) > 1 else ", ".join(self.valid) or "nothing"
        )
        super().__init__(f"{what} expected {known}, got {value!r}")


class PassageError(AtlasError):
    """A passage can't be shown: its text is not at hand, or the hash does not match."""


class DocumentError(AtlasError):
    """A document that a reader brought can't be taken in; ``str`` says so in English.

    Parameters
    ----------
    reason
        Why, as one of `geo.ingest.documents.reasons.REASONS`; `geo.ingest.documents.words.explain`
        says it in any language.
    problem
        The same as file, field, what was expected and what came.
    values
        Figures and names that the words of the reason need.
    """

    def __init__(self, reason: str, problem: Problem, values: Mapping[str, str]) -> None:
        self.reason = reason
        self.problem = problem
        self.values = dict(values)
        super().__init__(str(problem))


class RenderError(AtlasError):
    """Something could not be drawn or encoded safely."""
