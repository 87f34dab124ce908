"""The server says whether it lives and whether it is ready, and nothing else."""

import contextlib
import json
import socket
import threading
import time

import pytest
from starlette.applications import Starlette

from geo.errors import DataError, Problem
from geo.store.packs import open_store
from geo.ui import health
from geo.ui.health import Kept, Part, data_is_valid, health_routes, store_answers
from geo.ui.stopping import STOP

from .asgi import ask


def ready(*checks):
    answer = ask(Starlette(routes=health_routes("", checks)), "/readyz")
    return answer.status, json.loads(answer.body)


def well():
    return Part("store", well=True, said="reached")


def unwell():
    return Part("store", well=False, said="away")


def test_a_living_server_says_so_even_where_it_is_not_ready():
    answer = ask(Starlette(routes=health_routes("/deep", (unwell,))), "/deep/healthz")
    assert (answer.status, json.loads(answer.body)) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


def test_ready_is_what_every_part_is():
    assert ready(well) == (
        200, {"ready": True, "store": {"ok": True, "said": "reached"}, "stop": {"ok": True, "said": "none"}},
    )  # fmt: skip
    status, said = ready(well, unwell)
    assert (status, said["ready"], said["store"]) == (503, False, {"ok": False, "said": "away"})


def test_the_shipped_data_makes_it_ready():
    assert data_is_valid().well
    assert data_is_valid().said.count(".") == 2


def test_broken_data_does_not_and_no_file_is_named(monkeypatch):
    def broken():
        raise DataError([Problem("texts/x.json", "x-001", "kind", "a kind", "'y'")] * 3)

    monkeypatch.setattr(health, "atlas", broken)
    assert data_is_valid() == Part("data", well=False, said="3 problems")


def test_the_database_counts_where_texts_are_shared_and_only_there(monkeypatch, tmp_path):
    assert store_answers() == Part("store", well=True, said="not used")
    monkeypatch.setattr(health, "shares", lambda: True)
    with socket.socket() as closed:
        # Bound and not listening: whoever knocks is refused.
        closed.bind(("127.0.0.1", 0))
        away = f"postgresql://u:hush@127.0.0.1:{closed.getsockname()[1]}/atlas"
        for place, well in {f"sqlite:///{tmp_path}/packs": True, away: False}.items():
            with contextlib.closing(open_store(place)) as opened:
                monkeypatch.setattr(health, "store", lambda opened=opened: opened)
                part = store_answers()
                assert part.well is well
                assert "hush" not in part.said


def test_a_server_that_is_about_to_stop_is_not_ready(monkeypatch):
    monkeypatch.setattr(STOP, "asked", True)
    status, said = ready(well)
    assert (status, said["stop"]["ok"]) == (503, False)


def test_a_flood_of_questions_costs_one_look():
    looks = []

    def slow():
        looks.append(1)
        time.sleep(0.05)
        return Part("store", well=True, said="reached")

    kept = Kept(slow, seconds=60)
    threads = [threading.Thread(target=kept) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looks) == 1


@pytest.mark.parametrize("seconds", [0.0])
def test_an_old_answer_is_not_kept(seconds):
    answers = iter([unwell(), well()])
    kept = Kept(lambda: next(answers), seconds)
    assert not kept().well
    time.sleep(0.01)
    assert kept().well
