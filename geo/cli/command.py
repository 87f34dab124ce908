"""What a command is. Each module of ``geo.cli.commands`` ends in ``COMMAND = Command(...)``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.errors import UnknownValueError
from geo.registry import discover
from geo.store import find_data_dir


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the command line.

    Parameters
    ----------
    id
        The word it is called by.
    order
        Where it stands in the help.
    summary
        One line for the help.
    arguments
        Adds the command's arguments to its parser.
    run
        Does the work and returns the exit status. May raise any `AtlasError`: one that names an
        unknown value ends in status 2, any other in status 1.
    """

    id: str
    order: int
    summary: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


@cache
def commands() -> Mapping[str, Command]:
    """Return every command by id, in order."""
    return discover("geo.cli.commands", "COMMAND", Command)


def add_data_argument(parser: argparse.ArgumentParser) -> None:
    """Add ``--data``, the folder to read instead of the one that ``find_data_dir`` finds."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="data folder (default: ATLAS_DATA, else the one beside the package)",
    )


def data_folder(arguments: argparse.Namespace) -> Path:
    """Return the data folder that a call means (see `add_data_argument`).

    Raises
    ------
    UnknownValueError
        Where the named folder does not exist.
    DataError
        Where none is named and there is none.
    """
    named: Path | None = arguments.data
    if named is not None and not named.is_dir():
        raise UnknownValueError("--data", str(named), ("a folder that exists",))
    return named or find_data_dir()
