"""What nobody has reviewed looks different everywhere, and places from outside come with the payload."""

import datetime as dt
import io
import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from geo.i18n import language
from geo.model.pack import Pack, canonical
from geo.model.view import View
from geo.query.export import Export
from geo.render.export import exports
from geo.render.geometry_files import geometry_files, geometry_name
from geo.render.layer import CANDIDATE, PARTLY, layers, review_style
from geo.render.payload import map_payload
from geo.render.told import told
from geo.store.added import add_pack
from tests.store.packs.conftest import make_pack

NAME = "x" * 35
ONLY = View(filters=(("text", ("osh-2020",)),), pack=NAME)
OWN = (
    {
        "id": "own_town", "names": {"en": "Own Town", "ru": "Свой город"}, "precision": "settlement", "iso3": ["KGZ"],
        "geometry": {"type": "Point", "coordinates": [73.0, 40.6]}, "source": "s", "licence": "MIT",
    },
    {
        "id": "own_province", "names": {"en": "Own Province", "ru": "Своя область"}, "precision": "province",
        "iso3": ["KGZ"], "geometry": {"ref": "province:KG-O"}, "source": "s", "licence": "MIT",
    },
)  # fmt: skip
PLACES = ("own_town", "own_province", "border:KGZ-UZB")


def pack_of(*statuses: str) -> Pack:
    """Return a pack whose three claims stand on a town, a province and a border, each with its status."""
    raw = json.loads(canonical(make_pack()))
    raw["places"] = list(OWN)
    for claim, place, status in zip(raw["claims"], PLACES, statuses, strict=True):
        threat = {"threat": "social_unrest", "exposed": ["KGZ"], "source": ["UZB"]}
        claim |= {"place": place, "status": status, "threats": [threat], "iso3": ["KGZ"]}
    return Pack.model_validate(raw)


@pytest.fixture(scope="module")
def candidates(atlas):
    return add_pack(atlas, pack_of("candidate", "candidate", "candidate"), NAME)


@pytest.fixture(scope="module")
def reviewed(atlas):
    return add_pack(atlas, pack_of("reviewed", "reviewed", "reviewed"), NAME)


def styles(payload, layer, feature):
    return payload["layers"][layer][feature][0].split()


FEATURES = (
    ("points", "own_town"), ("areas", "own_province"), ("borders", "KGZ-UZB"), ("countries", "KGZ"),
    ("countries", "UZB"), ("flows", "UZB>KGZ"),
)  # fmt: skip


@pytest.mark.parametrize(("layer", "feature"), FEATURES)
def test_every_layer_draws_candidates_differently(candidates, reviewed, layer, feature):
    view = replace(ONLY, selection="country:KGZ")
    assert CANDIDATE in styles(map_payload(candidates, view), layer, feature)
    assert CANDIDATE not in styles(map_payload(reviewed, view), layer, feature)
    assert [layer, CANDIDATE] in map_payload(candidates, view)["legend"]
    assert not any(token == CANDIDATE for _layer, token in map_payload(reviewed, view)["legend"])


def test_one_reviewed_claim_is_enough_for_a_line_and_marks_a_point_as_partly(atlas):
    raw = json.loads(canonical(pack_of("reviewed", "candidate", "candidate")))
    for claim in raw["claims"]:
        claim["place"] = "own_town"
    payload = map_payload(add_pack(atlas, Pack.model_validate(raw), NAME), ONLY)
    assert PARTLY in styles(payload, "points", "own_town")
    assert CANDIDATE not in styles(payload, "countries", "KGZ")


@pytest.mark.parametrize(
    ("reviewed", "claims", "style"), [(3, 3, ()), (1, 3, (PARTLY,)), (0, 3, (CANDIDATE,)), (0, 0, ())]
)
def test_how_far_claims_are_reviewed(reviewed, claims, style):
    assert review_style(reviewed, claims) == style


def test_the_atlas_itself_has_no_candidates(atlas):
    payload = map_payload(atlas, View())
    assert "extra" not in payload
    for rows in payload["layers"].values():
        assert not any({CANDIDATE, PARTLY} & set(row[0].split()) for row in rows.values())


def test_each_style_has_words_in_both_languages(atlas):
    for layer in layers().values():
        for name, style in layer.styles(atlas).items():
            if name in {CANDIDATE, PARTLY}:
                assert set(style.words) >= {"en", "ru"}


def test_places_from_outside_come_with_the_payload(candidates):
    extra = map_payload(candidates, replace(ONLY, language="ru"))["extra"]
    assert extra["places"]["own_town"] == {
        "name": "Свой город",
        "precision": "Населённый пункт",
        "at": [[73.0, 40.6]],
    }
    assert extra["places"]["own_province"]["at"]
    for level in ("far", "close"):
        shapes = extra["areas"][level]["families"]["areas"]
        assert list(shapes) == ["own_province"]
        assert shapes["own_province"][0]
    # What the filters leave out is not sent.
    assert "extra" not in map_payload(candidates, View(filters=(("text", ("trenin-2010",)),), pack=NAME))


def test_the_files_are_those_of_the_atlas(atlas, candidates):
    assert geometry_files(candidates) is geometry_files(atlas)
    assert geometry_name(candidates, "atlas_en") == geometry_name(atlas, "atlas_en")


@pytest.mark.parametrize(
    ("tag", "said"), [("en", "candidate, not reviewed"), ("ru", "предложено, не проверено")]
)
def test_a_claim_says_that_it_is_not_reviewed(candidates, reviewed, tag, said):
    claim = candidates.claims_by_id["osh-2020-001"]
    assert said in told(candidates, claim, language(tag))["tags"]
    assert said not in told(reviewed, reviewed.claims_by_id["osh-2020-001"], language(tag))["tags"]


@pytest.mark.parametrize("name", ["json", "geojson", "csv", "jsonld"])
def test_exports_say_which_claims_are_reviewed(candidates, reviewed, name):
    made = {
        key: b"".join(exports()[name].write(Export(dataset, ONLY, dt.date(2024, 1, 1)))).decode("utf-8-sig")
        for key, dataset in (("candidate", candidates), ("reviewed", reviewed))
    }
    assert made["candidate"].count("candidate") >= 3
    assert "candidate" not in made["reviewed"]
    assert made["reviewed"].count("reviewed") >= 3


def test_on_paper_candidates_have_a_ring(candidates, reviewed):
    pictures = []
    for dataset in (candidates, reviewed):
        export = Export(dataset, ONLY, dt.date(2024, 1, 1))
        raw = b"".join(exports()["png"].write(export))
        pictures.append(np.asarray(Image.open(io.BytesIO(raw)).convert("L"), dtype=int))
    assert pictures[0].shape == pictures[1].shape
    assert (abs(pictures[0] - pictures[1]) > 40).sum() > 200
