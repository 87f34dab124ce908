"""Any address at all: the page and the map's route answer, and nothing raises."""

import json
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from geo.query.filter import filters
from geo.query.link import OWN_KEYS
from geo.ui import server

from .asgi import ask

KEYS = st.sampled_from([*OWN_KEYS, *filters(), "embed", "draft"]) | st.text(min_size=1, max_size=30)
VALUES = st.text(max_size=80) | st.sampled_from(
    [
        "KGZ",
        "ru",
        "2010-06",
        "5/41/70",
        "country:KGZ",
        "insurgency_terrorism",
        "claim:x",
        "",
        ",",
        "KGZ,KGZ,,TJK",
    ]
)
PARAMS = st.dictionaries(KEYS, st.lists(VALUES, min_size=1, max_size=3), max_size=6)
RAW = st.binary(max_size=400).map(lambda raw: bytes(byte for byte in raw if byte not in b" #\r\n"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PARAMS)
def test_the_page_answers_any_address(run, params):
    # `run` fails where the page shows an exception.
    page = run(params)
    assert page.query_params is not None


@settings(max_examples=60, deadline=None)
@given(RAW | st.text(string.printable, max_size=200).map(lambda text: text.replace("#", "").encode()))
def test_the_maps_route_answers_any_query(query):
    answer = ask(Starlette(routes=server.routes()), "/atlas/map", query=query)
    assert answer.status == 200
    assert "layers" in json.loads(answer.body)
