"""Keeping packs and drafts: the same on SQLite and on PostgreSQL."""

import re
import subprocess
import sys

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.i18n import languages
from geo.model.draft import Patch, Work
from geo.model.pack import canonical, pack_hash
from geo.store.packs import PackError, open_store
from geo.store.packs.database import transaction
from geo.store.packs.interface import Limits, new_secret
from geo.store.packs.tables import DRAFTS, PACKS
from geo.store.packs.trouble import WORDS
from tests.store.packs.conftest import ARTICLE, ROOT, make_draft, make_pack

ALL = tuple(languages().values())


def failing(reason, act):
    with pytest.raises(PackError) as caught:
        act()
    assert caught.value.reason == reason, repr(caught.value)
    for language in ALL:
        assert caught.value.say(language)
    return caught.value


def change(store, table, **values):
    with transaction(store._engine, write=True) as connection:
        connection.execute(table.update().values(**values))


def rows(store, table):
    with transaction(store._engine) as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_a_pack_comes_back_as_it_was(store):
    pack = make_pack(held=True)
    share = store.share(pack)
    assert share.hash == pack_hash(canonical(pack)) == store.hash_of(share.id)
    assert store.pack(share.id) == pack
    assert re.fullmatch(r"[\w-]{35}", share.id)
    assert share.token not in share.id


def test_without_the_article_none_of_its_sentences_is_kept(store):
    store.share(make_pack())
    with transaction(store._engine) as connection:
        body = bytes(connection.execute(sa.select(PACKS.c.body)).scalar_one()).decode()
    assert "Fighters cross" not in body
    assert "Fighters cross" in canonical(make_pack(held=True)).decode()


def test_the_same_contents_have_one_hash_and_ids_of_their_own(store):
    one, two = store.share(make_pack()), store.share(make_pack())
    assert one.hash == two.hash
    assert one.id != two.id
    assert one.token != two.token
    # The last characters are of the hash, so that the link says what it leads to.
    assert one.id[-11:] == two.id[-11:]
    assert store.share(make_pack(title="Another")).id[-11:] != one.id[-11:]


def test_the_owner_deletes_it_and_nobody_else(store):
    share, other = store.share(make_pack()), store.share(make_pack())
    for wrong in ("", "nonsense", other.token, share.token + "x", "ключ", "\udcff"):
        failing("token", lambda wrong=wrong: store.delete(share.id, wrong))
    assert store.pack(share.id)
    store.delete(share.id, share.token)
    failing("unknown", lambda: store.pack(share.id))
    failing("unknown", lambda: store.hash_of(share.id))
    failing("unknown", lambda: store.delete(share.id, share.token))
    assert store.pack(other.id)


def test_the_store_does_not_know_the_token(store):
    share = store.share(make_pack())
    with transaction(store._engine) as connection:
        row = connection.execute(sa.select(PACKS)).one()
    assert all(share.token.encode() not in str(value).encode() for value in row)


@pytest.mark.parametrize(
    "name",
    ["", "x", "' OR 1=1 --", "a" * 500, "%", "../../etc/passwd", "ид" * 12, new_secret()],
    ids=["empty", "short", "sql", "long", "sign", "path", "script", "unknown"],
)
def test_what_is_no_id_is_unknown(store, name):
    for act in (store.pack, store.hash_of, store.draft):
        failing("unknown", lambda act=act: act(name))
    failing("unknown", lambda: store.work(make_draft(), name, ()))
    failing("unknown", lambda: store.delete(name, "x"))
    store.discard(name)


def test_a_row_that_was_changed_is_refused(store):
    share = store.share(make_pack())
    other = canonical(make_pack(title="Forged"))
    change(store, PACKS, body=other)
    failing("damaged", lambda: store.pack(share.id))
    # Even with the hash exchanged too: the link itself knows what it leads to.
    change(store, PACKS, hash=pack_hash(other))
    failing("damaged", lambda: store.pack(share.id))
    failing("damaged", lambda: store.hash_of(share.id))
    change(store, PACKS, hash="no hash")
    failing("damaged", lambda: store.hash_of(share.id))


def test_a_draft_that_was_changed_is_refused(store):
    name = store.keep(make_draft(), Work())
    change(store, DRAFTS, work=b"{]")
    failing("damaged", lambda: store.draft(name))
    failing("damaged", lambda: store.work(make_draft(), name, ()))
    change(store, DRAFTS, work=b"{}", draft=b"something else")
    failing("damaged", lambda: store.draft(name))


def test_too_large_too_often_and_no_room(make_store):
    now = [1_000_000.0]
    store = make_store(Limits(pack_bytes=500), clock=lambda: now[0])
    said = failing("too_large", lambda: store.share(make_pack()))
    assert "MB" in said.say(ALL[0])
    store.limits = Limits(packs_an_hour=2)
    store.share(make_pack())
    store.share(make_pack())
    failing("too_often", lambda: store.share(make_pack()))
    assert rows(store, PACKS) == 2
    now[0] += 3601
    last = store.share(make_pack())
    store.limits = Limits(total_bytes=4 * len(canonical(make_pack())) - 1)
    failing("no_room", lambda: store.share(make_pack()))
    failing("no_room", lambda: store.keep(make_draft(), Work(about={"note": "x" * 9000})))
    store.delete(last.id, last.token)
    assert store.share(make_pack())


def test_drafts_have_limits_and_go_when_nobody_touches_them(make_store):
    now = [1_000_000.0]
    store = make_store(Limits(drafts_an_hour=2, draft_seconds=10_000), clock=lambda: now[0])
    one, two = store.keep(make_draft(), Work()), store.keep(make_draft(), Work())
    failing("too_often", lambda: store.keep(make_draft(), Work()))
    now[0] += 9_000
    store.work(make_draft(), two, [Patch(claim="draft-001", verdict="accepted")])
    now[0] += 2_000
    store.keep(make_draft(), Work())
    failing("unknown", lambda: store.draft(one))
    assert store.draft(two).work.decisions["draft-001"].verdict == "accepted"
    failing("too_large", lambda: make_store(Limits(draft_bytes=100)).keep(make_draft(), Work()))


def test_a_draft_keeps_every_step(store):
    draft = make_draft()
    name = store.keep(draft, Work())
    store.work(draft, name, [Patch(claim="draft-001", verdict="accepted"), Patch(about={"title": "T"})])
    after = store.work(draft, name, [Patch(claim="draft-002", verdict="rejected", edits={"kind": "base"})])
    kept = store.draft(name)
    assert kept.draft == draft
    assert kept.draft.article == ARTICLE
    assert kept.work == after
    assert kept.revision == 3
    assert {key: one.verdict for key, one in after.decisions.items()} == {
        "draft-001": "accepted", "draft-002": "rejected",
    }  # fmt: skip
    store.discard(name)
    failing("unknown", lambda: store.draft(name))


def test_tables_that_are_taken_away_are_made_again(make_store, url):
    if url == "sqlite://":
        pytest.skip("memory goes with its store")
    store = make_store()
    store.share(make_pack())
    from tests.store.packs.conftest import empty

    empty(url)
    assert store.pack(store.share(make_pack()).id)


SHARING = """
import sys
from geo.store.packs import open_store
from geo.model.draft import Patch
from tests.store.packs.conftest import make_pack, make_draft
store = open_store(sys.argv[1])
for number in range(15):
    print(store.share(make_pack(title=f"{sys.argv[2]} {number}")).id)
    store.work(make_draft(), sys.argv[3], [Patch(about={f"{sys.argv[2]}-{number}": "x"})])
"""


def test_two_processes_write_at_once_and_lose_nothing(lasting, lasting_url):
    # Both also make the tables at once: nothing has been asked of the database yet.
    name = lasting.keep(make_draft(), Work())
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SHARING, lasting_url, who, name], cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )
        for who in ("one", "two")
    ]  # fmt: skip
    ids = []
    for process in running:
        said, wrong = process.communicate(timeout=120)
        assert process.returncode == 0, wrong
        ids += said.split()
    assert len(set(ids)) == 30
    assert {lasting.pack(one).text.title for one in ids} == {
        f"{who} {number}" for who in ("one", "two") for number in range(15)
    }
    assert len(lasting.draft(name).work.about) == 30
    assert lasting.draft(name).revision == 31


def test_the_limit_of_an_hour_holds_between_processes(lasting_url):
    from concurrent.futures import ThreadPoolExecutor

    from geo.store.packs.sql import SqlPackStore

    stores = [SqlPackStore(lasting_url, Limits(packs_an_hour=5)) for _ in range(4)]

    def attempt(number):
        try:
            stores[number % 4].share(make_pack())
        except PackError as error:
            return error.reason
        return "kept"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(24)))
    assert outcomes.count("kept") == 5
    assert outcomes.count("too_often") == 19
    for one in stores:
        one.close()


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
lines = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=6, max_size=30), min_size=1, max_size=6)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines, text, st.booleans())
def test_any_pack_comes_back_as_it_was(store, article, title, held):
    pack = make_pack("\n".join(article), held=held, title=title)
    store.limits = Limits(packs_an_hour=10**6)
    share = store.share(pack)
    assert store.pack(share.id) == pack
    assert canonical(store.pack(share.id)) == canonical(pack)
    store.delete(share.id, share.token)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(text, text, max_size=4),
    st.lists(st.sampled_from(["open", "accepted", "rejected"]), max_size=3),
)
def test_any_work_comes_back_as_it_was(store, about, verdicts):
    store.limits = Limits(drafts_an_hour=10**6)
    draft = make_draft()
    name = store.keep(draft, Work())
    patches = [Patch(claim=claim.id, verdict=one) for claim, one in zip(draft.claims, verdicts, strict=False)]
    after = store.work(draft, name, [*patches, Patch(about=about)])
    assert store.draft(name).work == after
    store.discard(name)


def test_every_reason_is_said_in_both_languages():
    for reason, words in WORDS.items():
        assert set(words) == {"en", "ru"}
        said = PackError(reason, got="1 MB", most="2 MB")
        assert {said.say(language) for language in ALL} == {
            one.format(got="1 MB", most="2 MB") for one in words.values()
        }


@pytest.mark.parametrize("address", ["mysql://a:b@c/d", "nonsense", "", "postgresql://u:topsecret@[::1"])
def test_an_address_of_no_database_is_refused_without_repeating_its_password(address):
    with pytest.raises(PackError) as caught:
        open_store(address)
    assert "topsecret" not in str(caught.value)
