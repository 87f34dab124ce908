"""The links of `docs/questions.md` name only what the atlas has, each on a page of its own."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from geo.query.link import parse_link
from geo.store import Dataset
from geo.ui.page import pages
from tests.browser.test_questions import QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.path)
def test_a_link_is_read_without_notices(atlas: Dataset, question) -> None:
    address = urlsplit(question.path)
    page = address.path.strip("/") or next(iter(pages()))
    assert page in pages()
    _view, notices = parse_link(atlas, parse_qs(address.query), page)
    assert notices == ()


def test_a_link_to_something_else_is_seen(atlas: Dataset) -> None:
    _view, notices = parse_link(atlas, parse_qs("sel=claim:nobody-1999-001"))
    assert [notice.reason for notice in notices] == ["unknown_value"]
