"""HTML pages as a browser saves them."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from geo.ingest.documents.document import Limits
from geo.ingest.documents.format import Format, Parsed, Sample
from geo.ingest.documents.html_text import article_text, node_text, parse_html
from geo.ingest.documents.plain_text import day

# The groups are atomic: comments within comments must not be tried in every way there is.
_START: Final = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*)?(?><!--.{0,2000}?-->\s*){0,5}+"
    r"<(?:!DOCTYPE\s+html|html|head|body|meta|title|article|main|section|div|p|h[1-6]|table|ul|ol|span|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_TITLES: Final = ('meta[property="og:title"]', 'meta[name="twitter:title"]')
_AUTHORS: Final = ('meta[name="author"]', 'meta[property="article:author"]')
_DATES: Final = (
    'meta[property="article:published_time"]', 'meta[name="date"]', 'meta[itemprop="datePublished"]',
    'meta[name="DC.date.issued"]',
)  # fmt: skip


def _is_html(sample: Sample) -> bool:
    return _START.match(sample.head) is not None


def _parse(sample: Sample, limits: Limits) -> Parsed:  # noqa: ARG001 - every format takes both
    tree = parse_html(sample.text)
    language = tree.css_first("html")
    return Parsed(
        article_text(tree),
        title=_meta(tree, _TITLES) or _heading(tree),
        author=_meta(tree, _AUTHORS),
        date=day(_meta(tree, _DATES) or _time(tree)),
        language=language.attrs.get("lang") if language is not None else None,
    )


def _meta(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> str | None:
    for selector in selectors:
        node = tree.css_first(selector)
        if node is not None and (content := node.attrs.get("content")):
            return content
    return None


def _heading(tree: LexborHTMLParser) -> str | None:
    """Return the one first heading of a page, else its title, which often carries the outlet's name too."""
    headings = tree.css("h1")
    if len(headings) == 1 and (text := node_text(headings[0])):
        return text
    title = tree.css_first("title")
    return title.text_content or title.text() if title is not None else None


def _time(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("time[datetime]")
    return node.attrs.get("datetime") if node is not None else None


FORMAT = Format("html", 40, "HTML", _is_html, _parse)
