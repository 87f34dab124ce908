"""Settings are read once, checked, and refused in words that name the variable and never a secret."""

import contextlib
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from geo.ui.settings import Settings, SettingsError, read_settings, table, variable

ROOT = Path(__file__).resolve().parents[2]


def said(environment):
    """Return the message with which an environment is refused."""
    with pytest.raises(SettingsError) as refused:
        read_settings(environment)
    return str(refused.value)


def test_nothing_has_to_be_set():
    found = read_settings({})
    assert found == Settings()
    assert found.uploads == "session"
    assert found.hosts == ()
    assert found.frame_ancestors == ("'self'",)
    assert found.metrics_port is None
    assert found.basemap_origin is None


def test_each_setting_is_read(tmp_path):
    found = read_settings({
        "ATLAS_DATA": str(tmp_path), "ATLAS_URL": "https://atlas.example.org/maps",
        "ATLAS_ALLOWED_HOSTS": "Atlas.example.org, *.example.net",
        "ATLAS_FRAME_ANCESTORS": "self https://news.example.org:8443", "ATLAS_UPLOADS": "shared",
        "ATLAS_DATABASE_URL": "postgresql://u:hush@db/atlas", "ATLAS_METRICS_PORT": "9100",
        "ATLAS_BASEMAP_URL": "https://tiles.example.org/{z}/{x}/{y}.png",
        "ATLAS_BASEMAP_ATTRIBUTION": "© Example", "ATLAS_LOG_FORMAT": "json", "ATLAS_STOP_SECONDS": "2.5",
    })  # fmt: skip
    assert found.data == tmp_path
    assert found.url == "https://atlas.example.org/maps/"
    assert found.hosts == ("atlas.example.org", "*.example.net", "localhost", "127.0.0.1")
    assert found.frame_ancestors == ("'self'", "https://news.example.org:8443")
    assert found.database_url == SecretStr("postgresql://u:hush@db/atlas")
    assert found.basemap_origin == "https://tiles.example.org"
    assert (found.uploads, found.metrics_port, found.stop_seconds) == ("shared", 9100, 2.5)
    assert "hush" not in repr(found)


def test_the_readers_address_names_the_host_that_is_answered():
    assert read_settings({"ATLAS_URL": "https://a.example.org"}).hosts == (
        "a.example.org", "localhost", "127.0.0.1",
    )  # fmt: skip
    assert read_settings({"ATLAS_URL": "https://a.example.org", "ATLAS_ALLOWED_HOSTS": "*"}).hosts == ()


def test_an_empty_variable_is_as_good_as_none():
    assert read_settings({"ATLAS_METRICS_PORT": "", "ATLAS_UPLOADS": " "}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATA", "/nowhere/at/all"), ("UPLOADS", "yes"), ("UPLOAD_MAX_BYTES", "0"), ("UPLOAD_MAX_BYTES", "2 MB"),
        ("UPLOAD_MAX_BYTES", "99999999"), ("UPLOAD_MAX_FILES", "-1"), ("METRICS_PORT", "80"),
        ("METRICS_PORT", "65536"), ("ALLOWED_HOSTS", "https://a.example.org"), ("ALLOWED_HOSTS", "a.example.org:80"),
        ("ALLOWED_HOSTS", "a..b"), ("FRAME_ANCESTORS", "news.example.org"), ("FRAME_ANCESTORS", "none self"),
        ("FRAME_ANCESTORS", "https://a.example; script-src *"), ("FRAME_ANCESTORS", "'unsafe-inline'"),
        ("FRAME_ANCESTORS", "https://u@a.example"), ("FRAME_ANCESTORS", "https://a.example/path"),
        ("DATABASE_URL", "mysql://u:hush@db/atlas"), ("DATABASE_URL", "postgresql://"), ("LOG_FORMAT", "xml"),
        ("BASEMAP_URL", "http://tiles.example.org/{z}/{x}/{y}.png"), ("BASEMAP_URL", "https://tiles.example.org/"),
        ("BASEMAP_URL", "https://tiles.example.org; script-src */{z}/{x}/{y}"), ("URL", "atlas.example.org"),
        ("URL", "https://atlas.example.org/?a=b"), ("STOP_SECONDS", "-1"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_and_named(name, value):
    message = said({f"ATLAS_{name}": value})
    assert message.startswith(f"environment:ATLAS_{name}: value expected ")
    assert "\n" not in message
    assert "hush" not in message


def test_every_mistake_is_said_at_once():
    lines = said({"ATLAS_UPLOADS": "x", "ATLAS_METRICS_PORT": "1", "ATLAS_ALOWED_HOSTS": "a.b"}).splitlines()
    assert [line.split(":")[1] for line in lines] == [
        "ATLAS_ALOWED_HOSTS",
        "ATLAS_UPLOADS",
        "ATLAS_METRICS_PORT",
    ]


def test_a_misspelt_name_is_refused_since_it_would_leave_a_door_open():
    assert "expected ATLAS_ALLOWED_HOSTS" in said({"ATLAS_ALLOWED_HOST": "a.example.org"})
    # What the tests and the make commands read is none of the server's.
    assert read_settings({"ATLAS_CHROMIUM": "/x", "ATLAS_SCREENSHOTS": "/y", "OTHER": "z"}) == Settings()


@pytest.mark.parametrize("name", ["BASEMAP_URL", "BASEMAP_ATTRIBUTION"])
def test_a_basemap_needs_both_its_settings(name):
    value = "https://tiles.example.org/{z}/{x}/{y}.png"
    assert "ATLAS_BASEMAP_URL and ATLAS_BASEMAP_ATTRIBUTION both" in said({f"ATLAS_{name}": value})


@given(
    st.sampled_from(sorted(Settings.model_fields)), st.text(max_size=60).filter(lambda text: "\0" not in text)
)
def test_no_value_does_anything_but_pass_or_be_refused(field, value):
    with contextlib.suppress(SettingsError):
        found = read_settings({variable(field): value})
        assert not set("".join(found.frame_ancestors)) & set(';,\n"')
        assert not set(found.basemap_origin or "") & set("; ,\n\"'")


def test_the_table_in_the_guide_is_what_the_code_says():
    guide = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    block = re.search(r"<!-- settings -->\n(.*?)\n<!-- /settings -->", guide, re.DOTALL)
    assert block is not None
    assert block[1] == table(), f"docs/deploy.md should hold:\n{table()}"


def test_streamlit_is_set_to_tell_and_ask_nothing():
    found = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert found["browser"]["gatherUsageStats"] is False
    assert found["client"] == {"toolbarMode": "minimal", "showErrorDetails": "none", "showErrorLinks": False}
    assert found["logger"]["enableRich"] is False
    server = found["server"]
    assert server["fileWatcherType"] == "none"
    assert server["maxUploadSize"] * 1024 * 1024 == Settings().upload_max_bytes
    assert (server["enableXsrfProtection"], server["enableCORS"]) == (True, True)
    assert (server["enableStaticServing"], server["enableAgentApi"], server["showEmailPrompt"]) == (
        False,
    ) * 3
