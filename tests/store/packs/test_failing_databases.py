"""What happens when the disk is full, the database is locked, gone, killed, hung, or comes back."""

import gc
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from geo.model.draft import Patch, Work
from geo.store.packs import PackError
from geo.store.packs import database as databases
from geo.store.packs.sql import SqlPackStore
from tests.store.packs.conftest import make_draft, make_pack
from tests.store.packs.test_store import failing

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
"""Where a server refuses it, the driver leaves its socket to the garbage collector."""


@pytest.fixture(autouse=True)
def collected():
    """Collect what a test leaves before the next one, which may be about something else, runs."""
    yield
    gc.collect()


LARGE = "".join(f"Line {number} of a long text that fills the disk.\n" for number in range(6000))


def file_store(path: Path) -> SqlPackStore:
    return SqlPackStore(f"sqlite:///{path}")


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of half a megabyte that everybody may write to, or a skip where none may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = "size=512k,mode=777"
    if (
        not shutil.which("mount")
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no file system may be mounted here: a full disk is tested with a limit of pages only")
    # A folder that PostgreSQL's own user reaches: pytest's are private.
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(store):
    """Write a draft's work and a small pack, then more than fits, and check that nothing else changed."""
    draft = make_draft()
    name, share = store.keep(draft, Work()), store.share(make_pack())
    before = store.draft(name)
    failing("disk_full", lambda: store.share(make_pack(LARGE, held=True)))
    failing("disk_full", lambda: store.work(draft, name, [Patch(about={"note": LARGE * 3})]))
    assert store.draft(name) == before
    assert store.pack(share.id) == make_pack()
    return name, share


def test_a_full_disk_is_told_and_nothing_is_half_written(small_disk):
    store = file_store(small_disk / "packs.sqlite3")
    name, share = fill_up(store)
    # Room again: the same store goes on.
    store.delete(share.id, share.token)
    store.work(make_draft(), name, [Patch(claim="draft-001", verdict="accepted")])
    assert store.draft(name).work.decisions["draft-001"].verdict == "accepted"


def test_a_database_that_may_not_grow_is_a_full_disk(tmp_path):
    store = file_store(tmp_path / "packs.sqlite3")
    sa.event.listen(
        store._engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=24")
    )
    fill_up(store)


def test_a_full_disk_under_postgres(postgres, small_disk):
    # A tablespace on the small disk; pytest's folders are private, so it is mounted once more where all may go.
    reached = postgres.folder / "small"
    reached.mkdir()
    subprocess.run(["mount", "--bind", str(small_disk), str(reached)], check=True)
    admin = sa.create_engine(
        postgres.url.replace("postgresql:", "postgresql+pg8000:"), isolation_level="AUTOCOMMIT"
    )
    try:
        reached.chmod(0o777)
        if postgres.runner:
            shutil.chown(reached, "postgres")
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE TABLESPACE small LOCATION '{reached}'")
            connection.exec_driver_sql("ALTER ROLE atlas SET default_tablespace = 'small'")
        store = SqlPackStore(postgres.url)
        try:
            fill_up(store)
        finally:
            store.close()
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql("ALTER ROLE atlas RESET default_tablespace")
            connection.exec_driver_sql("DROP TABLE IF EXISTS atlas_packs, atlas_drafts")
            connection.exec_driver_sql("DROP TABLESPACE IF EXISTS small")
        admin.dispose()
        subprocess.run(["umount", "-l", str(reached)], check=True)


def test_postgres_killed_and_started_again(postgres):
    store = SqlPackStore(postgres.url)
    draft = make_draft()
    name, share = store.keep(draft, Work()), store.share(make_pack())
    store.work(draft, name, [Patch(claim="draft-001", verdict="accepted")])
    postgres.kill()
    try:
        started = time.monotonic()
        for act in (
            lambda: store.pack(share.id),
            lambda: store.share(make_pack()),
            lambda: store.work(draft, name, [Patch(claim="draft-002", verdict="accepted")]),
            store.check,
        ):
            assert failing("away", act).passing
        assert time.monotonic() - started < 10
    finally:
        postgres.start()
    # The same store, no new one: it connects again by itself, and what was committed is there.
    assert store.pack(share.id) == make_pack()
    assert set(store.draft(name).work.decisions) == {"draft-001"}
    after = store.work(draft, name, [Patch(claim="draft-002", verdict="accepted")])
    assert set(after.decisions) == {"draft-001", "draft-002"}
    store.close()


def test_postgres_killed_while_many_write(postgres):
    store = SqlPackStore(postgres.url)
    kept, wrong, stop = [], [], threading.Event()

    def write():
        while not stop.is_set():
            try:
                kept.append(store.share(make_pack(LARGE[:20_000], held=True)))
            except PackError as error:
                wrong.append(error.reason)
                time.sleep(0.02)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 60
    while len(kept) < 8 and time.monotonic() < deadline:
        time.sleep(0.01)
    postgres.kill()
    time.sleep(0.3)
    postgres.start()
    before = len(kept)
    deadline = time.monotonic() + 20
    while len(kept) < before + 4 and time.monotonic() < deadline and "too_often" not in wrong:
        time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join(30)
    assert set(wrong) <= {"away", "busy", "broken", "too_often"}
    assert "away" in wrong
    # Whatever a writer was told is kept, is kept whole.
    assert {store.pack(one.id).text.id for one in kept} == {"osh-2020"}
    with databases.transaction(store._engine, write=True) as connection:
        connection.exec_driver_sql("DELETE FROM atlas_packs")
    store.close()


def test_a_locked_database_is_busy_and_does_not_wait_for_ever(lasting_url, monkeypatch):
    monkeypatch.setattr(databases, "WAIT", 1)
    holder, store = SqlPackStore(lasting_url), SqlPackStore(lasting_url)
    name = holder.keep(make_draft(), Work())
    store.check()
    started = time.monotonic()
    with databases.transaction(holder._engine, write=True, alone=True):
        failing("busy", lambda: store.share(make_pack()))
    assert 0.5 < time.monotonic() - started < 5
    assert store.share(make_pack())
    with databases.transaction(holder._engine, write=True) as connection:
        connection.exec_driver_sql("UPDATE atlas_drafts SET revision = 7")
        failing("busy", lambda: store.work(make_draft(), name, [Patch(about={"a": "b"})]))
    assert store.work(make_draft(), name, [Patch(about={"a": "b"})]).about == {"a": "b"}
    holder.close()
    store.close()


def test_a_server_that_accepts_and_says_nothing_is_away(monkeypatch):
    monkeypatch.setattr(databases, "ANSWER", 2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        store = SqlPackStore(f"postgresql://a:topsecret@127.0.0.1:{silent.getsockname()[1]}/c")
        started = time.monotonic()
        said = failing("away", store.check)
        assert time.monotonic() - started < 8
        assert "topsecret" not in repr(said) + str(said)


def test_a_server_that_is_no_postgres_is_away():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        def answer():
            for _ in range(2):
                connection, _address = other.accept()
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.close()

        threading.Thread(target=answer, daemon=True).start()
        store = SqlPackStore(f"postgresql://a:b@127.0.0.1:{other.getsockname()[1]}/c")
        with pytest.raises(PackError) as caught:
            store.check()
        assert caught.value.reason in {"away", "broken"}


def test_a_folder_that_may_not_be_written_or_is_none(tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    failing("away", lambda: file_store(tmp_path / "file" / "packs.sqlite3").share(make_pack()))
    failing("away", lambda: file_store(tmp_path / "not" / "mounted" / "packs.sqlite3").share(make_pack()))
    assert not (tmp_path / "not").exists()
    (tmp_path / "folder.sqlite3").mkdir()
    failing("away", lambda: file_store(tmp_path / "folder.sqlite3").share(make_pack()))


def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "packs.sqlite3"
    path.write_bytes(b"This is something else altogether." * 100)
    failing("broken", lambda: file_store(path).share(make_pack()))
    assert path.read_bytes().startswith(b"This is something else")


def test_the_file_is_private_and_may_be_put_back(tmp_path):
    path = tmp_path / "packs.sqlite3"
    store = file_store(path)
    share = store.share(make_pack())
    assert path.stat().st_mode & 0o077 == 0
    path.rename(tmp_path / "elsewhere")
    failing("unknown", lambda: store.pack(share.id))
    (tmp_path / "elsewhere").rename(path)
    assert store.pack(share.id) == make_pack()


def test_a_server_that_starts_while_the_database_is_away_finds_it_later(postgres):
    postgres.kill()
    try:
        store = SqlPackStore(postgres.url)
        failing("away", lambda: store.share(make_pack()))
    finally:
        postgres.start()
    share = store.share(make_pack())
    assert store.pack(share.id)
    store.delete(share.id, share.token)
    store.close()


def test_a_wrong_password_is_told_without_it(postgres):
    store = SqlPackStore(postgres.url.replace("s%40cret", "topsecret"))
    with pytest.raises(PackError) as caught:
        store.check()
    assert "topsecret" not in str(caught.value)
    assert caught.value.reason in {"away", "broken"}
    store.close()
