"""What every answer carries; the browser tests show that it works (tests/browser/test_policy.py)."""

import base64
import hashlib
import re
from importlib import resources

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from geo.ui import server
from geo.ui.headers import MAX_URL, SecurityHeaders, bootstrap_hashes, content_security_policy
from geo.ui.settings import read_settings, settings

from .asgi import ask


def policy(environment=None):
    rules = content_security_policy(read_settings(environment or {})).split("; ")
    return {
        name: values.split()
        for name, *values in ([*rule.split(" ", 1)] for rule in rules)
        for values in values
    }


async def _hello(_request):
    return PlainTextResponse("hello", headers={"X-Content-Type-Options": "wrong"})


async def _failing(_request):
    raise ValueError


async def _stream(socket):
    await socket.close()


def guarded(environment=None, base=""):
    app = Starlette(routes=[
        Route("/", _hello), Route("/below/data", _hello), Route("/fails", _failing), WebSocketRoute("/s", _stream),
    ])  # fmt: skip
    return SecurityHeaders(app, of=read_settings(environment or {}), base=base)


def test_scripts_come_from_the_server_only():
    scripts = policy()["script-src"]
    assert scripts[0] == "'self'"
    assert set(scripts[1:]) == set(bootstrap_hashes())
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:", "blob:"} & set(scripts)
    assert policy()["default-src"] == ["'self'"]
    assert policy()["object-src"] == ["'none'"]


def test_the_one_inline_script_is_streamlits_flag_for_crawlers():
    page = (resources.files("streamlit") / "static" / "index.html").read_text("utf-8")
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert [" ".join(script.split()) for script in inline] == ["window.prerenderReady = false"]
    digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
    assert bootstrap_hashes() == (f"'sha256-{digest}'",)


def test_no_rule_names_another_host_unless_a_setting_does():
    assert "://" not in content_security_policy(read_settings({}))
    basemap = {
        "ATLAS_BASEMAP_URL": "https://tiles.example.org/{z}/{x}/{y}.png",
        "ATLAS_BASEMAP_ATTRIBUTION": "© Example",
    }
    assert "https://tiles.example.org" in policy(basemap)["img-src"]
    assert policy(basemap) | {"img-src": policy()["img-src"]} == policy()
    framed = policy({"ATLAS_FRAME_ANCESTORS": "https://news.example.org"})
    assert framed["frame-ancestors"] == ["https://news.example.org"]
    assert policy()["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/nowhere", 404), ("/_stcore/metrics", 404)])
def test_every_answer_carries_the_headers_once(path, status):
    answer = ask(guarded(), path)
    assert answer.status == status
    assert answer.headers.getlist("x-content-type-options") == ["nosniff"]
    assert answer.headers["content-security-policy"] == content_security_policy(read_settings({}))
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]


@pytest.mark.parametrize("base", ["", "below"])
@pytest.mark.parametrize(
    "path", ["metrics", "agent/openapi.json", "agent", "agent/mcp", "script-health-check"]
)
def test_what_describes_or_drives_the_server_is_hidden(base, path):
    prefix = f"/{base}" if base else ""
    assert ask(guarded(base=base), f"{prefix}/_stcore/{path}").body == b"not found"
    assert ask(guarded(base=base), f"{prefix}/_stcore/{path}", method="POST").status == 404


def test_too_long_an_address_is_refused_and_the_longest_is_not():
    assert ask(guarded(), "/", query=b"a" * (MAX_URL - 1)).status == 200
    assert ask(guarded(), "/", query=b"a" * MAX_URL).status == 414
    refused = ask(guarded(), "/s", query=b"a" * MAX_URL, kind="websocket")
    assert refused.status == 414
    assert refused.headers["x-content-type-options"] == "nosniff"


@pytest.fixture
def with_settings(monkeypatch):
    """Return a function that has the server read other settings."""

    def set_to(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"ATLAS_{name}", value)
        settings.cache_clear()

    yield set_to
    settings.cache_clear()


def stack():
    """Return the atlas's own middleware before a page that says hello."""
    return Starlette(routes=[Route("/", _hello), Route("/healthz", _hello)], middleware=server.middleware())


def test_only_the_named_hosts_are_answered(with_settings):
    with_settings(URL="https://atlas.example.org")
    for host, status in {
        "atlas.example.org": 200, "ATLAS.example.org:8501": 200, "127.0.0.1:8501": 200, "evil.example": 400,
        "atlas.example.org.evil.example": 400, "": 400,
    }.items():  # fmt: skip
        answer = ask(stack(), headers=[("host", host)])
        assert answer.status == status, host
        assert "content-security-policy" in answer.headers


def test_any_host_is_answered_where_none_is_named(with_settings):
    with_settings()
    assert ask(stack(), headers=[("host", "whatever.example")]).status == 200


def test_a_wrong_setting_ends_the_start_in_words(with_settings):
    with_settings(UPLOADS="perhaps")
    with pytest.raises(SystemExit, match="environment:ATLAS_UPLOADS: value expected"):
        server.middleware()
