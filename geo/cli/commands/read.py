"""Read an unseen article into candidate claims and print them."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Final

from geo.cli.command import Command, add_data_argument
from geo.errors import UnknownValueError
from geo.ingest import load_reader
from geo.ingest.models import recognise
from geo.store.articles import read_article
from geo.store.dataset import find_data_dir

FORMATS: Final = ("json",)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="a plain-text article (UTF-8, UTF-16 or Windows-1251); - reads stdin"
    )
    parser.add_argument("--format", default="json", help="json (the default)")
    parser.add_argument(
        "--models",
        action="store_true",
        help="let name-recognition models add candidates (pip install .[models])",
    )
    parser.add_argument(
        "--text", metavar="ID", help="id that the claims get (default: made from the file's name)"
    )
    add_data_argument(parser)


def _text_id(arguments: argparse.Namespace) -> str:
    given = arguments.text if arguments.text is not None else Path(arguments.file).stem
    slug = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")
    if arguments.text is not None and slug != arguments.text:
        raise UnknownValueError("--text", arguments.text, ("lower-case letters, digits and single hyphens",))
    return slug or "text"


def _run(arguments: argparse.Namespace) -> int:
    if arguments.format not in FORMATS:
        raise UnknownValueError("--format", arguments.format, FORMATS)
    text_id = _text_id(arguments)
    text = read_article(None if arguments.file == "-" else Path(arguments.file))
    reading = load_reader(arguments.data or find_data_dir(), recognise if arguments.models else None).read(
        text, text_id
    )
    json.dump(reading.as_record(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    return 0


COMMAND = Command(
    id="read",
    order=20,
    summary="read an article into candidate claims: places, countries, threats, each explained",
    arguments=_arguments,
    run=_run,
)
