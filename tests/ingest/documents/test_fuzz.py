"""Whatever bytes come, they become a document or a refusal with its reason; and offsets can count on the text."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.i18n import languages
from geo.ingest.documents.child import take_apart
from geo.ingest.documents.document import Document, Limits
from geo.ingest.documents.plain_text import day, field, paragraphs, tidy
from geo.ingest.documents.reasons import REASONS, Unfit, document_error
from tests.ingest.documents import samples

LIMITS = Limits(characters=20_000, inflated=200_000)
UNSHOWN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\uffff]")
SEEDS = (
    "Протест в Оше, сообщил губернатор.".encode("cp1251"), "Тихо".encode("utf-16"), b"Calm in Osh, they say.",
    b"<!doctype html><html><body><article><p>Calm <b>in</b> Osh<table><tr><td>a<td>b</table><script>x</script>",
    b"---\ntitle: x\n---\n# Osh\n\n**calm** [a](b)\n\n| a |\n|---|\n| b |\n",
    samples.docx(samples.paragraph("Calm in Osh"), {"docProps/core.xml": "<a><title>x</title></a>"}),
    samples.page_pdf(samples.stream(samples.shown("Calm in Osh."))),
    b'<?xml version="1.0"?><kml/>', b'{"a": [1]}', b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1",
)  # fmt: skip
PIECES = (b"%PDF-", b"PK\x03\x04", b"<html>", b"<?xml ", b"<!DOCTYPE x [", b"# ", b"\0", b"\xff\xfe", b"endobj", b"stream\n",
          b"<<", b">>", b"[", b"(", b"/Kids [2 0 R]", b"\xed\xa0\x80", "ж".encode(), b"\xcf\xf0\xee\xf2", b"\r\n", b"&a;")  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Return a sound document with pieces of it cut out, doubled, turned, or with others put in."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 3)):
            case 0:
                del data[at : at + draw(st.integers(1, 40))]
            case 1:
                data[at:at] = draw(st.sampled_from(PIECES))
            case 2:
                data[at:at] = data[at : at + draw(st.integers(1, 60))]
            case 3 if at < len(data):
                data[at] = draw(st.integers(0, 255))
    return bytes(data)


def taken(data: bytes) -> tuple[Document | None, Unfit | None]:
    try:
        return take_apart(data, LIMITS), None
    except Unfit as refusal:
        return None, refusal


def check(data: bytes) -> None:
    document, refusal = taken(data)
    if refusal is not None:
        assert document_error(refusal.reason, "a", **refusal.values)
        for language in languages().values():
            assert language.text(f"document.{refusal.reason}", name="a", **refusal.values)
    if document is None:
        return
    assert any(char.isalpha() for char in document.text)
    assert len(document.text) <= LIMITS.characters
    assert not UNSHOWN.search(document.text)
    for value in (document.title, document.author):
        assert value is None or (0 < len(value) <= 300 and "\n" not in value)
    assert document.date is None or re.fullmatch(r"\d{4}-\d\d-\d\d", document.date)
    assert json.loads(json.dumps(asdict(document)))["text"] == document.text


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_a_document_that_was_tampered_with(data):
    check(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
def test_any_bytes(data):
    check(data)


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(text):
    tidied = tidy(text)
    assert tidy(tidied) == tidied
    assert not UNSHOWN.search(tidied)
    assert tidied.encode().decode() == tidied
    assert paragraphs(paragraphs(tidied)) == paragraphs(tidied)


@settings(max_examples=300)
@given(st.text(alphabet=st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=200))
def test_text_without_controls_stays_as_given(text):
    assert tidy(text) == text


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2021-05-03T10:00:00Z", "2021-05-03"), ("D:20210503100000+03'00'", "2021-05-03"), ("20210503", "2021-05-03"),
        ("2021-02-30", None), ("3 May 2021", None), ("", None), (None, None), ("12345678901234567890", None),
    ],
)  # fmt: skip
def test_days(value, iso):
    assert day(value) == iso


def test_a_field_is_one_short_line():
    assert field(" Calm\n in\u202e Osh\0 ") == "Calm in Osh"
    assert field("x" * 1000) == "x" * 300
    assert field("\u202e") is None
    assert field(7) is None


def test_every_reason_and_notice_has_words():
    for language in languages().values():
        for reason in REASONS:
            assert f"document.{reason}" in language.messages
        for notice in ("pages_without_text", "pages_unreadable"):
            assert f"document.notice.{notice}" in language.messages
