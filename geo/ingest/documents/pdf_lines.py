"""Make paragraphs of the lines that a PDF page is printed in."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import Final

_PAGE_NUMBER: Final = re.compile(
    r"\W{0,4}(?:page |стр\. ?|с\. ?)?\d{1,4}(?: ?(?:/|of|из) ?\d{1,4})?\W{0,4}", re.IGNORECASE
)
_ENDS: Final = re.compile(r"[.!?…:;][\"»”’)\]]{0,3}$")
_ITEM: Final = re.compile(r"[•▪◦–—*-] |\d{1,2}[.)] ")
_SOFT_END: Final = re.compile(r"\w[-\u00ad\u2010]$")
_SHORT: Final = 0.75
"""Share of a page's usual line below which a line that ends a sentence ends a paragraph too."""

_RUNNING: Final = 0.5
"""Share of the pages on which a first or last line must recur to be a running head."""


def join_pages(pages: list[str]) -> str:
    """Return the text of pages as paragraphs: running heads and page numbers left out, broken words mended."""
    lines = [[line.strip() for line in page.split("\n")] for page in pages]
    lines = [[line for line in page if line] for page in lines]
    running = _running(lines)
    blocks: list[str] = []
    for page in lines:
        kept = [
            line
            for number, line in enumerate(page)
            if not (_at_edge(number, len(page)) and (line in running or _PAGE_NUMBER.fullmatch(line)))
        ]
        found = _paragraphs(kept)
        if blocks and found and not _ENDS.search(blocks[-1]):
            # A sentence that goes on overleaf.
            blocks[-1] = _glued(blocks[-1], found.pop(0))
        blocks += found
    return "\n\n".join(blocks)


def _at_edge(number: int, lines: int) -> bool:
    return number < 2 or number >= lines - 2


def _running(pages: list[list[str]]) -> frozenset[str]:
    """Return the lines that recur at the edges of most pages, three at least."""
    edges = Counter(
        line
        for page in pages
        for line in {line for number, line in enumerate(page) if _at_edge(number, len(page))}
    )
    return frozenset(line for line, count in edges.items() if count >= 3 and count > _RUNNING * len(pages))


def _paragraphs(lines: list[str]) -> list[str]:
    if not lines:
        return []
    usual = median(len(line) for line in lines)
    found: list[list[str]] = [[]]
    for line in lines:
        before = found[-1][-1] if found[-1] else None
        if before is not None and (
            (len(before) < _SHORT * usual and _ENDS.search(before) is not None)
            or _ITEM.match(line) is not None
            or len(before) < _SHORT * _SHORT * usual
        ):
            found.append([])
        found[-1].append(line)
    return [_one(block) for block in found]


def _one(block: list[str]) -> str:
    """Return the lines of one paragraph as one line."""
    parts: list[str] = []
    for line in block:
        if parts and _SOFT_END.search(parts[-1]):
            parts[-1] = _mended(parts[-1], line)
        else:
            parts.append(line)
    return " ".join(parts)


def _glued(before: str, line: str) -> str:
    return _mended(before, line) if _SOFT_END.search(before) else f"{before} {line}"


def _mended(before: str, line: str) -> str:
    """Join a line to one that ends in a hyphen: a word broken in two loses it, "Tajik-Afghan" keeps it."""
    return (before[:-1] if line[:1].islower() or before[-1] == "\u00ad" else before) + line
