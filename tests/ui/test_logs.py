"""A line of the log says what happened; never whose session, which view or whose words."""

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ui.logs import LONGEST, JsonFormatter, PlainFormatter, event, script_failed, set_up

SESSION = "8f6d1c1e-0b5e-4d47-9f0e-0a3f2f1f6f10"


def record(message, *args, error=None, **fields):
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("streamlit.x", logging.WARNING, "x.py", 1, message, args, info)
    if fields:
        made.fields = fields
    return made


def failing(words):
    with pytest.raises(ValueError) as raised:
        raise ValueError(words)
    return raised.value


@pytest.mark.parametrize("formatter", [JsonFormatter(), PlainFormatter()])
def test_no_session_no_query_no_words_of_an_exception(formatter):
    line = formatter.format(
        record(
            "PUT /_stcore/upload_file/%s/%s?country=KGZ&lang=ru failed", SESSION, SESSION.replace("-", ""),
            error=failing("a sentence that somebody typed"), said=f"by {SESSION}",
        )
    )  # fmt: skip
    assert SESSION not in line
    assert SESSION.replace("-", "") not in line
    assert "KGZ" not in line
    assert "sentence" not in line
    assert "ValueError" in line
    assert "test_logs.py:" in line
    assert "upload_file/[id]/[id]" in line
    assert "\n" not in line


def test_a_line_is_json_with_what_happened():
    line = json.loads(JsonFormatter().format(record("upload refused", status=413)))
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "warning", "logger": "streamlit.x", "message": "upload refused", "status": 413}


@given(st.text(max_size=2000))
def test_whatever_is_logged_is_one_short_line(words):
    for formatter in (JsonFormatter(), PlainFormatter()):
        line = formatter.format(record("%s", words, value=words))
        assert len(line.splitlines()) == 1
        assert len(line) < 2 * 6 * LONGEST + 200
    json.loads(JsonFormatter().format(record("%s", words)))


@pytest.fixture
def handler():
    """A handler of a server's logger, as Streamlit or uvicorn sets one up."""
    logger = logging.getLogger("uvicorn.error")
    made = logging.StreamHandler()
    logger.addHandler(made)
    events = logging.getLogger("atlas")
    before = list(events.handlers)
    events.handlers.clear()
    yield made
    logger.removeHandler(made)
    events.handlers[:] = before


def test_the_servers_own_handlers_get_our_form(handler, capsys):
    set_up("json")
    set_up("json")
    assert isinstance(handler.formatter, JsonFormatter)
    ours = [one for one in logging.getLogger("atlas").handlers if type(one).__name__ == "_Events"]
    assert len(ours) == 1
    event("ready", data="2026.1.0")
    assert json.loads(capsys.readouterr().err)["data"] == "2026.1.0"


def test_a_failed_script_is_logged_and_the_readers_page_left_alone(handler, capsys):
    set_up("text")
    assert script_failed(failing("secret words")) is False
    line = capsys.readouterr().err
    assert "the script failed" in line
    assert 'error="ValueError"' in line
    assert "secret" not in line
