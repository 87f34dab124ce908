"""Markdown (CommonMark with tables), and the few lines of front matter that sites put before it."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt

from geo.ingest.documents.document import Limits
from geo.ingest.documents.format import Format, Parsed, Sample
from geo.ingest.documents.html_text import node_text, parse_html
from geo.ingest.documents.plain_text import day

LONGEST: Final = 600_000
"""Code points; what is longer is read as plain text, its marks left in it: rendering takes seconds."""

_FRONT: Final = re.compile(r"---[ \t]*\r?\n(.{0,4000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_ENTRY: Final = re.compile(
    r"^(title|author|date|lang)[ \t]*:[ \t]*(.+?)[ \t\r]*$", re.MULTILINE | re.IGNORECASE
)
_SIGNS: Final = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),  # a heading
    re.compile(r"^\S[^\n]{0,200}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE),  # a heading underlined
    re.compile(r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)"),  # a link
    re.compile(r"^(?:```|~~~)", re.MULTILINE),  # code
    re.compile(r"\*\*\S[^*\n]{0,200}\*\*"),  # strong
    re.compile(r"^\|[^\n]{0,500}\|[ \t]*\n\|[ :|-]+\|[ \t]*$", re.MULTILINE),  # a table
)
_RENDERER: Final = MarkdownIt("commonmark").enable("table")


def _is_markdown(sample: Sample) -> bool:
    if len(sample.text) > LONGEST:
        return False
    front = _FRONT.match(sample.head)
    if front and _ENTRY.search(front.group(1)):
        return True
    return any(sign.search(sample.head) for sign in _SIGNS)


def _parse(sample: Sample, limits: Limits) -> Parsed:  # noqa: ARG001 - every format takes both
    text = sample.text.lstrip("\ufeff \t\r\n")
    front = _FRONT.match(text)
    said = {}
    if front:
        said = {key.lower(): value.strip("\"'") for key, value in _ENTRY.findall(front.group(1))}
        text = text[front.end() :]
    tree = parse_html(_RENDERER.render(text))
    heading = tree.css_first("h1")
    title = said.get("title") or (node_text(heading) if heading is not None else None)
    body = tree.body
    return Parsed(
        node_text(body) if body is not None else "",
        title=title,
        author=said.get("author"),
        date=day(said.get("date")),
        language=said.get("lang"),
    )


FORMAT = Format("markdown", 60, "Markdown", _is_markdown, _parse)
