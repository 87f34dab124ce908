"""What changed between versions of the data: claims added, withdrawn, corrected."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from geo.model.base import Model, Slug, Summary

Version = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,2}\.\d+$")]
"""A data version: year, month and a number, such as ``2026.11.0``."""

Sort = Literal["added", "withdrawn", "corrected"]


class Change(Model):
    """One claim that a version added, withdrew or corrected, and why, in our words."""

    claim: Slug
    change: Sort
    note: Summary


class DataVersion(Model):
    """One version of the data. ``note`` says what it brought."""

    id: Version
    note: Summary
    change: tuple[Change, ...] = ()


class ChangeLog(Model):
    """The contents of ``data/changes.toml``: every version that was ever published, newest first."""

    version: Annotated[tuple[DataVersion, ...], Field(min_length=1)]


def ordered(version: str) -> tuple[int, ...]:
    """Return a version as numbers, so that 2026.9.0 comes before 2026.11.0."""
    return tuple(int(part) for part in version.split("."))
