"""Two real replicas behind a real nginx: a crash, a stop and a sub-path, as a reader sees them."""

import asyncio
import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_app import READY, ready, sentence, settled

from .reader import Reader, run
from .stack import ask, serving

LINK = "?country=KGZ&lang=ru"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stack(tmp_path_factory, nginx):
    with serving(tmp_path_factory.mktemp("stack"), env={"ATLAS_LOG_FORMAT": "json"}) as made:
        yield made


def pinned(page):
    found = [one["value"] for one in page.context.cookies() if one["name"] == "atlas_replica"]
    assert len(found) == 1
    return found[0]


def connected(page):
    expect(page.locator('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')).to_be_visible()


def test_a_replica_is_killed_and_the_reader_goes_on_with_the_view(stack, open_page):
    page = open_page(f"{stack.url}/{LINK}")
    ready(page)
    said, name = sentence(page).inner_text(), pinned(page)
    drawn = page.locator(READY).element_handle()
    stack.replica_of(name).kill()
    # The session's own connection tells the browser which replica it has now.
    deadline = time.monotonic() + 20
    while pinned(page) == name and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert pinned(page) != name
    connected(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert sentence(page).inner_text() == said
    assert "country=KGZ" in page.url
    # As long as a reader takes to see that, the page has run once on the replica that it has now.
    page.wait_for_timeout(1000)
    settled(page)
    # It answers: the first click counts, on the same map.
    page.locator(f'{READY} [data-mark="country:KGZ"]').first.dispatch_event("click")
    expect(page.locator("section.panel article.claim")).not_to_have_count(0)
    expect(page).to_have_url(re.compile("sel=country"))
    assert drawn.evaluate("element => element.isConnected")
    stack.replica_of(name).start()


def test_every_replica_is_away_and_back(stack, open_page):
    page = open_page(f"{stack.url}/{LINK}")
    ready(page)
    said = sentence(page).inner_text()
    for replica in stack.replicas:
        replica.kill()
    expect(page.get_by_role("dialog")).to_contain_text("Connection error")
    # Who opens a link meanwhile is told, in both languages, and gets the page later without doing anything.
    other = open_page(f"{stack.url}/{LINK}")
    expect(other.get_by_text("Атлас запускается")).to_be_visible()
    expect(other.get_by_text("The atlas is being started")).to_be_visible()
    for replica in stack.replicas:
        replica.begin()
    for replica in stack.replicas:
        replica.wait()
    connected(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert sentence(page).inner_text() == said
    ready(other)
    assert sentence(other).inner_text() == said


def test_a_stop_lets_a_run_end_and_sends_the_reader_to_the_other_replica(stack):
    async def story():
        reader = await Reader.connect(stack.url)
        await reader.run("country=KGZ")
        leaving = stack.replica_of(reader.replica)
        await reader.begin("country=TJK&lang=ru")
        stopping = asyncio.create_task(asyncio.to_thread(leaving.stop))
        texts = await reader.end()
        code = await reader.ended()
        again = await Reader.connect(stack.url, reader.replica)
        after = await again.run("country=TJK&lang=ru")
        await again.close()
        return reader, leaving, texts, code, again, after, await stopping

    reader, leaving, texts, code, again, after, seconds = run(story())
    assert code == 1012, "service restart"
    assert any("Таджикистан" in text for text in texts)
    assert after == texts
    assert again.replica != reader.replica
    assert again.session != reader.session
    assert seconds < 10
    assert '"message": "stopped", "running": 0' in leaving.said()
    leaving.start()


def test_no_session_and_no_view_stands_in_any_log(stack):
    async def story():
        reader = await Reader.connect(stack.url)
        await reader.run("country=KGZ&threat=dragons")
        await reader.close()
        return reader.session

    session = run(story())
    assert len(session) > 20
    logs = [*stack.folder.glob("*.log")]
    assert len(logs) == 4
    for log in logs:
        said = log.read_text("utf-8")
        assert session not in said
        assert "KGZ" not in said
        assert "dragons" not in said


def test_an_upload_reaches_the_session_wherever_it_is_and_a_flood_does_not(stack):
    async def story():
        reader = await Reader.connect(stack.url)
        await reader.run()
        return reader

    async def with_uploads():
        reader = await story()
        token = ask(f"{stack.url}/_stcore/health")
        xsrf = token.headers["set-cookie"].partition("_streamlit_xsrf=")[2].partition(";")[0]

        def put(at, size=1000, replica=reader.replica, header=xsrf):
            body = (
                b'--b\r\nContent-Disposition: form-data; name="f"; filename="../../a.txt"\r\n\r\n'
                + b"x" * size + b"\r\n--b--\r\n"
            )  # fmt: skip
            return ask(
                f"{stack.url}/_stcore/upload_file/{reader.session}/file-{at}", method="PUT", body=body,
                headers={
                    "Content-Type": "multipart/form-data; boundary=b", "X-Xsrftoken": header,
                    "Cookie": f"_streamlit_xsrf={xsrf}; atlas_replica={replica}",
                },
            ).status  # fmt: skip

        def flood():
            found = [put(0), put(1, header="forged"), put(2, size=2 * 1024 * 1024 + 1)]
            return [*found, *(put(3 + at) for at in range(12))]

        statuses = await asyncio.to_thread(flood)
        # Other readers are answered as ever.
        other = await Reader.connect(stack.url, reader.replica)
        await other.run("country=KGZ")
        await other.close()
        await reader.close()
        return statuses

    statuses = run(with_uploads())
    assert statuses[:3] == [204, 403, 413]
    # Ten files a session, and no more.
    assert statuses[3:12] == [204] * 9
    assert statuses[12:] == [429] * 3


def test_everything_works_below_a_base_path(tmp_path, nginx, open_page):
    with serving(tmp_path, 2, options=["--server.baseUrlPath=deep/atlas"]) as made:
        page = open_page(f"{made.url}/deep/atlas/{LINK}")
        ready(page)
        expect(sentence(page)).to_contain_text("Киргизия")
        assert pinned(page) in {"r1", "r2"}
        page.locator(f'{READY} [data-mark="country:KGZ"]').first.dispatch_event("click")
        expect(page.locator("section.panel article.claim")).not_to_have_count(0)
        assert ask(f"{made.url}/deep/atlas/healthz").status == 200
        assert ask(f"{made.url}/deep/atlas/_stcore/metrics").status == 404
        assert ask(f"{made.url}/deep/atlas/readyz").status == 404
        assert ask(f"{made.replicas[0].url}/deep/atlas/readyz").json()["ready"] is True
