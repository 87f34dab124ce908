"""The text of HTML as a reader of the page sees it: blocks as paragraphs, without scripts and furniture.

The tree is Lexbor's, which never fetches or runs anything. It is walked without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from geo.ingest.documents.plain_text import paragraphs

_LEFT_OUT: Final = frozenset({
    "script", "style", "noscript", "template", "nav", "aside", "form", "button", "select", "textarea", "input",
    "svg", "math", "iframe", "object", "embed", "video", "audio", "canvas", "head", "dialog", "menu", "map",
    "frameset", "noframes", "datalist", "footer",
})  # fmt: skip
_PARAGRAPH: Final = frozenset({
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl",
    "blockquote", "pre", "table", "figure", "figcaption", "address", "hr", "details", "summary", "fieldset", "body",
    "center", "hgroup",
})  # fmt: skip
_LINE: Final = frozenset({"li", "tr", "dt", "dd", "caption"})
_CELL: Final = frozenset({"td", "th"})
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_MANY: Final = re.compile(r" {2,}")
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_ROOTS: Final = 12
_WHOLE: Final = 0.4
"""Share of a page's text that an ``<article>`` or ``<main>`` must hold to be taken for the page's article."""


def parse_html(markup: str) -> LexborHTMLParser:
    """Return the tree of some HTML."""
    return LexborHTMLParser(markup)


def article_text(tree: LexborHTMLParser) -> str:
    """Return the text of a page's article where it marks one, else of the whole page."""
    body = tree.body or tree.root
    if body is None:
        return ""
    whole = node_text(body)
    parts = (node_text(node) for node in tree.css("article, main, [role=main]")[:_MOST_ROOTS])
    longest = max(parts, key=len, default="")
    return longest if len(longest) > _WHOLE * len(whole) else whole


def node_text(root: LexborNode) -> str:
    """Return the text below a node."""
    pieces: list[str] = []
    pre = 0
    for node, entering in _walk(root):
        tag = node.tag
        if tag == "-text" and entering:
            text = node.text_content or ""
            pieces.append(text if pre else _BLANKS.sub(" ", text))
        elif tag == "br" and entering:
            pieces.append("\n")
        elif tag in _PARAGRAPH:
            pre += (1 if entering else -1) if tag == "pre" else 0
            pieces.append("\n\n")
        elif tag in _LINE and entering:
            pieces.append("\n")
        elif tag in _CELL and not entering:
            pieces.append("\t")
    text = _MANY.sub(" ", "".join(pieces))
    return paragraphs(text.replace(" \t", "\t").replace("\t ", "\t"))


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each node below a root twice, entering and leaving; what is left out is passed over."""
    stack: list[LexborNode] = []
    node = root.first_child
    while node is not None or stack:
        if node is None:
            node = stack.pop()
            yield node, False
            node = node.next
            continue
        if _is_left_out(node):
            node = node.next
            continue
        yield node, True
        child = node.first_child
        if child is not None:
            stack.append(node)
            node = child
        else:
            yield node, False
            node = node.next


def _is_left_out(node: LexborNode) -> bool:
    if node.is_text_node:
        return False
    if not node.is_element_node:
        return True
    tag = node.tag
    if tag in _LEFT_OUT:
        return True
    attributes = node.attrs
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN_STYLE.search(style[:1000]) is not None
