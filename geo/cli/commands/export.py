"""Write a view into a file, in any of the export formats."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from geo.cli.command import Command, add_data_argument, data_folder
from geo.errors import UnknownValueError
from geo.query.changes import changes_said, changes_since
from geo.query.export import DEFAULT_URL, Export, everything, made_on, view_of
from geo.query.link import parse_query
from geo.registry import lookup
from geo.render.export import exports
from geo.store import load_dataset


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="OUT", help="file to write; - for standard output")
    parser.add_argument(
        "--view", default="", metavar="QUERY", help="what to write: a link of the atlas, or its query string"
    )
    parser.add_argument(
        "--everything", action="store_true", help="every claim: of the view, only language and boundaries"
    )
    parser.add_argument(
        "--format", metavar="F", help=f"one of {', '.join(exports())} (default: by OUT's suffix)"
    )
    parser.add_argument(
        "--base-url", default=os.environ.get("ATLAS_URL", DEFAULT_URL), metavar="URL",
        help="where the atlas is served, for links (default: ATLAS_URL, else %(default)s)",
    )  # fmt: skip
    add_data_argument(parser)


def _format_of(arguments: argparse.Namespace) -> str:
    if arguments.format is not None:
        return str(arguments.format)
    for name, part in exports().items():
        if part.suffix == arguments.out.suffix:
            return name
    raise UnknownValueError("--format", arguments.out.suffix, tuple(exports()))


def _run(arguments: argparse.Namespace) -> int:
    # What needs no data is checked before it is read.
    chosen = lookup(exports(), "--format", _format_of(arguments))
    if not arguments.base_url.startswith(("http://", "https://")):
        raise UnknownValueError("--base-url", arguments.base_url, ("an address with http:// or https://",))
    made = made_on()
    dataset = load_dataset(data_folder(arguments))
    view = view_of(dataset, arguments.view)
    if arguments.everything:
        view = everything(view)
    query = arguments.view.partition("?")[2] or arguments.view
    for version in parse_query(query).get("v", [])[:1]:
        if version != dataset.version:
            for line in changes_said(
                dataset, changes_since(dataset, version), Export(dataset, view, made).language
            ):
                sys.stderr.write(f"{line}\n")
    pieces = chosen.write(Export(dataset, view, made, arguments.base_url))
    # The first piece is made before the file is opened: an export that fails leaves no empty file.
    first = next(pieces, b"")
    with ExitStack() as stack:
        out = _opened(arguments.out, stack)
        out.write(first)
        for piece in pieces:
            out.write(piece)
        out.flush()
    return 0


def _opened(path: Path, stack: ExitStack) -> BinaryIO:
    if str(path) == "-":
        return sys.stdout.buffer
    try:
        return stack.enter_context(path.open("wb"))
    except OSError as error:
        raise UnknownValueError(
            "OUT", str(path), (f"a file that can be written ({error.strerror})",)
        ) from error


COMMAND = Command(
    id="export",
    order=15,
    summary="write a view into a file; any of the export formats",
    arguments=_arguments,
    run=_run,
)
