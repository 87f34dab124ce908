"""The twenty questions of an analyst: each link of `docs/questions.md` opens a page that holds the answer."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
LINK = re.compile(r"^\[(?P<said>/[^\]]*)\]\(http://localhost:8501(?P<path>/[^)]*)\)$")
PRESS = re.compile(r"^Then press \*(?P<name>[^*]+)\*\.$")
LINE = re.compile(r"^- `(?P<text>[^`]+)`$")
BOLD = re.compile(r"\*\*([^*]+)\*\*")

SEEN = Path(__file__).with_name("seen.js").read_text("utf-8")
PATIENCE = 20
"""Seconds that a page has until it shows all of an answer."""


@dataclass(frozen=True)
class Question:
    """One question: where the answer is found, what to press there, the answer, the lines on the page."""

    title: str
    path: str
    press: str | None
    answer: str
    lines: tuple[str, ...]


def read_questions(content: str) -> tuple[Question, ...]:
    """Return the questions of a page; anything that is no part of one is an error."""
    found = []
    for number, section in enumerate(re.split(r"^## ", content, flags=re.MULTILINE)[1:], 1):
        title, *rest = [line for line in section.splitlines() if line.strip()]
        assert title.startswith(f"{number}. "), title
        link = LINK.match(rest.pop(0))
        assert link is not None, title
        assert link["said"] == link["path"], title
        press = PRESS.match(rest[0])
        lines = [match["text"] for line in rest if (match := LINE.match(line))]
        answer = [line for line in rest[1 if press else 0 :] if not LINE.match(line)]
        assert len(answer) == 1, f"{title}: one paragraph expected, got {answer}"
        found.append(Question(title, link["path"], press["name"] if press else None, answer[0], tuple(lines)))
    return tuple(found)


QUESTIONS = read_questions(PAGE.read_text("utf-8"))


def unfounded(question: Question) -> list[str]:
    """Return what an answer stresses and the quoted lines do not hold."""
    held = " ".join(question.lines)
    return [bold for bold in BOLD.findall(question.answer) if bold not in held]


def missing(page: Page, lines: tuple[str, ...]) -> list[str]:
    """Return the lines that the page does not show within its time."""
    deadline = time.monotonic() + PATIENCE
    while True:
        shown = page.evaluate(SEEN)
        left = [line for line in lines if line not in shown]
        if not left or time.monotonic() > deadline:
            return left
        page.wait_for_timeout(200)


def test_there_are_twenty_and_each_answer_rests_on_quoted_lines():
    assert len(QUESTIONS) == 20
    assert len({question.path for question in QUESTIONS}) == 20
    for question in QUESTIONS:
        assert BOLD.search(question.answer), question.title
        assert unfounded(question) == [], question.title


def test_an_answer_without_a_ground_is_seen():
    question = Question("t", "/", None, "It is **2046**.", ("The lease runs until 2044.",))
    assert unfounded(question) == ["2046"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.path)
def test_the_answer_is_on_the_page(atlas_server, open_page, question):
    page = open_page(atlas_server + question.path)
    if question.press:
        page.get_by_text(question.press, exact=True).click()
    assert missing(page, question.lines) == []
    expect(page.locator(".st-key-atlas_notices")).to_have_count(0)


def test_what_is_not_shown_is_missed(open_page, monkeypatch):
    monkeypatch.setitem(globals(), "PATIENCE", 0)
    page = open_page("about:blank")
    page.set_content(
        "<p>Tajikistan</p><p>6</p><p hidden>five</p><details><summary>more</summary>seven</details>"
    )
    assert missing(page, ("Tajikistan | 6", "five", "seven", "more")) == ["five", "seven"]
