"""The process that takes a document apart: what it may not do, how it ends, and that its answer is not trusted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DocumentError
from geo.ingest.documents import Document, Limits, clean_name, paste, process, read_document
from geo.ingest.documents.reasons import REASONS, Unfit, document_error

TEXT = "Protests in Osh."
GOOD = {
    "text": TEXT, "name": "", "format": "plain", "title": None, "author": None, "date": None, "language": "en",
    "notices": [{"code": "pages_without_text", "values": [["number", "1"], ["total", "2"]]}],
}  # fmt: skip


def run_confined(code: str) -> str:
    """Return what some code prints, run as the process runs once it has closed its door."""
    start = (
        "from geo.ingest.documents.child import *; from geo.ingest.documents.format import formats\n"
        "import socket, subprocess, os, sys, tempfile, threading\n"
        "confine(Limits()); formats(); close_the_door()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", start + code], check=False, capture_output=True, text=True, timeout=20
    )
    return done.stdout + done.stderr[-300:]


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket()",
        "open('/etc/passwd')",
        "open('x.txt', 'w')",
        "tempfile.TemporaryFile()",
        "os.open('.', os.O_RDONLY)",
        "subprocess.Popen(['true'])",
        "os.pipe()",
    ],
)
def test_nothing_can_be_opened_once_the_door_is_closed(attempt):
    said = run_confined(f"try:\n    {attempt}\nexcept OSError as error:\n    print('refused', error.errno)")
    assert said.startswith("refused"), said


def test_memory_is_bounded():
    assert run_confined("try: bytearray(500 << 20)\nexcept MemoryError: print('refused')") == "refused\n"


def test_processor_time_is_bounded():
    code = f"import sys; sys.path.insert(0, {process._HOME!r})\nfrom geo.ingest.documents.child import *\nconfine(Limits(cpu_seconds=1))\nwhile True: pass"
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=20)
    assert done.returncode == -signal.SIGXCPU
    assert time.monotonic() - start < 10


def test_what_reads_uploads_cannot_reach_gdal_or_the_web():
    code = (
        "import sys; from geo.ingest.documents import child; child.formats()\n"
        "print(sorted({'pyogrio', 'geopandas', 'fiona', 'osgeo', 'shapely', 'urllib.request', 'requests',"
        " 'streamlit', 'geo.store'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=20
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_the_process_is_told_nothing_of_ours(monkeypatch):
    monkeypatch.setenv("ATLAS_DATABASE_URL", "secret")
    running = process._started()
    assert Path(f"/proc/{running.pid}/environ").read_bytes() == b""
    assert os.getpgid(running.pid) == running.pid
    process._kill(running)
    running.wait()
    process._close(running)


def pretend(monkeypatch, code: str) -> None:
    """Let some code stand for the process."""
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-c", code))


def refused(limits: Limits = Limits()) -> Unfit:  # noqa: B008
    with pytest.raises(Unfit) as caught:
        process.take_apart(TEXT.encode(), limits)
    return caught.value


READ_ALL = "import sys, os, time, signal; sys.stdin.buffer.read()\n"


def test_a_process_that_hangs_is_killed_with_all_it_started(monkeypatch, tmp_path):
    pid = tmp_path / "pid"
    pretend(
        monkeypatch,
        f"import subprocess, sys, time\nchild = subprocess.Popen(['sleep', '60'])\nopen({str(pid)!r}, 'w').write(str(child.pid))\ntime.sleep(60)",
    )
    start = time.monotonic()
    assert refused(Limits(wall_seconds=1.5)).reason == "took_too_long"
    assert time.monotonic() - start < 4
    time.sleep(0.1)
    state = Path(f"/proc/{pid.read_text()}/stat")
    # Nobody may have taken leave of it yet.
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("os._exit(1)", "unreadable"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "unreadable"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "too_heavy"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "took_too_long"),
        ("print('x' * 400_000_000)", "unreadable"),
        ("print('[' * 200_000)", "unreadable"),
        ('print(\'{"refused": "no such reason"}\')', "unreadable"),
        ('print(\'{"refused": ["too_big"]}\')', "unreadable"),
        ('print(\'{"refused": "too_big", "values": {}}\')', "unreadable"),
        ('print(\'{"refused": "too_heavy"}\')', "too_heavy"),
        ("print('{\"text\": 1}')", "unreadable"),
        ("print('[]')", "unreadable"),
    ],
)
def test_an_answer_that_is_none_is_a_refusal(monkeypatch, code, reason):
    pretend(monkeypatch, READ_ALL + code)
    error = refused()
    assert error.reason == reason
    for words in REASONS[reason]:
        words.format(**error.values)


def test_a_process_that_does_not_listen_is_a_refusal(monkeypatch):
    pretend(monkeypatch, "import os; os.close(0); os._exit(0)")
    with pytest.raises(Unfit):
        process.take_apart(b"x" * 1_900_000, Limits())


def _values(draw: st.DrawFn) -> object:
    return draw(st.none() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=3), max_size=3))


@settings(max_examples=200, deadline=None)
@given(
    changed=st.dictionaries(
        st.sampled_from([*GOOD, "refused", "values"]), st.composite(_values)(), max_size=3
    ),
    dropped=st.sets(st.sampled_from([*GOOD]), max_size=2),
    status=st.integers(-20, 3),
)
def test_no_answer_makes_the_parent_stumble(changed, dropped, status):
    told = {key: value for key, value in (GOOD | changed).items() if key not in dropped}
    try:
        document = process._understood(json.dumps(told).encode(), status, Limits())
    except Unfit as refusal:
        document_error(refusal.reason, "a", **refusal.values)
        return
    assert isinstance(document.text, str)
    assert isinstance(document.title, str | None)


@settings(max_examples=100, deadline=None)
@given(said=st.binary(max_size=200))
def test_no_bytes_make_the_parent_stumble(said):
    with pytest.raises(Unfit):
        process._understood(said, 0, Limits())


def test_a_sound_answer_is_a_document():
    document = process._understood(json.dumps(GOOD).encode(), 0, Limits())
    assert document.text == TEXT
    assert document.notices[0].code == "pages_without_text"


def test_documents_wait_for_their_turn_and_say_so(monkeypatch):
    limits = Limits(at_once=1, queue_seconds=30)
    pretend(
        monkeypatch,
        "import sys, time, json; sys.stdin.buffer.read(); time.sleep(0.6)\nprint("
        + repr(json.dumps(GOOD))
        + ")",
    )
    waited: list[str] = []
    results: list[Document] = []

    def bring(name: str) -> None:
        results.append(read_document(TEXT.encode(), name, limits=limits, on_wait=lambda: waited.append(name)))

    threads = [threading.Thread(target=bring, args=(f"{number}.txt",)) for number in range(3)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - start > 1.8
    assert len(waited) == 2
    assert sorted(one.name for one in results) == ["0.txt", "1.txt", "2.txt"]


def test_who_waits_too_long_is_told_to_come_again():
    limits = Limits(at_once=3, queue_seconds=0.1)
    turns = process.turns(3)
    for _ in range(3):
        turns.acquire()
    try:
        with pytest.raises(DocumentError) as caught:
            read_document(TEXT.encode(), "a.txt", limits=limits)
        assert caught.value.reason == "busy"
    finally:
        for _ in range(3):
            turns.release()


def test_a_refusal_gives_its_turn_back():
    limits = Limits(at_once=1)
    for _ in range(3):
        with pytest.raises(DocumentError):
            read_document(b"%PDF-1.4 rubbish", "a.pdf", limits=limits)
    assert read_document(TEXT.encode(), "a.txt", limits=limits).text == TEXT


def test_an_error_names_file_and_fault():
    with pytest.raises(DocumentError) as caught:
        read_document(b"\0\1\2", "../../etc/cron.d/evil\u202etxt.exe")
    assert (
        str(caught.value)
        == "evil txt.exe:-: document expected plain text, Markdown, HTML, PDF or DOCX, got binary data"
    )
    assert caught.value.values["name"] == "evil txt.exe"


def test_pasted_text_is_tidied_and_bounded():
    assert paste("Тихо\r\nв Оше").text == "Тихо\nв Оше"
    assert paste("Тихо в Оше").language == "ru"
    for text, reason in (("1 2", "empty"), ("a" * 101, "too_long")):
        with pytest.raises(DocumentError) as caught:
            paste(text, limits=Limits(characters=100))
        assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("article.txt", "article.txt"),
        ("C:\\Users\\me\\Статья о Оше.pdf", "Статья о Оше.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/", "text"),
        ("", "text"),
        ("...", "text"),
        (".htaccess", "htaccess"),
        ("a\0b\nc\u202egnp.exe", "a b c gnp.exe"),
        ("http://127.0.0.1/x?y=<script>", "x y= script"),
        ("x" * 300 + ".docx", "x" * 95 + ".docx"),
        ("CON", "CON"),
    ],
)
def test_names_are_reduced_to_a_clean_base_name(given, clean):
    assert clean_name(given) == clean


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_no_name_stays_dirty(name):
    clean = clean_name(name)
    assert 0 < len(clean) <= 100
    assert clean == clean_name(clean)
    assert not set(clean) & set('/\\:*?"<>|\0\n\r\u202e\u2066')
    assert clean.strip(" .") == clean
