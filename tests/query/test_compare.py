"""Two texts stay two: each side keeps its claims, and names are those that are printed."""

import pytest

from geo.query import compare
from geo.store import Dataset

A, B = "trenin-2010", "lukyanov-2011"


@pytest.fixture(scope="module")
def cells(atlas: Dataset):
    return compare.cells(atlas, atlas.claims, A, B)


def test_every_cell_holds_exactly_the_claims_that_make_it(atlas: Dataset, cells) -> None:
    wanted: dict[str, dict[str, set[str]]] = {}
    for claim in atlas.claims:
        for link in claim.threats:
            for role in ("exposed", "source"):
                for code in getattr(link, role):
                    if code in atlas.country_codes:
                        key = f"{code}/{link.threat}/{role}"
                        wanted.setdefault(key, {}).setdefault(claim.text, set()).add(claim.id)
    assert {pair.key for pair in cells} == set(wanted)
    for pair in cells:
        assert set(pair.first.claims) == wanted[pair.key].get(A, set())
        assert set(pair.second.claims) == wanted[pair.key].get(B, set())


def test_modalities_are_those_of_the_side_alone(atlas: Dataset, cells) -> None:
    for pair in cells:
        for side in (pair.first, pair.second):
            assert set(side.modalities) == {atlas.claims_by_id[claim].modality for claim in side.claims}


def test_turning_the_texts_round_turns_the_sides_round(atlas: Dataset, cells) -> None:
    turned = compare.cells(atlas, atlas.claims, B, A)
    assert [(pair.key, pair.second, pair.first) for pair in turned] == [
        (pair.key, pair.first, pair.second) for pair in cells
    ]


def test_what_both_say_and_where_they_differ(cells) -> None:
    by_key = {pair.key: pair for pair in cells}
    fergana = by_key["KGZ/radicalisation_extremism/exposed"]
    assert fergana.both
    assert fergana.differs
    assert (fergana.first.modalities, fergana.second.modalities) == (("forecast",), ("assessment",))
    osh = by_key["KGZ/interethnic_violence/exposed"]
    assert osh.both
    assert not osh.differs
    war = by_key["ARM/interstate_war/exposed"]
    assert not war.both
    assert not war.differs
    assert war.first.claims == ()


def test_places_of_both(atlas: Dataset) -> None:
    pairs = {pair.key: pair for pair in compare.places(atlas.claims, A, B)}
    assert pairs["southern_kyrgyzstan"].both
    assert pairs["central_asia"].both
    assert not pairs["fergana_valley"].second.claims
    assert not pairs["border:AFG-TJK"].first.claims


def test_who_is_never_named(atlas: Dataset) -> None:
    first, second = (compare.naming(atlas, text, atlas.claims) for text in (A, B))
    # The text of 2010 never names Belarus, that of 2011 never Kazakhstan; both mean them as members.
    assert (first["BLR"].naming, second["BLR"].naming) == ("meant", "named")
    assert (first["KAZ"].naming, second["KAZ"].naming) == ("named", "meant")
    assert first["BLR"].claims
    assert second["IRN"].naming == "absent"
    assert second["IRN"].claims == ()
    shown = {one.country for one, _two in compare.unnamed(first, second)}
    assert {"BLR", "KAZ", "IRN"} <= shown
    assert not {"KGZ", "RUS", "ARM", "USA"} & shown


def test_names_are_words_and_case_counts(world: Dataset) -> None:
    named = compare.naming(world, "alpha-2010", world.claims)
    # "Afghan" and "Tajik" are not names in this world, which has no aliases; "Armenia" is.
    assert named["ARM"].naming == "named"
    assert named["UZB"].naming == "meant"
    assert compare._prints("join us", ("US",)) is False
    assert compare._prints("the US-led force", ("US",)) is True
    assert compare._prints("Niger", ("Nigeria",)) is False
    assert compare._prints("Nigeria", ("Niger",)) is False
    assert compare._prints("anything", ()) is False


def test_a_filter_changes_the_claims_and_not_who_is_named(atlas: Dataset) -> None:
    few = tuple(claim for claim in atlas.claims if claim.kind == "base")
    for text in (A, B):
        everything, some = (compare.naming(atlas, text, claims) for claims in (atlas.claims, few))
        assert {c for c, one in everything.items() if one.naming == "named"} == {
            c for c, one in some.items() if one.naming == "named"
        }
        assert all(set(one.claims) <= {claim.id for claim in few} for one in some.values())
