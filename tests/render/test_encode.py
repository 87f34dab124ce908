from __future__ import annotations

import json
import math
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template

from geo.errors import RenderError
from geo.render.encode import inert_json
from tests.render.conftest import HOSTILE

SPICED = st.lists(
    st.sampled_from([*HOSTILE, "{", "}", "%", "#", "$", "`", "<", "&", "\\", '"', "\n"]) | st.text()
).map("".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | SPICED,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SPICED, inner, max_size=4),
    max_leaves=12,
)


class _Scripts(HTMLParser):
    """Collects what stands in script elements, as a page's parser delimits them."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.others: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "script":
            self.scripts.append("")
            self.inside = True
        else:
            self.others.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] += data


def through_a_page(encoded: str) -> Any:
    """Render as a template twice, as branca does, then read it out of the page."""
    page = f'<script type="application/json">{encoded}</script><p></p>'
    for _ in range(2):
        page = Template(page, keep_trailing_newline=True).render()
    parser = _Scripts()
    parser.feed(page)
    parser.close()
    assert parser.others == ["p"]
    assert len(parser.scripts) == 1
    return json.loads(parser.scripts[0])


@given(VALUES)
def test_any_value_survives_two_templates_and_a_parser(value: Any) -> None:
    assert through_a_page(inert_json(value)) == json.loads(json.dumps(value))


def test_every_hostile_text_comes_out_the_same(hostile: str) -> None:
    value = {hostile: [hostile, {"deep": {"deeper": hostile}}]}
    assert through_a_page(inert_json(value)) == value


@given(SPICED)
def test_nothing_is_left_to_interpret(text: str) -> None:
    encoded = inert_json({"text": text, "more": {"nested": {}}})
    for forbidden in ("<", ">", "&", "`", "$", "'", "{{", "}}", "{%", "%}", "{#", "#}", "\u2028", "\u2029"):
        assert forbidden not in encoded


@pytest.mark.parametrize("value", [math.nan, math.inf, {1, 2}, object()])
def test_what_is_not_json_is_refused(value: object) -> None:
    with pytest.raises(RenderError, match="expected to be JSON"):
        inert_json([value])


def test_the_page_of_this_test_would_show_a_leak() -> None:
    assert through_a_page(json.dumps("{{ 7*7 }}")) == "49"
