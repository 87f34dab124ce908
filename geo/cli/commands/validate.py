"""Check everything that the data folder holds and print every problem."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from geo.cli.command import Command, add_data_argument, data_folder
from geo.errors import UnknownValueError
from geo.store.validate import examine


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--texts", type=Path, metavar="DIR",
        help="folder with <text id>.txt, to check every passage's hash (default: ATLAS_TEXTS)",
    )  # fmt: skip
    add_data_argument(parser)


def _run(arguments: argparse.Namespace) -> int:
    named = os.environ.get("ATLAS_TEXTS")
    texts = arguments.texts or (Path(named) if named else None)
    if texts is not None and not texts.is_dir():
        raise UnknownValueError("--texts", str(texts), ("a folder that exists",))
    report = examine(data_folder(arguments), texts)
    for problem in report.problems:
        sys.stdout.write(f"{problem}\n")
    if report.problems:
        sys.stderr.write(f"{len(report.problems)} problems\n")
        return 1
    sys.stdout.write(f"{report.summary}\n")
    return 0


COMMAND = Command(
    id="validate",
    order=20,
    summary="check all data; print every problem as file:record: field expected X, got Y",
    arguments=_arguments,
    run=_run,
)
