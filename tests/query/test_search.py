"""Every spelling and script of a name leads to one place; text from outside can do no harm."""

import pytest

from geo.i18n import languages
from geo.query.search import MAX_HITS, fold, search, sound
from geo.query.selection import evidence, is_selection
from geo.store import Dataset


def first(dataset: Dataset, query: str, tag: str = "en"):
    hits = search(dataset, dataset.claims, query, tag)
    return hits[0].selection if hits else None


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Ferghana", "place:fergana_valley"), ("Fergana", "place:fergana_valley"),
        ("Farg‘ona", "place:fergana_valley"), ("Fargʻona", "place:fergana_valley"),
        ("Farg'ona", "place:fergana_valley"), ("FARGONA", "place:fergana_valley"),
        ("Farghona", "place:fergana_valley"), ("Фергана", "place:fergana_valley"),
        ("ферганская долина", "place:fergana_valley"), ("Ферғона", "place:fergana_valley"),
        ("Фарғона", "place:fergana_valley"), ("Водии Фарғона", "place:fergana_valley"),
        ("Mazar-i-Sharif", "place:mazar_e_sharif"), ("mazari sharif", "place:mazar_e_sharif"),
        ("Mazār-e Sharīf", "place:mazar_e_sharif"), ("Мазари Шариф", "place:mazar_e_sharif"),
        ("مزار شریف", "place:mazar_e_sharif"), ("Ош", "place:osh"), ("O‘sh", "place:osh"), ("Oʻsh", "place:osh"),
        ("Leninakan", "place:gyumri"), ("Գյումրի", "place:gyumri"), ("Nur-Sultan", "place:astana"),
        ("Тошкент", "place:tashkent"), ("Toshkent", "place:tashkent"), ("Kirgizia", "country:KGZ"),
        ("Кыргызстан", "country:KGZ"), ("Kirghizstan", "country:KGZ"), ("Belorussia", "country:BLR"),
        ("Белоруссия", "country:BLR"), ("Беларусь", "country:BLR"), ("KAZ", "country:KAZ"),
        ("Tajik Afghan", "border:AFG-TJK"), ("Tajikistan – Afghanistan", "border:AFG-TJK"),
        ("NATO", "actor:NATO"), ("НАТО", "actor:NATO"), ("ОДКБ", "actor:CSTO"), ("SCO", "actor:SCO"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["en", "ru"])
def test_a_name_in_any_spelling_leads_to_it(atlas: Dataset, query: str, wanted: str, tag: str) -> None:
    assert first(atlas, query, tag) == wanted


def test_every_name_and_spelling_of_the_gazetteer_finds_its_place(atlas: Dataset) -> None:
    for place in atlas.gazetteer.values():
        for name in (*place.names.values(), *place.alt):
            for spelt in (name, name.upper(), name.replace("-", " ")):
                found = {hit.selection for hit in search(atlas, atlas.claims, spelt, "en")}
                assert f"place:{place.id}" in found, (place.id, spelt)


def test_a_result_says_how_it_was_met_and_how_the_text_prints_it(atlas: Dataset) -> None:
    (hit, *_) = search(atlas, atlas.claims, "Мазар-и-Шариф", "en")
    assert hit.title == "Mazar-e-Sharif"
    assert hit.spelling == "Мазар-и-Шариф"
    assert "Mazar-e-Sharif" in " ".join(hit.printed)
    (hit, *_) = search(atlas, atlas.claims, "Fergana", "en")
    assert hit.printed == ("Fergana Valley",)


def test_every_hit_can_be_opened_and_counts_what_it_opens(atlas: Dataset) -> None:
    for query in ("Kyrgyzstan", "border", "NATO", "Russia", "force", "граница"):
        hits = search(atlas, atlas.claims, query, "ru")
        assert hits
        for hit in hits:
            assert is_selection(atlas, hit.selection), hit
            assert len(evidence(atlas, atlas.claims, hit.selection)) == hit.claims


@pytest.mark.parametrize(
    ("query", "claim"),
    [
        ("drug trafficking", "lukyanov-2011-011"), ("наркотики", "lukyanov-2011-011"),
        ("trenin-2010-027", "trenin-2010-027"), ("Ban Ki-moon", "lukyanov-2011-011"),
        ("missile defence", "trenin-2010-063"),
    ],
)  # fmt: skip
def test_words_find_claims(atlas: Dataset, query: str, claim: str) -> None:
    assert f"claim:{claim}" in {hit.selection for hit in search(atlas, atlas.claims, query, "en")}


def test_all_words_must_stand_in_one_text(atlas: Dataset) -> None:
    found = {hit.selection for hit in search(atlas, atlas.claims, "missile наркотики", "en")}
    assert not {name for name in found if name.startswith("claim:")}


def test_the_text_itself_is_searched_where_it_is_at_hand(world: Dataset, atlas: Dataset) -> None:
    assert first(world, "burned") == "claim:alpha-2010-001"
    assert first(atlas, "burned") is None


def test_words_are_those_of_the_claims_given(atlas: Dataset) -> None:
    few = tuple(claim for claim in atlas.claims if claim.text == "trenin-2010")
    assert not [h for h in search(atlas, few, "drug trafficking", "en") if h.sort == "claim"]
    (hit, *_) = search(atlas, few, "Mazar-e-Sharif", "en")
    assert hit.claims == 0


@pytest.mark.parametrize(
    "query", ["", " ", "a", "-", "'", "((((", "[", "\\", "%", "\x00\x01", "𝄞", "́", "<zzz>"]
)
def test_what_says_nothing_finds_nothing(atlas: Dataset, query: str) -> None:
    assert search(atlas, atlas.claims, query, "en") == ()


@pytest.mark.parametrize(
    "hostile",
    ["(" * 50_000, "{{7*7}} ${x}", "<img src=x onerror=alert(1)>", "a\u0301" * 9000, "Ош\x00", "\udcff Osh"],
)
def test_long_and_hostile_text_is_only_text(atlas: Dataset, hostile: str) -> None:
    for tag in languages():
        assert len(search(atlas, atlas.claims, hostile, tag)) <= MAX_HITS
        assert len(search(atlas, atlas.claims, "Россия " + "а" * 100_000, tag)) <= MAX_HITS


def test_folding() -> None:
    assert fold("Mazār-e  Sharīf!") == "mazar e sharif"
    assert fold("Farg‘ona") == fold("FARGʻONA") == fold("farg'ona") == "fargona"
    assert sound("Фергана") == sound("Ferghana") == "fergana"
    assert sound("Худжанд") == sound("Khudjand")
