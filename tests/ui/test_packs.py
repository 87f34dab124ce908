"""Shared texts on the page and in the previews of their links, without a browser."""

import json

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.routing import Route

from geo.model.pack import canonical
from geo.model.view import View
from geo.store.packs import open_store
from geo.ui import packs, state
from geo.ui.asked import asked
from geo.ui.atlas import atlas, atlas_of
from geo.ui.preview import preview_of
from geo.ui.preview_pictures import picture_route
from tests.store.packs.conftest import make_pack

from .asgi import ask


def texts(test):
    return [one.value for one in test.text]


def shared_pack():
    """Return a pack that goes with the atlas: its claims stand on Osh."""
    return make_pack()


def test_a_link_with_a_pack_shows_it_beside_the_atlas(served, run):
    served("shared")
    share = packs.store().share(shared_pack())
    test = run({"pack": share.id})
    assert any("On Osh" in text for text in texts(test))
    view = test.session_state[state.VIEW]
    assert view.pack == share.id
    assert share.id in test.query_params["pack"]
    claims = packs.with_pack(atlas(), share.id).claims
    assert len(claims) == len(atlas().claims) + 3
    assert packs.with_pack(atlas(), share.id) is packs.with_pack(atlas(), share.id)
    chosen = run({"pack": share.id, "text": "osh-2020", "sel": f"claim:{claims[-1].id}"})
    assert chosen.session_state[state.VIEW].selection == f"claim:{claims[-1].id}"
    assert not chosen.session_state[state.NOTICES]
    test.button(key="pack_leave").click().run()
    assert "pack" not in test.query_params
    assert test.session_state[state.VIEW].pack is None
    assert atlas_of(share.id).pack == share.id


@pytest.mark.parametrize("name", ["x" * 35, "x", "', --", "x" * 300])
def test_a_pack_that_is_not_there_gives_a_notice_and_the_atlas(served, run, name):
    served("shared")
    test = run({"pack": name, "country": "KGZ"})
    assert any("There is no such text here" in text for text in texts(test))
    assert test.session_state[state.VIEW].pack is None
    assert test.session_state[state.VIEW].chosen("country") == ("KGZ",)
    assert atlas_of(name).pack is None


def test_where_nothing_is_shared_a_link_with_a_pack_gives_a_notice(served, run):
    served("session")
    assert any("There is no such text here" in text for text in texts(run({"pack": "x" * 35})))


def test_a_pack_that_does_not_go_with_the_data_gives_a_notice(served, run):
    served("shared")
    raw = json.loads(canonical(make_pack()))
    raw["claims"][0]["kind"] = "rumour"
    share = packs.store().share(type(make_pack()).model_validate(raw))
    test = run({"pack": share.id})
    assert any("does not go with this atlas" in text for text in texts(test))
    assert not test.exception


def test_a_pack_that_is_deleted_meanwhile_leaves_the_view(served, run):
    served("shared")
    share = packs.store().share(shared_pack())
    test = run({"pack": share.id, "sel": "claim:osh-2020-001"})
    assert test.session_state[state.VIEW].selection == "claim:osh-2020-001"
    packs.store().delete(share.id, share.token)
    st.cache_data.clear()
    test.run()
    assert not test.exception
    assert test.session_state[state.VIEW].pack is None
    assert test.session_state[state.VIEW].selection is None
    assert any("There is no such text here" in text for text in texts(test))


def test_a_pack_stays_while_the_database_is_away_and_can_be_tried_again(served, run, monkeypatch):
    served("shared")
    share = packs.store().share(shared_pack())
    test = run({"pack": share.id})
    kept, away = packs.store(), open_store("postgresql://a:b@127.0.0.1:1/c")
    monkeypatch.setattr(packs, "store", lambda: away)
    st.cache_data.clear()
    test.run()
    assert test.session_state[state.VIEW].pack == share.id
    fresh = run({"pack": share.id, "country": "KGZ"})
    assert any("does not answer" in text for text in texts(fresh))
    monkeypatch.setattr(packs, "store", lambda: kept)
    fresh.button(key="pack_again").click().run()
    assert fresh.session_state[state.VIEW].pack == share.id
    assert fresh.session_state[state.VIEW].chosen("country") == ("KGZ",)


def test_the_preview_of_a_link_shows_the_text_that_was_shared(served):
    served("shared")
    title = "On <b>Osh</b> & others"
    share = packs.store().share(make_pack(title=title))
    query = f"pack={share.id}"
    dataset = asked(query).dataset
    assert dataset.pack == share.id
    found = preview_of(dataset, asked(query).preview, "https://atlas.example.org")
    own = preview_of(atlas_of(None), View(), "https://atlas.example.org")
    assert title in found.description
    assert found.title != own.title
    assert share.id in found.link
    assert share.id in found.picture
    assert title not in own.description


def test_the_picture_of_a_shared_text_has_its_marks_and_goes_with_it(served):
    served("shared")
    share = packs.store().share(make_pack())
    app = Starlette(routes=[Route("/map.png", picture_route(), methods=["GET"])])
    query = f"pack={share.id}&text=osh-2020".encode()
    with_it = ask(app, "/map.png", query=query)
    assert with_it.headers["cache-control"] == "public, max-age=300"
    packs.store().delete(share.id, share.token)
    packs._digest.clear()
    without = ask(app, "/map.png", query=query)
    default = ask(app, "/map.png")
    assert without.body == default.body
    assert with_it.body != default.body


@pytest.mark.parametrize("query", ["pack=", "pack=nothing", "pack=a&pack=b", "pack=" + "x" * 20_000])
def test_a_link_to_no_shared_text_has_the_preview_of_the_atlas(served, query):
    served("shared")
    assert asked(query).dataset is atlas_of(None)
