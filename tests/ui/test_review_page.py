"""The review page without a browser: what is kept, what is said, what is not there."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from geo.i18n import languages
from geo.ingest import reader as bounds
from geo.model.draft import Patch, Work
from geo.store import load_dataset
from geo.store.packs import PackError, open_store
from geo.ui import main, packs
from geo.ui.page import pages
from geo.ui.pages import review as page_module
from geo.ui.review import editor, session
from geo.ui.review.about import text_id
from geo.ui.review.component import Step
from geo.ui.review.relocating import countries_at, find, point_place
from geo.ui.review.results import pack_of
from geo.ui.review.session import Review
from tests.store.packs.conftest import make_draft as small_draft
from tests.store.packs.conftest import make_pack

ARTICLE = (
    "Border guards clashed near Batken on Monday. Drug traffickers cross from Badakhshan into Tajikistan.\n"
    "The Osh region fears renewed ethnic violence. Russia should reinforce its base near Dushanbe."
)


@pytest.fixture
def page(run, monkeypatch):
    """Open the review page alone: AppTest opens only the first page."""

    def opened(query=None):
        monkeypatch.setattr(main, "pages", lambda: {"review": pages()["review"]})
        return run(query)

    return opened


def texts(test):
    return [item.value for item in test.text]


def bring(test, article=ARTICLE):
    test.text_area(key="review.pasted").input(article)
    next(
        one for one in test.button if "FormSubmitter" in str(one.key) or one.key == "review.read"
    ).click().run()
    assert not test.exception
    return test


def held(test) -> Review:
    return test.session_state[session.KEY]


@pytest.mark.parametrize("tag", list(languages()))
def test_a_pasted_text_becomes_candidates_and_is_kept(served, page, tag):
    served("shared")
    test = bring(page({"lang": tag}))
    review = held(test)
    assert review.draft.article == ARTICLE
    assert review.draft.claims
    assert review.id in test.query_params["draft"]
    # Another session with the address has it too.
    again = page({"draft": review.id})
    assert held(again).draft == review.draft


@pytest.mark.parametrize(("tag", "said"), [("en", "was not read (1"), ("ru", "знаков: 1")])
def test_an_end_that_was_not_read_is_told(served, page, monkeypatch, tag, said):
    served("session")
    test = bring(page({"lang": tag}))
    assert not [text for text in texts(test) if said in text]
    monkeypatch.setattr(bounds, "MOST_NAMES", 2)
    test = bring(page({"lang": tag}))
    left = held(test).draft.left_out
    assert 100 <= left < len(ARTICLE)
    assert [text for text in texts(test) if said in text and str(left) in text and str(len(ARTICLE)) in text]


def test_an_edit_is_saved_at_once_and_is_there_in_another_session(served, page):
    served("shared")
    test = bring(page())
    claim = held(test).current
    test.selectbox(key=f"review.kind.{claim}").set_value("base").run()
    test.multiselect(key=f"review.threats.{claim}").set_value(["drug_trafficking"]).run()
    test.multiselect(key=f"review.exposed.drug_trafficking.{claim}").set_value(["KGZ", "CSTO"]).run()
    test.text_area(key=f"review.summary.ru.{claim}").input("Своими словами.\n\nДа.").run()
    test.text_area(key=f"review.summary.en.{claim}").input("   ").run()
    test.text_input(key="review.about.author").input("A *b*  C").run()
    assert not test.exception
    other = held(page({"draft": held(test).id}))
    edited = editor.edited(other, other.draft.claims_by_id[claim])
    assert edited.kind == "base"
    assert [link.model_dump() for link in edited.threats] == [
        {"threat": "drug_trafficking", "exposed": ("KGZ", "CSTO"), "source": ()}
    ]
    assert edited.summary["ru"] == "Своими словами. Да."
    assert edited.summary["en"] == other.draft.claims_by_id[claim].summary["en"]
    assert other.work.about["author"] == "A *b* C"
    assert text_id(other) == "c"


@pytest.mark.parametrize(
    ("tag", "rules"),
    [("en", "the rules find: Border incident"), ("ru", "правила находят: Пограничный инцидент")],
)
def test_a_candidate_says_why_it_is_of_a_threat(served, page, tag, rules):
    served("shared")
    test = bring(
        page({"lang": tag}), "Militants crossed the Panj near Kulob on Monday and fired at a border post."
    )
    label = rules.partition(": ")[2]
    (said,) = [text for text in texts(test) if text.startswith(f"{label}, ")]
    assert rules in said
    assert "*" not in said
    assert any(f"{words}”: " in said or f"{words}»: " in said for words in _marked(test, "border_incident"))


def _marked(test, threat):
    draft = held(test).draft
    return [draft.article[sign.start : sign.end] for sign in draft.signs if sign.threat == threat]


def test_a_place_is_found_by_name_and_taken(served, page):
    served("shared")
    test = bring(page())
    claim = held(test).current
    test.text_input(key=f"review.find.{claim}").input("Ереван").run()
    test.button(key=f"review.found.{claim}.0").click().run()
    assert not test.exception
    review = held(test)
    edited = editor.edited(review, review.draft.claims_by_id[claim])
    assert edited.place == "geonames_616052"
    assert edited.iso3 == ("ARM",)
    test.text_input(key=f"review.find.{claim}").input("Nowhereville").run()
    assert "No place of this name is known here." in texts(test)
    test.selectbox(key=f"review.place.{claim}.1").set_value(editor.NOWHERE).run()
    assert editor.edited(held(test), review.draft.claims_by_id[claim]).place is None


def test_a_point_by_its_coordinates_where_there_is_a_country(served, page):
    served("shared")
    test = bring(page())
    claim = held(test).current
    for lat, lon, taken in ((40.5, 72.8, True), (0.0, -30.0, False)):
        test.number_input(key=f"review.lat.{claim}").set_value(lat)
        test.number_input(key=f"review.lon.{claim}").set_value(lon).run()
        test.button(key=f"review.put.{claim}").click().run()
        assert not test.exception
        assert (
            "There is no country at this point, so a claim can't stand on it." in texts(test)
        ) is not taken
    place = editor.edited(held(test), held(test).draft.claims_by_id[claim]).place
    assert place == "point_40_5000_72_8000"
    assert held(test).work.places[0].iso3 == ("KGZ",)


def test_session_keeps_drafts_but_offers_no_sharing(served, page):
    served("session")
    test = bring(page())
    assert held(test).id is not None
    assert held(page({"draft": held(test).id})).draft.article == ARTICLE
    assert not any(one.key in {"review.share", "review.delete"} for one in test.button)
    assert any("memory" in item.value for item in test.caption)
    with pytest.raises(PackError):
        packs.store().share(make_pack())


def test_off_there_is_no_such_page(served):
    served("off")
    assert "review" not in pages()
    served("session")
    assert "review" in pages()


def test_a_draft_that_is_not_there_is_told_and_another_can_be_begun(served, page):
    served("shared")
    test = page({"draft": "x" * 24, "lang": "ru"})
    assert any("Такого текста здесь нет" in text for text in texts(test))
    test = bring(test)
    assert held(test).id != "x" * 24
    assert held(test).id in test.query_params["draft"]
    assert not any("Такого текста здесь нет" in text for text in texts(test))


def test_a_draft_is_deleted_when_its_reader_says_so(served, page):
    served("shared")
    test = bring(page())
    name = held(test).id
    test.button(key="review.discard_yes").click().run()
    assert not test.exception
    assert session.KEY not in test.session_state
    assert "draft" not in test.query_params
    assert any("Bring an article" in text for text in texts(test))
    with pytest.raises(PackError):
        packs.store().draft(name)


@pytest.mark.parametrize(
    ("article", "said"), [("", "Paste a text"), ("   \n", "Paste a text"), ("123 456", "holds no words")]
)
def test_what_is_no_text_is_told(served, page, article, said):
    served("shared")
    test = bring(page(), article)
    assert any(said in text for text in texts(test))
    assert session.KEY not in test.session_state


def test_a_text_about_nowhere_is_told(served, page):
    served("shared")
    test = bring(page(), "Nothing happened. Really nothing.")
    assert any("No claim was found" in text for text in texts(test))


def test_nothing_of_a_text_is_read_as_markup(served, page):
    served("shared")
    test = bring(page(), "![x](https://example.org/x.png)\n\nBorder guards clashed near Batken on Monday.")
    for kind in (test.markdown, test.caption, test.title, test.header, test.subheader):
        assert not any("![" in item.value.replace("\\!\\[", "") for item in kind)


def test_steps_wait_while_the_database_is_away_and_none_is_lost(served, monkeypatch):
    served("shared")
    monkeypatch.setattr(session.state, "set_draft", lambda _name: None)
    draft = small_draft()
    review = Review(None, draft, Work())
    review.save(now=True)
    kept = packs.store()
    away = open_store("postgresql://a:b@127.0.0.1:1/c")
    monkeypatch.setattr(packs, "store", lambda: away)
    review.take(Patch(claim="draft-001", verdict="accepted"))
    begin = time.monotonic()
    review.take(Patch(claim="draft-002", verdict="rejected"))
    assert time.monotonic() - begin < 0.5, "it is not asked again at once"
    assert review.trouble is not None
    assert review.trouble.reason == "away"
    assert len(review.pending) == 2
    # Another window went on meanwhile: both are there afterwards.
    kept.work(draft, review.id, [Patch(claim="draft-003", verdict="accepted")])
    monkeypatch.setattr(packs, "store", lambda: kept)
    review.save(now=True)
    assert review.trouble is None
    assert set(kept.draft(review.id).work.decisions) == {"draft-001", "draft-002", "draft-003"}
    # Deleted elsewhere: what is here is kept anew.
    before = review.id
    kept.discard(before)
    review.take(Patch(claim="draft-001", verdict="open"))
    assert review.id not in {None, before}
    assert set(kept.draft(review.id).work.decisions) == {"draft-002", "draft-003"}


def test_a_draft_begun_while_the_database_is_away_is_kept_later(served, page):
    served("shared", "postgresql://a:b@127.0.0.1:1/c")
    test = bring(page())
    assert any("Not saved yet" in text for text in texts(test))
    assert held(test).id is None
    test.button(key="review.save").click().run()
    assert any("Not saved yet" in text for text in texts(test))
    claim = held(test).current
    test.selectbox(key=f"review.kind.{claim}").set_value("base").run()
    assert editor.edited(held(test), held(test).draft.claims_by_id[claim]).kind == "base"


def test_an_added_claim_is_edited_accepted_and_taken_away_as_any_other(served, page):
    served("shared")
    test = bring(page())
    review = held(test)
    start = ARTICLE.index("renewed ethnic violence")
    page_module._taken(
        page_module._looked_at(load_dataset(), review), review, [Step(3, "add", "", (start, start + 7))]
    )
    test.run()
    assert not test.exception
    name = review.current
    assert any("You added this claim" in item.value for item in test.caption)
    test.selectbox(key=f"review.kind.{name}").set_value("base").run()
    page_module._taken(load_dataset(), held(test), [Step(4, "accept", name)])
    other = held(page({"draft": held(test).id}))
    (claim,) = page_module.make_pack(
        other.draft, other.work, page_module.preview_text(load_dataset(), other, "mine-2020"), ("accepted",)
    ).claims
    assert (claim.kind, claim.status, claim.start, claim.end) == ("base", "reviewed", start, start + 7)


def test_places_by_name_and_point():
    dataset = load_dataset()
    ids, extra = find(dataset, "Бадахшан", "en")
    assert {"province_tj_gb", "province_af_bds"} <= set(extra)
    assert set(extra) <= set(ids)
    assert find(dataset, "", "en") == ([], {})
    assert countries_at(dataset, 72.8, 40.5) == ["KGZ"]
    assert countries_at(dataset, -30, 0) == []
    claim = small_draft().claims[0]
    place = point_place(dataset, claim, 72.80004, 40.5, {"en": "Osh", "ru": "Ош"})
    assert place.names["en"] != "Osh", "the name of another place is not taken"
    assert place.geometry.coordinates == (72.8, 40.5)


@pytest.mark.parametrize("given", ["https://atlas.example.org/x?lang=ru&pack={}&v=1", "{}", "?pack={}"])
def test_a_pack_is_known_by_its_link(given):
    name = "a" * 35
    assert pack_of(given.format(name)) == name
    assert pack_of("nonsense") == pack_of("http://[::1") == pack_of("") == ""


def bound_control():
    """A page with one control that is bound to a value which may change by other means."""
    import streamlit as st

    from geo.ui.review.binding import bound, heard

    key = bound("x", st.session_state.setdefault("truth", "a"))
    st.session_state["key"] = key

    def changed():
        said = heard("x", key)
        if said is not None:
            st.session_state["truth"] = said

    st.text_input("x", st.session_state["truth"], key=key, on_change=changed)
    st.session_state["stale"] = heard("x", "x")


def test_a_control_whose_value_changes_by_other_means_is_another_one():
    test = AppTest.from_function(bound_control).run()
    test.text_input(key="x").input("b").run()
    assert (test.session_state["truth"], test.session_state["key"], test.session_state["stale"]) == (
        "b",
        "x",
        "b",
    )
    test.session_state["truth"] = "c"
    test.run()
    # What a browser still says of the old one is dropped.
    assert test.session_state["stale"] is None
    assert test.text_input(key="x.1").value == "c"
    test.text_input(key="x.1").input("d").run()
    assert test.session_state["truth"] == "d"
    assert test.session_state["key"] == "x.1"


def test_each_run_tells_the_browser_what_a_control_holds(served, page):
    """A run may be skipped on a busy page: what only one run tells would then be lost, and saved as empty."""
    served("shared")
    test = bring(page())
    test.text_input(key="review.about.author").input("Ada Example").run()
    test.run()
    author = test.text_input(key="review.about.author")
    assert author.proto.default == author.value == "Ada Example"
    claim = test.session_state["review.held"].current
    for control in (test.selectbox, test.multiselect, test.text_area):
        found = [one for one in control if f".{claim}" in (one.key or "") and "find" not in one.key]
        assert found
        assert not [one.key for one in found if one.proto.set_value]
    summary = test.text_area(key=f"review.summary.en.{claim}")
    assert summary.proto.default == summary.value != ""


def test_an_id_that_follows_author_and_date_is_no_answer_of_the_readers(served, page):
    served("shared")
    test = bring(page())
    test.text_input(key="review.about.author").input("Ada Example").run()
    test.text_input(key="review.about.date").input("2024-05").run()
    assert "id" not in held(test).work.about
    assert text_id(held(test)) == "example-2024"
