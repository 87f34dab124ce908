"""The map of a link beside the script: the same map as the script sends, whatever the query."""

import json
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import settings as times
from hypothesis import strategies as st

from geo.query.link import parse_link
from geo.render.payload import map_payload
from geo.ui.atlas import atlas
from tests.ui.test_server import get


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"country": "KGZ,UZB", "lang": "ru"},
        {"threat": "interethnic_violence", "pov": "defacto", "as_of": "2012-07-01"},
        {"country": "XXX", "sel": "country:KGZ", "at": "5.00/41.0000/70.0000"},
    ],
)
def test_it_is_the_map_of_that_link(query):
    answer = get("/atlas/map", query=urlencode(query))
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    view, _notices = parse_link(atlas(), {key: [value] for key, value in query.items()})
    assert json.loads(answer.body) == json.loads(json.dumps(map_payload(atlas(), view)))


@times(max_examples=60, deadline=None)
@given(params=st.lists(st.tuples(st.text(max_size=12), st.text(max_size=40)), max_size=6))
def test_no_query_makes_it_fail(params):
    query = urlencode(params, quote_via=quote, errors="replace")
    answer = get("/atlas/map", query=query)
    assert answer.status == 200
    assert set(json.loads(answer.body)) >= {"layers", "files", "alt"}
