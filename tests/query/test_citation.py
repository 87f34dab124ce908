"""A citation holds all that is needed to find the view again, and nothing in it can break a form."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.i18n import language
from geo.model.view import View
from geo.query.citation import Citation, cite, plain_line, tex, web_address
from geo.query.link import parse_link
from geo.query.selection import select
from geo.query.sentence import sentence
from geo.store import Dataset

DAY = dt.date(2026, 11, 21)
BASE = "https://example.org/atlas/"


def cited(dataset: Dataset, view: View) -> Citation:
    return cite(dataset, view, BASE, DAY, language(view.language))


def bibtex_fields(entry: str) -> dict[str, str]:
    """Read an entry by balancing braces, as BibTeX does; a backslash guards the brace after it."""
    assert entry.startswith("@misc{")
    body = entry[entry.index(",") + 1 :]
    fields: dict[str, str] = {}
    while match := re.match(r"\s*(\w+) = \{", body):
        depth, end = 1, match.end()
        while depth:
            if body[end] == "\\":
                end += 1
            elif body[end] in "{}":
                depth += 1 if body[end] == "{" else -1
            end += 1
        fields[match.group(1)] = body[match.end() : end - 1]
        body = body[end:].removeprefix(",")
    assert body.strip() == "}", body
    return fields


def ris_fields(record: str) -> list[tuple[str, str]]:
    assert record.endswith("ER  - \r\n")
    lines = record.split("\r\n")[:-1]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines), lines
    return [(line[:2], line[6:]) for line in lines]


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_every_form_has_author_title_version_filters_link_and_day(world: Dataset, tag: str) -> None:
    view = View(language=tag).choose("country", ("KGZ",))
    made = cited(world, view)
    shows = sentence(world, view, select(world, view), language(tag))
    link = f"{BASE}?{'lang=ru&' if tag == 'ru' else ''}country=KGZ&v=2020.1.0"
    for part in (shows, link, "2020.1.0", language(tag).text("app.title")):
        assert part in made.text
        assert plain_line(part) in made.ris
    fields = bibtex_fields(made.bibtex)
    assert fields["url"] == link
    assert fields["urldate"] == "2026-11-21"
    assert fields["year"] == "2020"
    assert fields["version"] == "2020.1.0"
    assert tex(shows) in fields["title"]
    known = dict(ris_fields(made.ris))
    assert (known["TY"], known["UR"], known["Y2"], known["PY"]) == ("DATA", link, "2026/11/21", "2020")


def test_the_link_opens_the_same_view(world: Dataset) -> None:
    view = replace(
        View(language="ru", selection="cell:KGZ/social_unrest/exposed"), point_of_view="defacto"
    ).choose("as_of", ("2010-09-01",))
    url = dict(ris_fields(cited(world, view).ris))["UR"]
    assert parse_link(world, parse_qs(urlsplit(url).query)) == (view, ())


def test_two_views_are_two_entries(world: Dataset) -> None:
    keys = {cited(world, View().choose("country", (code,))).bibtex.splitlines()[0] for code in ("KGZ", "KAZ")}
    assert len(keys) == 2


HOSTILE = (
    r"100 % {of} $x_1$ & #7 ~ ^ \input{/etc/passwd}", "}, note = {gone", "{", "}", "\\", "%", "quote \" ' `", "<b>",
    "line\nER  - \r\nTY  - BOOK", "line\u2028UR  - evil", "\x85UR  - evil", "tab\tand\x00null", "Ош — «город»",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_break_no_form(world: Dataset, text: str) -> None:
    """A text's author stands in the sentence; here it is whatever somebody wrote."""
    texts = tuple(one.model_copy(update={"author": f"A x{text}x"}) for one in world.texts)
    poisoned = replace(world, texts=texts)
    view = View().choose("text", ("beta-2011",))
    made = cited(poisoned, view)
    known = bibtex_fields(made.bibtex)
    assert set(known) == {"author", "title", "year", "version", "note", "url", "urldate", "langid"}
    said = sentence(poisoned, view, select(poisoned, view), language("en"))
    assert tex(said) in known["title"]
    assert [name for name, _value in ris_fields(made.ris)] == [
        "TY",
        "AU",
        "TI",
        "PY",
        "ET",
        "AB",
        "N1",
        "LA",
        "UR",
        "Y2",
        "ER",
    ]
    assert len(made.text.splitlines()) == 1


def untex(text: str) -> str:
    """Undo the escapes of `tex`."""
    known = {
        "textbackslash{}": "\\",
        "textasciicircum{}": "^",
        "textasciitilde{}": "~",
        "textless{}": "<",
        "textgreater{}": ">",
        "textasciigrave{}": "`",
    }
    return re.sub(r"\\(text\w+\{\}|.)", lambda match: known.get(match.group(1), match.group(1)), text)


@pytest.mark.parametrize("text", [one for one in HOSTILE if '"' not in one])
def test_tex_says_the_same(text: str) -> None:
    escaped = tex(text)
    assert untex(escaped) == plain_line(text)
    assert not re.search(r"(?<!\\)[%$&#_]", escaped)


def test_an_address_can_not_end_a_field() -> None:
    assert web_address('https://example.org/?a="}\n{ \\') == "https://example.org/?a=%22%7D%0A%7B%20%5C"
    assert web_address("https://example.org/?a=1%2C2&b=c:d/e") == "https://example.org/?a=1%2C2&b=c:d/e"
