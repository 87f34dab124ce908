"""Links that nobody should have made: a page and a notice, never an exception, in a real browser."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from geo.query.filter import filters
from geo.query.link import OWN_KEYS
from geo.ui.headers import MAX_URL

from .test_app import ready

pytestmark = pytest.mark.slow

KEYS = [*OWN_KEYS, *filters()]

VALUES = {
    "unknown": ["dragons"],
    "repeated": ["en", "ru", "KGZ", "2010", "2011"],
    "control characters": ["\x00", "a\x1b[31m", "\r\nSet-Cookie: a=b", "\u202e\u2066evil\u0007"],
    "other scripts": ["吉尔吉斯斯坦", "قيرغيزستان", "Қырғызстан", "😀" * 8, "Ki\u0308rgisistan"],
    "markup": [
        "<img src=x onerror=alert(1)>",
        "![](https://example.org/x.png)",
        "{{ 7*7 }}",
        "$x^2$",
        "'; DROP --",
    ],
    "numbers": ["NaN", "-1", "1e999", "9" * 60, "0x10", "99/99/99"],
    "paths": ["../../etc/passwd", "file:///etc/passwd", "C:\\a", "http://127.0.0.1:22/"],
}


def link(pairs):
    return "?" + "&".join(f"{quote(key)}={quote(value)}" for key, value in pairs)


def opened(open_page, address):
    """Open a link; the map and one notice box have to come, and no exception."""
    page = open_page(address)
    ready(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator(".st-key-atlas_notices")).to_be_visible()
    assert page.locator("img[src='x'], img[src*='example.org']").count() == 0
    return page


@pytest.mark.parametrize("kind", VALUES)
def test_every_key_with_hostile_values_is_answered_with_a_notice(atlas_server, open_page, kind):
    # The language stays one that there is, so that what is said can be looked for.
    pairs = [(key, value) for key in KEYS if key != "lang" for value in VALUES[kind]]
    page = opened(open_page, f"{atlas_server}/{link(pairs)}")
    said = page.locator(".st-key-atlas_notices").inner_text()
    assert len(said) < 8000
    assert not any(ord(char) < 32 for char in said if char not in "\n\t")


def test_an_unknown_language_is_said_in_english(atlas_server, open_page):
    page = opened(open_page, f"{atlas_server}/{link([('lang', value) for value in VALUES['markup']])}")
    expect(page.locator(".st-key-atlas_notices")).to_contain_text("<img src=x onerror=alert(1)>")


def test_nested_and_nameless_keys_are_unknown_keys(atlas_server, open_page):
    odd = [
        "country[0][iso3]",
        "__proto__",
        "constructor",
        "filter.country",
        '{"country": "KGZ"}',
        " ",
        "\x00",
        "ключ",
    ]
    page = opened(open_page, f"{atlas_server}/{link([(key, 'KGZ') for key in odd])}")
    expect(page.locator(".st-key-atlas_notices")).to_contain_text("__proto__")
    expect(page.locator(".st-key-atlas_notices")).to_contain_text("country[0][iso3]")


def test_bytes_that_are_no_text_are_answered_too(atlas_server, open_page):
    opened(open_page, f"{atlas_server}/?country=%ff%fe%00&%ff=1&threat=%zz&sel=%c3%28&&&=&at=%")


def test_a_link_that_is_too_long_shows_the_usual_view_and_says_so(atlas_server, open_page):
    page = opened(open_page, f"{atlas_server}/?country=KGZ&sel={'x' * 6000}")
    expect(page.locator(".st-key-atlas_notices")).to_contain_text("too long")


def test_a_link_beyond_all_bounds_is_refused_by_the_server(atlas_server, open_page):
    page = open_page(f"{atlas_server}/?sel={'x' * MAX_URL}")
    expect(page.locator("body")).to_have_text("the address is too long")
