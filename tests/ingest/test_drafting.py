"""From an article to a draft: candidates that fit the atlas, places that it can draw."""

import pytest

from geo.ingest import reader as bounds
from geo.ingest.drafting import make_draft
from geo.ingest.placing import Placer
from geo.model.draft import Patch, Work, make_pack, make_text, patched
from geo.model.place import Point, Reference
from geo.store.added import problems

ARTICLE = """A quarrel at the fence

Border guards clashed near Batken on Monday. Drug traffickers cross from Badakhshan into Tajikistan.
The Osh region fears renewed ethnic violence, experts in Osh say. Unrest in the Fergana Valley may spread to Andijan.
The CSTO summit discussed the Tajik-Afghan border and the 201st base near Dushanbe. Herders fear for the Pamirs.
"""
RUSSIAN = "В Баткенской области вновь стреляли на границе. ОДКБ обсудит это в Ереване."


@pytest.fixture(scope="module")
def draft(atlas, reader):
    return make_draft(atlas, reader, ARTICLE)


def test_every_candidate_fits_the_atlas(atlas, draft):
    assert len(draft.claims) >= 5
    assert {claim.status for claim in draft.claims} == {"candidate"}
    work = patched(draft, Work(), [Patch(claim=claim.id, verdict="accepted") for claim in draft.claims])
    text = make_text(draft, "mine-2020", {"title": "T", "author": "A", "publisher": "P", "date": "2020"})
    pack = make_pack(draft, work, text, ("accepted",))
    assert problems(atlas, pack.text, pack.claims, pack.places, draft.article) == []


def test_how_much_was_left_unread_is_kept(atlas, reader, draft, monkeypatch):
    assert draft.left_out == 0
    monkeypatch.setattr(bounds, "MOST_NAMES", 5)
    cut = make_draft(atlas, reader, ARTICLE)
    assert 0 < cut.left_out < len(ARTICLE)
    assert 0 < len(cut.claims) < len(draft.claims)
    assert max(mention.end for mention in cut.mentions) <= len(ARTICLE) - cut.left_out


def test_a_province_is_an_area_a_border_a_line_and_a_town_a_point(atlas, draft):
    found = {one.mention: one.place for one in draft.mentions}
    own = {place.id: place for place in draft.places}
    assert isinstance(own[found["Osh region"]].geometry, Reference)
    assert isinstance(own[found["Batken"]].geometry, Point)
    assert found["Tajik-Afghan border"] == "border:AFG-TJK"
    # What the atlas has already is not made again.
    assert found["Osh"] == "osh"
    assert found["Fergana Valley"] == "fergana_valley"
    assert {"osh", "fergana_valley"}.isdisjoint(own)


def test_a_range_known_by_a_point_only_gets_no_pin(atlas, reader):
    placer = Placer(atlas, reader.gazetteer)
    regions = [name for name in reader.gazetteer.rows_by_id if name.startswith("region:")]
    assert regions
    assert {placer.place(name) for name in regions} == {None}
    assert placer.made == {}


def test_names_are_told_apart(atlas, draft):
    names = [place.names["en"].casefold() for place in draft.places]
    assert len(names) == len(set(names))
    assert not set(names) & {place.names["en"].casefold() for place in atlas.gazetteer.values()}


def test_the_runner_up_and_the_reasons_are_kept(draft):
    batken = next(one for one in draft.mentions if one.mention == "Batken")
    assert batken.runner_up == "province_kg_b"
    assert any("population" in why for why in batken.why)


def test_title_and_language_are_taken_from_the_text(atlas, reader, draft):
    assert draft.title == "A quarrel at the fence"
    assert draft.language == "en"
    russian = make_draft(atlas, reader, RUSSIAN)
    assert russian.language == "ru"
    assert russian.title == ""
    assert russian.claims
    assert make_draft(atlas, reader, RUSSIAN, "Название").title == "Название"


def test_a_text_without_places_gives_a_draft_without_candidates(atlas, reader):
    draft = make_draft(atlas, reader, "Nothing happened anywhere. Really.")
    assert draft.claims == draft.mentions == draft.places == ()


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [("bishkek", "geonames:1528675"), ("Бишкек", "geonames:1528675"), ("leninakan", "gyumri"), ("Ош", "osh")],
)
def test_a_place_is_found_in_any_spelling(reader, asked, wanted):
    assert wanted in [entry.id for entry in reader.named(asked)]


@pytest.mark.parametrize("asked", ["", "nowhereville", "CSTO", "x" * 5000, "\x00"])
def test_what_is_no_place_finds_none(reader, asked):
    assert reader.named(asked) == ()
