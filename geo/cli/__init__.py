"""The command line: ``python -m geo <command>``. Output is UTF-8 on stdout, errors go to stderr.

Exit status: 0 done, 1 the data is wrong or something failed, 2 the call is wrong (an unknown value
or argument), 141 the reader of a pipe went away.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence

import geo
from geo.cli.command import commands as discovered
from geo.errors import AtlasError, DataError, UnknownValueError
from geo.store.dataset import find_data_dir, read_version


class _Version(argparse.Action):
    """Print the versions of package and data, and stop. Data is looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        try:
            data = read_version(find_data_dir())
        except DataError:
            data = "not found"
        sys.stdout.write(f"geo {geo.__version__}, data {data}\n")
        parser.exit(0)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser, with one subparser a discovered command."""
    parser = argparse.ArgumentParser(
        prog="geo", description="What analytical texts say about the CSTO, on maps."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the versions of package and data")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in discovered().values():
        subparser = subparsers.add_parser(
            command.id, help=command.summary, description=command.summary, allow_abbrev=False
        )
        command.arguments(subparser)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status (see the module); never shows a traceback for bad data."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n")
    try:
        return _run(argv)
    except BrokenPipeError:
        # The reader has all it wants. Closing here keeps Python from flushing, and failing, at exit.
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.close()
        return 141


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        status = discovered()[arguments.command].run(arguments)
        sys.stdout.flush()
    except UnknownValueError as error:
        sys.stderr.write(f"geo {arguments.command}: error: {error}\n")
        return 2
    except AtlasError as error:
        sys.stderr.write(f"geo {arguments.command}: error: {error}\n")
        return 1
    return status
