"""What readers see when something fails: ``make faults``. Real processes, killed and starved; some minutes in all.

``test_two_replicas.py`` holds the faults that ``make test`` tries each time: a crash, a restart, a stop.
"""

import asyncio
import contextlib
import json
import os
import re
import socket
import statistics
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo.store.packs import PackError, open_store
from tests.browser.test_app import READY, ready, sentence
from tests.store.packs.conftest import make_pack, postgres, postgres_server  # noqa: F401

from .reader import Reader, run
from .stack import Replica, ask, find_nginx, serving
from .test_two_replicas import LINK, connected

LINKS = {
    "country=KGZ&lang=ru": "Киргизия", "country=TJK&lang=ru": "Таджикистан", "country=ARM": "Armenia",
    "country=KAZ": "Kazakhstan", "country=UZB&lang=ru": "Узбекистан",
}  # fmt: skip


@pytest.fixture(scope="module")
def nginx():
    assert find_nginx(), "sh deploy/debian-install.sh nginx-light"


@pytest.fixture
def stack(tmp_path, nginx):
    with serving(tmp_path / "stack") as made:
        yield made


async def _visits(address, seconds, links=tuple(LINKS), pause=0.2):
    """Open links one after the other in one session; return the milliseconds that each took."""
    reader = await Reader.connect(address)
    end = time.monotonic() + seconds
    at = 0
    while time.monotonic() < end:
        link = links[at % len(links)]
        assert any(LINKS[link] in text for text in await reader.run(link)), link
        at += 1
        await asyncio.sleep(pause)
    await reader.close()
    return reader.took_ms


def test_rolling_restart_under_load_loses_no_view(stack):
    """Readers notice nothing but a reconnection: every link shows its own view, every page request is answered."""
    lost, restarts, pages = [], [], []
    done = threading.Event()

    async def one(number):
        links = list(LINKS)
        reader = await Reader.connect(stack.url)
        runs = reconnections = 0
        while not done.is_set():
            link = links[(number + runs) % len(links)]
            try:
                texts = await reader.run(link)
            except RuntimeError as error:
                lost.append(str(error))
                break
            except Exception:  # noqa: BLE001 - the connection ended: as a browser does, connect again with the same link
                reader = await Reader.connect(stack.url, reader.replica)
                reconnections += 1
                continue
            if not any(LINKS[link] in text for text in texts):
                lost.append(link)
            runs += 1
            await asyncio.sleep(0.5)
        await reader.close()
        return runs, reconnections

    def ask_for_pages():
        while not done.is_set():
            pages.append(ask(f"{stack.url}/?{LINK}").status)
            time.sleep(0.1)

    def restart():
        try:
            for replica in stack.replicas:
                time.sleep(2)
                restarts.append(replica.stop())
                replica.start()
            time.sleep(3)
        finally:
            done.set()

    async def story():
        return await asyncio.gather(
            *(one(number) for number in range(12)),
            asyncio.to_thread(restart),
            asyncio.to_thread(ask_for_pages),
        )

    *readers, _, _ = run(story())
    assert lost == []
    assert len(restarts) == 2
    assert sum(found[1] for found in readers) >= 12, "each reader was moved at least once"
    assert min(found[0] for found in readers) >= 5
    assert set(pages) == {200}, f"{len(pages)} pages"


def test_the_database_goes_and_comes_back(tmp_path, nginx, postgres, open_page):
    """The map and every link without a shared text go on; a shared text says that its store is away, then opens."""
    with contextlib.closing(open_store(postgres.url)) as store:
        share = store.share(make_pack())
    env = {"ATLAS_UPLOADS": "shared", "ATLAS_DATABASE_URL": postgres.url}
    with serving(tmp_path / "stack", env=env) as made:
        health = f"{made.replicas[0].url}/readyz"
        assert ask(health).json()["store"] == {"ok": True, "said": "answers"}
        page = open_page(f"{made.url}/?pack={share.id}")
        ready(page)
        expect(page.get_by_text("does not answer")).to_have_count(0)
        postgres.kill()
        time.sleep(6)
        assert (ask(health).status, ask(health).json()["store"]["ok"]) == (503, False)
        assert ask(f"{made.replicas[0].url}/healthz").status == 200
        plain = open_page(f"{made.url}/{LINK}")
        ready(plain)
        expect(sentence(plain)).to_contain_text("Киргизия")
        away = open_page(f"{made.url}/?pack={share.id}")
        expect(away.get_by_text("does not answer just now").first).to_be_visible()
        with contextlib.closing(open_store(postgres.url)) as store, pytest.raises(PackError):
            store.share(make_pack(title="Lost?"))
        postgres.start()
        time.sleep(6)
        assert ask(health).json()["store"]["ok"] is True
        away.reload()
        ready(away)
        expect(away.get_by_text("does not answer just now")).to_have_count(0)
        for one in made.replicas:
            assert "s%40cret" not in one.said()


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 200 kB, and a function that fills it."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "none", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no small file system can be made here: A FULL DISK IS NOT TRIED")

    def fill():
        with contextlib.suppress(OSError), (folder / "filler").open("ab", buffering=0) as filler:
            while True:
                filler.write(b"x" * 512)
        assert os.statvfs(folder).f_bavail == 0

    yield folder, fill
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_for_logs_stops_nobody(small_disk):
    """Nothing: the log ends, the page does not."""
    folder, fill = small_disk
    replica = Replica(folder)
    try:
        replica.start()
        fill()
        size = replica.log.stat().st_size
        run(_visits(replica.url, 2))
        assert replica.stop() < 10
        assert replica.log.stat().st_size - size < 4096
    finally:
        replica.end()


def test_a_full_disk_for_the_proxys_log_stops_nobody(small_disk, tmp_path, nginx):
    """Nothing: the log ends, the page does not. What nginx keeps stands in memory, as docs/deploy.md sets it up."""
    folder, fill = small_disk
    with serving(tmp_path / "stack", log=folder / "access.log") as made:
        fill()
        page = ask(f"{made.url}/")
        assets = re.findall(rb'(?:src|href)="\./(static/[^"]+)"', page.body)
        assert len(assets) > 20
        for asset in assets:
            name = asset.decode()
            answer = ask(f"{made.url}/{name}")
            assert (answer.status, answer.body) == (200, ask(f"{made.replicas[0].url}/{name}").body), name
        run(_visits(made.url, 2))


LIBFAKETIME = next(iter(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)


@pytest.mark.skipif(LIBFAKETIME is None, reason="sh deploy/debian-install.sh faketime")
@pytest.mark.parametrize("jump", ["+3d", "-3d"])
def test_the_clock_jumps(tmp_path, jump):
    """Nothing: the session goes on, answers take as long as before, the log shows the other day."""
    clock = tmp_path / "clock"
    clock.write_text("+0\n", "utf-8")
    replica = Replica(tmp_path, env={
        "LD_PRELOAD": str(LIBFAKETIME), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "ATLAS_LOG_FORMAT": "json",
    })  # fmt: skip
    try:
        replica.start()

        async def story():
            reader = await Reader.connect(replica.url)
            await reader.run("country=KGZ&lang=ru")
            session = reader.session
            clock.write_text(f"{jump}\n", "utf-8")
            for link, word in LINKS.items():
                assert any(word in text for text in await reader.run(link))
            assert reader.session == session
            return reader.took_ms

        took = run(story())
        assert max(took[1:]) < 10 * took[0] + 1000
        assert ask(f"{replica.url}/readyz").status == 200
        replica.stop()
        days = {json.loads(line)["time"][:10] for line in replica.said().splitlines() if line.startswith("{")}
        assert len(days) == 2
    finally:
        replica.end()


def test_broken_data_at_the_start_names_its_record_and_shows_nothing_wrong(
    tmp_path, nginx, data_copy, open_page
):
    """A page that says which record of which file is wrong, in the reader's language; no map, no figure."""
    folder, edit = data_copy
    claim = edit(0, kind="nonsense")
    with serving(tmp_path / "stack", env={"ATLAS_DATA": str(folder)}) as made:
        page = open_page(f"{made.url}/{LINK}")
        expect(page.get_by_text(f"texts/trenin-2010/claims.json:{claim}: kind expected")).to_be_visible()
        expect(page.locator(READY)).to_have_count(0)
        direct = made.replicas[0]
        assert (ask(f"{direct.url}/readyz").status, ask(f"{direct.url}/healthz").status) == (503, 200)
        assert ask(f"{direct.url}/atlas/map?country=KGZ").status == 503
        assert f'record="{claim}"' in direct.said()
        # A good file and a restart is all it takes.
        edit(0, kind="event")
        for one in made.replicas:
            one.stop()
            one.start()
        page.reload()
        ready(page)


def test_slow_clients_hold_nobody_up(stack):
    """Others notice nothing; who sends a request byte by byte is cut off after 15 s."""
    alone = statistics.median(run(_visits(stack.url, 3)))
    slow = [socket.create_connection(("127.0.0.1", stack.port)) for _ in range(200)]
    try:
        begin = time.monotonic()
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        among = statistics.median(run(_visits(stack.url, 5)))
        assert among < 3 * alone + 100, f"{among} ms against {alone} ms"
        slow[0].settimeout(30)
        with contextlib.suppress(ConnectionResetError):
            assert slow[0].recv(1000) == b""
        assert 10 < time.monotonic() - begin < 30
    finally:
        for one in slow:
            one.close()


def test_a_reader_who_takes_nothing_is_let_go_and_holds_little(tmp_path):
    """Others notice nothing; the server gives up on the connection and keeps a bounded queue for it."""
    replica = Replica(tmp_path)
    try:
        replica.start()
        run(_visits(replica.url, 2))

        async def story():
            deaf = [await Reader.connect(replica.url) for _ in range(5)]
            for one in deaf:
                one.socket.transport.pause_reading()
            before = replica.usage()
            for at in range(60):
                for one in deaf:
                    await one.begin(list(LINKS)[at % len(LINKS)])
                await asyncio.sleep(0.05)
            spent = await _visits(replica.url, 4)
            after = replica.usage()
            for one in deaf:
                one.socket.transport.abort()
            return before, after, spent

        before, after, spent = run(story())
        assert after.memory_mb - before.memory_mb < 150
        assert statistics.median(spent) < 5000
        run(_visits(replica.url, 1))
    finally:
        replica.end()


def test_a_lost_connection_comes_back_to_the_same_session(stack, open_page):
    """“Connection error” after three seconds; when the network is back the page goes on where it was."""
    page = open_page(f"{stack.url}/{LINK}")
    ready(page)
    said = sentence(page).inner_text()
    page.locator(f'{READY} [data-mark="country:KGZ"]').first.dispatch_event("click")
    expect(page.locator("section.panel article.claim")).not_to_have_count(0)
    stack.stop_proxy()
    expect(page.get_by_role("dialog")).to_contain_text("Connection error")
    stack.start_proxy()
    connected(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert sentence(page).inner_text() == said
    expect(page.locator("section.panel article.claim")).not_to_have_count(0)
    page.locator("section.panel button.close").click()
    expect(page.locator("section.panel article.claim")).to_have_count(0)


def test_two_tabs_do_not_disturb_each_other(stack, open_page):
    """Each tab keeps its own view, a duplicated one too."""
    first = open_page(f"{stack.url}/{LINK}")
    ready(first)
    with first.expect_popup() as popup:
        # A window opened by the page begins with a copy of its session storage, as a duplicated tab does.
        first.evaluate("() => { window.open(location.href) }")
    second = popup.value
    ready(second)
    second.locator(f'{READY} [data-mark="country:KGZ"]').first.dispatch_event("click")
    expect(second.locator("section.panel article.claim")).not_to_have_count(0)
    expect(first.locator("section.panel article.claim")).to_have_count(0)
    assert "sel=" not in first.url
    first.locator(f'{READY} [data-mark="country:KGZ"]').first.dispatch_event("click")
    expect(first.locator("section.panel article.claim")).not_to_have_count(0)


def test_of_two_connections_on_one_session_the_newer_has_it(stack):
    """Whoever knows a session's id, which nobody can guess, goes on with it; the older connection hears no more."""

    async def story():
        first = await Reader.connect(stack.url)
        await first.run("country=KGZ&lang=ru")
        second = await Reader.connect(stack.url, first.replica, session=first.session)
        texts = await second.run("country=TJK&lang=ru")
        assert any("Таджикистан" in text for text in texts)
        assert first.session == second.session
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(2):
                await first.run("country=KGZ&lang=ru")
        # A page that is opened anew, as its reader would do, has a session and its view again.
        again = await Reader.connect(stack.url, first.replica)
        assert any("Киргизия" in text for text in await again.run("country=KGZ&lang=ru"))
        assert again.session != first.session
        assert any("Таджикистан" in text for text in await second.run("country=TJK&lang=ru"))

    run(story())


def test_a_session_is_taken_up_again_after_a_moment(stack):
    """Nothing is lost in a tunnel: the session waits two minutes for its reader."""

    async def story():
        first = await Reader.connect(stack.url)
        await first.run("country=KGZ&lang=ru")
        await first.close()
        await asyncio.sleep(1)
        second = await Reader.connect(stack.url, first.replica, session=first.session)
        await second.run("country=KGZ&lang=ru")
        return first.session, second.session

    before, after = run(story())
    assert before == after


def test_an_upload_flood_leaves_memory_bounded(tmp_path):
    """Others notice nothing; who sends file after file is told that there is no more room for them."""
    replica = Replica(tmp_path, env={"ATLAS_UPLOAD_MEMORY_BYTES": str(32 * 1024 * 1024)})
    try:
        replica.start()
        run(_visits(replica.url, 2))
        before = replica.usage().memory_mb

        async def story():
            flooders = [await Reader.connect(replica.url) for _ in range(20)]
            for one in flooders:
                await one.run()
            xsrf = (
                ask(f"{replica.url}/_stcore/health").headers["set-cookie"].partition("=")[2].partition(";")[0]
            )
            body = (
                b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n'
                + b"x" * (2 * 1024 * 1024 - 1000) + b"\r\n--b--\r\n"
            )  # fmt: skip

            def put(at):
                try:
                    return ask(
                        f"{replica.url}/_stcore/upload_file/{flooders[at % 20].session}/f{at}", method="PUT", body=body,
                        headers={"Content-Type": "multipart/form-data; boundary=b", "X-Xsrftoken": xsrf,
                                 "Cookie": f"_streamlit_xsrf={xsrf}"},
                    ).status  # fmt: skip
                except OSError:
                    # Refused before the whole of it was sent.
                    return 0

            def flood():
                with ThreadPoolExecutor(12) as threads:
                    return list(threads.map(put, range(150)))

            flooding = asyncio.create_task(asyncio.to_thread(flood))
            spent = await _visits(replica.url, 4)
            statuses = await flooding
            peak = replica.usage().memory_mb
            for one in flooders:
                await one.close()
            return statuses, spent, peak

        statuses, spent, peak = run(story())
        assert set(statuses) <= {204, 503, 429, 0}
        assert 10 <= statuses.count(204) <= 16
        assert peak - before < 32 * 1.05 + 80, f"{before} -> {peak} MB"
        assert statistics.median(spent) < 5000
    finally:
        replica.end()
