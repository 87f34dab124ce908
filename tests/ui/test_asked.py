"""What a request asks for by its query."""

from urllib.parse import urlencode

import pytest

from geo.model.view import View
from geo.query.link import MAX_QUERY_LENGTH
from geo.ui.asked import asked, pack_of, query_of
from geo.ui.atlas import atlas


@pytest.mark.parametrize(
    ("query", "view", "preview"),
    [
        ("", View(), View()),
        ("country=KGZ&lang=ru", View(language="ru").choose("country", ("KGZ",)), None),
        ("country=KGZ&threat=none", View().choose("country", ("KGZ",)), View()),
        ("lang=ru&x=1", View(language="ru"), View(language="ru")),
        # Data of another version is said on the page; the view is the same.
        ("country=KGZ&v=0", View().choose("country", ("KGZ",)), None),
    ],
)
def test_page_and_preview_of_a_query(query, view, preview):
    found = asked(query)
    assert found.dataset is atlas()
    assert found.view == view
    assert found.preview == (view if preview is None else preview)


def test_a_page_is_kept_in_both():
    found = asked("lang=ru&country=none", "countries")
    assert found.view == found.preview == View(page="countries", language="ru")


def test_a_query_longer_than_any_link_is_not_read():
    query = urlencode({"lang": "ru", "x": "y" * 3 * MAX_QUERY_LENGTH})
    assert asked(query).view == View()


@pytest.mark.parametrize(
    ("query", "pack"),
    [
        ("", None),
        ("lang=ru", None),
        ("pack=abc&lang=ru", "abc"),
        ("p%61ck=abc&pack=d", "abc"),
        ("pack=", None),
    ],
)
def test_whether_a_query_names_a_shared_text(query, pack):
    assert pack_of(query) == pack


def test_a_query_is_read_as_it_was_sent():
    assert query_of({"type": "http", "query_string": b"lang=ru&x=\xff"}) == "lang=ru&x=\xff"
    assert query_of({"type": "http"}) == ""
