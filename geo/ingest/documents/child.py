"""The process that takes one document apart, and nothing else; `process` starts it.

It reads a line of JSON (the limits) and then the document from standard input, and writes one line
of JSON. What a document could turn to its own ends is given up before the first byte of it is
looked at: see `confine` and `close_the_door`.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
from dataclasses import asdict

from geo.errors import RegistryError
from geo.ingest.documents.document import Document, Limits
from geo.ingest.documents.format import Sample, formats
from geo.ingest.documents.plain_text import field, has_words, language_of, tidy
from geo.ingest.documents.reasons import Unfit
from geo.ingest.documents.refused import refuse_other_formats

NO_MEMORY = b'{"refused": "too_heavy"}\n'
"""Made beforehand: when memory has run out, none is left to make it."""


def confine(limits: Limits) -> None:
    """Bound memory and processor time; let no file be written, no process be started, no core be dumped.

    A system that knows a bound by another name, or not at all, still has the wall time of the parent.
    """
    bounds = (
        ("RLIMIT_AS", limits.memory, limits.memory),
        # The soft bound ends the process; the hard one is there in case it does not.
        ("RLIMIT_CPU", limits.cpu_seconds, limits.cpu_seconds + 1),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NPROC", 0, 0),
    )
    for name, soft, hard in bounds:
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (soft, hard))
    with contextlib.suppress(OSError):
        os.nice(10)  # the pages that others look at come first


def close_the_door() -> None:
    """Let no descriptor be opened any more: no file, no pipe, no connection, whatever a parser is talked into."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def take_apart(data: bytes, limits: Limits) -> Document:
    """Return a document; its name is left to the parent.

    Raises
    ------
    Unfit
        Where it can't be taken in.
    """
    sample = Sample(data)
    refuse_other_formats(sample)
    found = next((one for one in formats().values() if one.is_mine(sample)), None)
    if found is None:
        raise RegistryError("geo.ingest.documents.formats: expected one that takes every text, got none")
    try:
        parsed = found.parse(sample, limits)
    except (Unfit, MemoryError):
        raise
    except RecursionError:
        raise Unfit("unreadable", format=found.label, fault="one that is nested too deep") from None
    except Exception as error:
        raise Unfit(
            "unreadable", format=found.label, fault=f"one that is broken ({type(error).__name__})"
        ) from error
    text = tidy(parsed.text)
    if len(text) > limits.characters:
        raise Unfit("too_long", most=f"{limits.characters:,}")
    if not has_words(text):
        raise Unfit("empty")
    return Document(
        text, "", found.id, field(parsed.title), field(parsed.author), parsed.date,
        language_of(text, parsed.language), parsed.notices,
    )  # fmt: skip


def answer(data: bytes, limits: Limits) -> bytes:
    """Return the line that tells the parent of a document, or why there is none."""
    try:
        told = asdict(take_apart(data, limits))
    except Unfit as error:
        told = {"refused": error.reason, "values": error.values}
    return json.dumps(told).encode("ascii") + b"\n"


def main() -> None:
    """Read one document from standard input, write the answer, end."""
    line = sys.stdin.buffer.readline(4096)
    limits = Limits(**json.loads(line))
    confine(limits)
    formats()
    close_the_door()
    data = sys.stdin.buffer.read(limits.bytes + 1)
    try:
        said = answer(data, limits)
    except MemoryError:
        said = NO_MEMORY
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()
    # Freeing millions of small things one by one could take longer than reading them.
    os._exit(0)
