"""From an article to a draft: candidates that fit the atlas, places that it can draw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ingest import reader as bounds
from geo.ingest.drafting import LONGEST_PASSAGE, add_claim, make_draft, passage_of
from geo.ingest.placing import Placer
from geo.model.draft import DRAFT_TEXT, Patch, Work, make_pack, make_text, patched
from geo.model.place import Point, Reference
from geo.store.added import alone, problems

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
    assert any("population" in str(why) for why in batken.why)


def test_the_signs_of_threats_are_kept_with_what_weighed(atlas, reader):
    draft = make_draft(
        atlas, reader, "Militants crossed the Panj near Kulob on Monday and fired at a border post."
    )
    signs = {sign.threat: sign for sign in draft.signs}
    assert {"insurgency_terrorism", "border_incident"} <= set(signs)
    for sign in draft.signs:
        assert 0 <= sign.start < sign.end <= len(draft.article)
        assert sign.threat in atlas.taxonomy.threats
        assert all(why[0] in "+-" for why in sign.why)
        assert sign.why


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


@pytest.fixture(scope="module")
def around(atlas, draft):
    """The atlas with the draft's own places, as the page looks at it."""
    text = make_text(draft, DRAFT_TEXT, {"title": "T", "author": "A", "publisher": "P", "date": "2020"})
    return alone(atlas, text, draft.claims, draft.places, draft.article)


def marked(draft, words):
    start = draft.article.index(words)
    return passage_of(draft, (start, start + len(words)))


def test_marked_words_become_a_claim_with_the_places_of_the_whole_article(around, reader, draft):
    span = marked(draft, " Drug traffickers cross from Badakhshan into Tajikistan.\n")
    claim = add_claim(around, reader, draft, Work(), span, number=7)
    machine = next(one for one in draft.claims if one.start <= span[0] < one.end)
    assert (claim.start, claim.end, claim.sha256) == (machine.start, machine.end, machine.sha256)
    assert (claim.place, claim.threats, claim.kind) == (machine.place, machine.threats, machine.kind)
    assert claim.id == "draft-a7"
    assert (claim.status, claim.basis, claim.place_basis) == ("candidate", "explicit", "explicit")


def test_marked_words_without_a_name_stand_on_the_countries_of_the_nearest_candidate(around, reader, draft):
    claim = add_claim(around, reader, draft, Work(), marked(draft, "A quarrel at the fence"), number=1)
    assert claim.place is None
    assert claim.iso3 == draft.claims[0].iso3
    assert (claim.basis, claim.place_basis, claim.mention) == (
        "inferred",
        "inferred",
        "A quarrel at the fence",
    )


def test_an_added_claim_fits_the_atlas(atlas, around, reader, draft):
    spans = [marked(draft, words) for words in ("renewed ethnic violence", "Herders fear", "the 201st base")]
    added = [add_claim(around, reader, draft, Work(), span, number=at) for at, span in enumerate(spans)]
    steps = [step for one in added for step in (Patch(added=one), Patch(claim=one.id, verdict="accepted"))]
    text = make_text(draft, "mine-2020", {"title": "T", "author": "A", "publisher": "P", "date": "2020"})
    pack = make_pack(draft, patched(draft, Work(), steps), text, ("accepted",))
    assert len(pack.claims) == 3
    assert problems(atlas, pack.text, pack.claims, pack.places, draft.article) == []


def test_a_text_without_candidates_can_have_a_claim_too(atlas, reader):
    article = "Nothing happened. Really nothing."
    bare = make_draft(atlas, reader, article)
    assert bare.claims == ()
    claim = add_claim(atlas, reader, bare, Work(), (0, 17), number=1)
    assert (claim.iso3, claim.place, claim.mention) == ((), None, "Nothing happened.")


@given(st.integers(-5, 600), st.integers(-5, 3000))
def test_a_passage_has_no_blanks_around_it_and_lies_in_the_text(draft, start, end):
    span = passage_of(draft, (start, end))
    if span is None:
        assert not draft.article[max(start, 0) : max(end, 0)].strip()
    else:
        passage = draft.article[slice(*span)]
        assert passage == passage.strip() != ""
        assert max(start, 0) <= span[0] < span[1] <= min(end, len(draft.article))


def test_a_passage_that_is_too_long_is_none(atlas, reader):
    long = make_draft(atlas, reader, "x" * (LONGEST_PASSAGE + 1))
    assert passage_of(long, (0, LONGEST_PASSAGE + 1)) is None
    assert passage_of(long, (1, LONGEST_PASSAGE + 1)) == (1, LONGEST_PASSAGE + 1)
