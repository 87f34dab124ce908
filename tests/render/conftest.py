"""Texts that a careless page, template or chart would read as something else than text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.model.claim import Claim
from geo.store import Dataset

HOSTILE = (
    "{{ 7*7 }}",
    "{% if",
    "{% raw %}",
    "{# note",
    "${x}",
    "`tick` `${1}`",
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]>",
    "\"double\" 'single' \\back",
    "line\u2028and\u2029paragraph",
    "<img src=x onerror=alert(1)>",
    "![](https://example.org/x.png)",
    "risk_low",
    "&lt;b&gt; &amp; &#60;",
    "<b>bold</b><br><a href='https://example.org'>link</a>",
    "%{x} %{customdata[0]}",
    "$a$",
    "𝄞 \ufeff \x7f",
)


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def poisoned(atlas: Dataset) -> Dataset:
    """The shipped dataset with a hostile text in every field of its claims and places that takes one."""
    texts = [text for text in HOSTILE if text.strip()]

    def claim(number: int, one: Claim) -> Claim:
        text = texts[number % len(texts)]
        note = one.correction and one.correction.model_copy(update={"note": {"en": text, "ru": text}})
        return one.model_copy(
            update={
                "summary": {"en": text, "ru": text}, "mention": text[:80], "voice": text, "correction": note,
            }
        )  # fmt: skip

    claims = tuple(claim(number, one) for number, one in enumerate(atlas.claims))
    places = {
        place_id: place.model_copy(update={"names": {"en": texts[number % len(texts)]}})
        for number, (place_id, place) in enumerate(atlas.gazetteer.items())
    }
    return replace(atlas, claims=claims, gazetteer=places)
