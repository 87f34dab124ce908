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
from geo.ingest.documents import Document, Limits, read_document
from geo.ingest.documents.words import tell
from geo.ingest.models import recognise
from geo.store.articles import read_article
from geo.store.dataset import find_data_dir

FORMATS: Final = ("json", "text")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="an article: plain text, Markdown, HTML, PDF or DOCX; - reads stdin"
    )
    parser.add_argument(
        "--format", default="json", help="json (the default), or text: only the text in which offsets count"
    )
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


def _document(file: str) -> Document:
    path = None if file == "-" else Path(file)
    document = read_document(
        read_article(path, Limits().bytes), "standard input" if path is None else path.name
    )
    for notice in document.notices:
        sys.stderr.write(f"geo read: {document.name}: {tell(notice, 'en')}\n")
    return document


def _run(arguments: argparse.Namespace) -> int:
    if arguments.format not in FORMATS:
        raise UnknownValueError("--format", arguments.format, FORMATS)
    text_id = _text_id(arguments)
    document = _document(arguments.file)
    if arguments.format == "text":
        sys.stdout.write(document.text)
        return 0
    reader = load_reader(arguments.data or find_data_dir(), recognise if arguments.models else None)
    reading = reader.read(document.text, text_id)
    if reading.left_out:
        sys.stderr.write(
            f"geo read: {document.name}: the last {reading.left_out:,} characters were left out: too many names\n"
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
