"""A text from outside beside the atlas's own: the same checks, and nothing else is touched."""

import dataclasses
import json

import pytest

from geo.errors import DataError
from geo.model.pack import Pack, canonical
from geo.model.view import View
from geo.query.selection import select
from geo.store.added import add, add_pack, alone, problems
from tests.store.packs.conftest import ARTICLE, make_pack

NAME = "x" * 35


def changed(**claim):
    raw = json.loads(canonical(make_pack(held=True)))
    raw["claims"][0] |= claim
    return Pack.model_validate(raw)


def test_its_claims_stand_beside_the_others(world):
    pack = make_pack(held=True)
    dataset = add_pack(world, pack, NAME)
    assert dataset.pack == NAME
    assert dataset.ground is world
    assert dataset.claims == (*world.claims, *pack.claims)
    assert dataset.texts[-1] == pack.text
    assert dataset.passages.passage(dataset.claims[-1]) == "Nobody knows more."
    assert len(select(dataset, View()).claims) == len(world.claims) + 3
    assert len(select(world, View()).claims) == len(world.claims)
    assert world.pack is None
    assert world.ground is world


def test_without_the_article_its_passages_are_absent(world):
    dataset = add_pack(world, make_pack(), NAME)
    assert dataset.passages.state(dataset.claims[-1]) == "absent"


def test_it_is_not_added_to_what_was_added_before(world):
    twice = add_pack(add_pack(world, make_pack(), NAME), make_pack(held=True), NAME + "y")
    assert twice.ground is world
    assert [text.id for text in twice.texts] == [*world.texts_by_id, "osh-2020"]


@pytest.mark.parametrize(
    ("claim", "field"),
    [({"kind": "rumour"}, "kind"), ({"iso3": ["XXX"]}, "iso3"), ({"place": "nowhere"}, "place"),
     ({"threats": [{"threat": "dragons"}]}, "threats.0.threat"), ({"sha256": "0" * 64}, "sha256"),
     ({"mention": "Bishkek"}, "mention"), ({"end": 5000}, "end"), ({"parties": ["XYZ"]}, "parties"),
     ({"outcome": "forecasts:none"}, "outcome"), ({"id": "osh-2020-007"}, "id")],
)  # fmt: skip
def test_what_does_not_go_with_the_atlas_is_refused(world, claim, field):
    with pytest.raises(DataError) as caught:
        add_pack(world, changed(**claim), NAME)
    assert field in {problem.field for problem in caught.value.problems}


def test_an_id_that_is_taken_is_refused(world):
    raw = json.loads(canonical(make_pack()))
    raw["text"]["id"] = "alpha-2010"
    raw["claims"] = [one | {"id": one["id"].replace("osh-2020", "alpha-2010")} for one in raw["claims"]]
    with pytest.raises(DataError, match="an id that no text has"):
        add_pack(world, Pack.model_validate(raw), NAME)
    place = {
        "id": "gyumri", "names": {"en": "Elsewhere", "ru": "Там"}, "precision": "site", "iso3": ["KGZ"],
        "geometry": {"type": "Point", "coordinates": [72.8, 40.5]}, "source": "s", "licence": "MIT",
    }  # fmt: skip
    raw = json.loads(canonical(make_pack())) | {"places": [place]}
    with pytest.raises(DataError, match="an id that no place has"):
        add_pack(world, Pack.model_validate(raw), NAME)


@pytest.mark.parametrize(
    ("place", "said"),
    [({"names": {"en": "Osh", "ru": "Иной"}}, "a name that osh does not have"),
     ({"geometry": {"type": "Point", "coordinates": [0, 0]}}, "a point in KGZ"),
     ({"names": {"en": "Only"}}, "a name in 'en' and 'ru'"),
     ({"geometry": {"ref": "area:atlantis"}}, "a geometry of the boundaries")],
)  # fmt: skip
def test_a_place_is_checked_as_one_of_the_atlas(atlas, place, said):
    entry = {
        "id": "own", "names": {"en": "Own", "ru": "Своё"}, "precision": "site", "iso3": ["KGZ"],
        "geometry": {"type": "Point", "coordinates": [72.8, 40.5]}, "source": "s", "licence": "MIT",
    } | place  # fmt: skip
    raw = json.loads(canonical(make_pack())) | {"places": [entry]}
    pack = Pack.model_validate(raw)
    assert any(said in str(problem) for problem in problems(atlas, pack.text, pack.claims, pack.places, None))


def test_alone_there_is_nothing_else(world):
    pack = make_pack()
    dataset = alone(world, pack.text, pack.claims, (), ARTICLE)
    assert [text.id for text in dataset.texts] == ["osh-2020"]
    assert dataset.claims == pack.claims
    assert dataset.ground is world


def test_everything_else_is_shared(world):
    pack = make_pack()
    dataset = add(world, pack.text, pack.claims, (), None)
    for field in dataclasses.fields(world):
        if field.name not in {"texts", "claims", "gazetteer", "passages", "base", "pack"}:
            assert getattr(dataset, field.name) is getattr(world, field.name)
