"""Whatever comes in is read within seconds, and offsets point into it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.ingest.reader import MOST_NAMES

pytestmark = pytest.mark.slow

PIECES = (
    "Osh", "Ош", "Georgia", ", ", "-", "–", "«", "»", "\u200f", "\u202e", "и́", "\u00ad", "U.S.", "таджикско", "афганской",
    " границе", " border", "village of ", "Ошской", " области", "'s", "’", ". ", "\n", "\r\n", "  ", "Moscow said", "{}",
    "%s", "\x00", "İ", "ß", "Brest", "не ", "no ", "protests", "террор", "<b>", "Tajik", "Afghan", "и ", "𝄞",
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join))
def test_any_text_is_read_and_every_offset_holds(reader, text):
    reading = reader.read(text)
    for one in reading.mentions:
        assert text[one.start : one.end] == one.mention
    for one in reading.threats:
        assert 0 <= one.start < one.end <= len(text)
    for one in reading.claims:
        assert 0 <= one["start"] < one["end"] <= len(text)
    json.dumps(reading.as_record())


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "Osh" * 300_000,
        "Osh, " * 40_000,
        "-" * 1_000_000,
        "«" * 200_000,
        "A. " * 100_000,
        "no " * 100_000 + "protests",
        "Tajik-" * 40_000,
        "e\u0301" * 200_000,
        "\u202e" * 500_000,
        "village of " * 40_000,
        "protests no " * 30_000,
        "Osh in Afghanistan protests from no " * 8_000,
        "." * 2_000_000,
        '."' * 500_000,
        "\n " * 500_000,
        "Kabul—" * 40_000,
        "south of the country " * 20_000 + "Kyrgyzstan. " * 2_000,
        "x-" * 1_000_000,
    ],
    ids=lambda text: f"{text[:6]!r}x{len(text)}",
)
def test_long_and_odd_texts_take_seconds(reader, text):
    start = time.process_time()
    reader.read(text)
    assert time.process_time() - start < 20


def test_speed_does_not_fall_with_length(reader):
    """Twice ten thousand words take about twice as long as once: nothing grows with the square."""
    text = (
        "Protests broke out in Osh and Batken, Kyrgyzstan. Moscow denied it. Боевики напали на Исфару. " * 300
    )

    def spent(text):
        start = time.process_time()
        reader.read(text)
        return time.process_time() - start

    spent(text)
    assert spent(text * 4) < 10 * spent(text) + 0.2


@pytest.mark.parametrize("unit", ["Osh, ", "a "])
def test_the_longest_document_is_read_as_far_as_bounds_go(reader, unit):
    """Two million characters of nothing but names, or words: the rest is left out, and that is said."""
    text = (unit * 1_000_000)[:2_000_000]
    start = time.process_time()
    reading = reader.read(text)
    assert time.process_time() - start < 30
    assert len(reading.mentions) <= MOST_NAMES
    assert 0 < reading.left_out < len(text)
    assert all(one.end <= len(text) - reading.left_out for one in reading.mentions)


def test_nothing_of_an_honest_text_is_left_out(reader):
    text = (
        "Protests broke out in Osh on Monday, and the governor of the region spoke to the crowd there. " * 500
    )
    reading = reader.read(text)
    assert reading.left_out == 0
    assert len(reading.mentions) == 500
