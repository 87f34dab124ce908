"""Each check, against a copy of the tests' world with one thing broken in it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.store import find_data_dir
from geo.store.validate import examine, problems
from tests.conftest import World, write_json

CLAIMS = "texts/alpha-2010/claims.json:alpha-2010-00"
KINDS = (
    "base, border, hotspot, event, institution, force, member, neighbor, external_actor, relation, proposal, "
    "threat_statement"
)


def said(world: World) -> list[str]:
    """Return what is wrong, less what the shipped tables say of places the world does not have."""
    found = problems(world.data, world.articles)
    return [str(problem) for problem in found if problem.field != "headquarters"]


def test_the_world_is_clean(world_folder: World) -> None:
    assert said(world_folder) == []


def test_the_shipped_data_is_clean() -> None:
    named = os.environ.get("ATLAS_TEXTS")
    assert [str(problem) for problem in problems(find_data_dir(), Path(named) if named else None)] == []


def test_the_summary_says_how_much_was_looked_at(world_folder: World) -> None:
    assert examine(world_folder.data).summary == (
        "no problems in 8 claims of 2 texts and 3 places; passages verified in 0 of 2 texts"
    )
    assert examine(world_folder.data, world_folder.articles).summary.endswith(
        "passages verified in 2 of 2 texts"
    )


def claim(number: int, **fields: Any) -> Callable[[World], None]:
    return lambda world: world.change_claim(number, **fields)


def place(name: str, **fields: Any) -> Callable[[World], None]:
    return lambda world: world.change_place(name, **fields)


def threats(**fields: Any) -> Callable[[World], None]:
    return claim(1, threats=[{"threat": "social_unrest", "exposed": [], "source": [], **fields}])


def toml(text: str, old: str, new: str) -> Callable[[World], None]:
    def change(world: World) -> None:
        path = world.data / "texts" / text / "text.toml"
        content = path.read_text("utf-8")
        assert old in content
        path.write_text(content.replace(old, new), "utf-8")

    return change


def no_summary(world: World) -> None:
    claims = world.claims()
    del claims[0]["summary"]["ru"]
    world.set_claims(claims)


def swapped(world: World) -> None:
    claims = world.claims()
    claims[0], claims[1] = claims[1], claims[0]
    world.set_claims(claims)


def twice(world: World) -> None:
    claims = world.claims()
    claims[1]["id"] = claims[0]["id"]
    world.set_claims(claims)


HASH = "0" * 64
LAST = hashlib.sha256(b"Nobody knows where the camp is.").hexdigest()
BROKEN: dict[str, tuple[Callable[[World], None], list[str]]] = {
    "unknown kind": (claim(1, kind="rumour"), [f"{CLAIMS}1: kind expected one of {KINDS}, got 'rumour'"]),
    "unknown country": (
        claim(1, iso3=["KGX"]),
        [f"{CLAIMS}1: iso3 expected ISO 3166-1 alpha-3 codes, got 'KGX'"],
    ),
    "country without boundary": (
        claim(1, iso3=["PRY"]),
        [f"{CLAIMS}1: iso3 expected a country of the boundaries, got 'PRY'"],
    ),
    "unknown party": (
        claim(1, parties=["RUS", "SPECTRE"]),
        [f"{CLAIMS}1: parties expected a country or organisation, got 'SPECTRE'"],
    ),
    "unknown exposed": (
        threats(exposed=["ZZZ"]),
        [f"{CLAIMS}1: threats.0.exposed expected a country or organisation, got 'ZZZ'"],
    ),
    "unknown source": (
        threats(source=["ZZZ"]),
        [f"{CLAIMS}1: threats.0.source expected a country or organisation, got 'ZZZ'"],
    ),
    "nobody and nowhere": (
        claim(6, parties=[]),
        [f"{CLAIMS}6: iso3 expected a country, party or place that the claim is about, got []"],
    ),
    "unknown place": (
        claim(1, place="atlantis"),
        [f"{CLAIMS}1: place expected a place's id, country:<iso3> or border:<a>-<b>, got 'atlantis'"],
    ),
    "border the wrong way round": (
        claim(2, place="border:TJK-AFG"),
        [f"{CLAIMS}2: place expected a place's id, country:<iso3> or border:<a>-<b>, got 'border:TJK-AFG'"],
    ),
    "base outside its country": (
        claim(3, iso3=["TJK"]),
        [f"{CLAIMS}3: place expected a place in TJK, the country of the base, got 'gyumri'"],
    ),
    "base in a whole other country": (
        claim(3, place="country:KGZ"),
        [f"{CLAIMS}3: place expected a place in ARM, the country of the base, got 'country:KGZ'"],
    ),
    "unknown fact": (
        claim(3, correction={"fact": "facilities:atlantis", "note": {"en": "x"}}),
        [f"{CLAIMS}3: correction.fact expected a reference fact as <table>:<id>, got 'facilities:atlantis'"],
    ),
    "unknown table": (
        claim(3, correction={"fact": "myths:atlantis", "note": {"en": "x"}}),
        [f"{CLAIMS}3: correction.fact expected a reference fact as <table>:<id>, got 'myths:atlantis'"],
    ),
    "unknown outcome": (
        claim(4, outcome="forecasts:zz"),
        [f"{CLAIMS}4: outcome expected a reference fact as <table>:<id>, got 'forecasts:zz'"],
    ),
    "wrong hash": (
        claim(1, sha256=HASH),
        [f"{CLAIMS}1: sha256 expected that of the passage at hand, got '{HASH}'"],
    ),
    "mention not in passage": (
        claim(1, mention="Batken"),
        [f"{CLAIMS}1: mention expected words of the passage, got 'Batken'"],
    ),
    "claims out of order": (
        swapped,
        [
            f"{CLAIMS}1: id expected alpha-2010-002, by its place in the file, got 'alpha-2010-001'",
            f"{CLAIMS}1: start expected at least 22, the start of the claim before, got 0",
            f"{CLAIMS}2: id expected alpha-2010-001, by its place in the file, got 'alpha-2010-002'",
        ],
    ),
    "id used twice": (twice, [f"{CLAIMS}1: id expected an id used once, got 'alpha-2010-001'"]),
    "id of another text": (
        claim(1, id="gamma-2012-001"),
        [
            "texts/alpha-2010/claims.json:gamma-2012-001: id expected alpha-2010-<number>, got 'gamma-2012-001'"
        ],
    ),
    "no Russian summary": (
        no_summary,
        [f"{CLAIMS}1: summary expected texts for 'en' and 'ru', got {{'en': 'Statement 1.'}}"],
    ),
    "text of another hash": (
        toml("alpha-2010", 'sha256 = "', 'sha256 = "' + HASH + '" # '),
        [f"texts/alpha-2010/text.toml:alpha-2010: sha256 expected that of the text at hand, got '{HASH}'"],
    ),
    "wrong length": (
        toml("alpha-2010", "chars = 2", "chars = 3"),
        ["texts/alpha-2010/text.toml:alpha-2010: chars expected 214, as the text at hand has, got 314"],
    ),
    "overlapping paragraphs": (
        toml("alpha-2010", "paragraphs = [[0, 214]]", "paragraphs = [[0, 10], [9, 214]]"),
        [
            (
                "texts/alpha-2010/text.toml:alpha-2010: paragraphs.2 expected spans in order, apart, within 214 "
                "characters, got (9, 214)"
            ),
        ],
    ),
    "boilerplate past the end": (
        toml("alpha-2010", "boilerplate = []", "boilerplate = [[212, 215]]"),
        [
            "texts/alpha-2010/claims.json:alpha-2010-006: start expected a passage outside the boilerplate, got 183",
            (
                "texts/alpha-2010/text.toml:alpha-2010: boilerplate.1 expected spans in order, apart, within 214 "
                "characters, got (212, 215)"
            ),
        ],
    ),
    "point in another country": (
        place("osh", geometry={"type": "Point", "coordinates": [69.28, 41.31]}),
        ["places/osh.json:osh: geometry expected a point in KGZ, got (69.28, 41.31)"],
    ),
    "lon and lat exchanged": (
        place("osh", geometry={"type": "Point", "coordinates": [40.51, 72.8]}),
        ["places/osh.json:osh: geometry expected a point in KGZ, got (40.51, 72.8)"],
    ),
    "point of no country": (
        place("osh", iso3=[]),
        [
            "places/osh.json:osh: geometry expected a point in a country that iso3 names, got (72.7985, 40.51399)"
        ],
    ),
    "unknown country of a place": (
        place("fergana_valley", iso3=["UZB", "ZZZ"]),
        ["places/fergana_valley.json:fergana_valley: iso3 expected ISO 3166-1 alpha-3 codes, got 'ZZZ'"],
    ),
    "reference into nothing": (
        place("fergana_valley", geometry={"ref": "area:atlantis"}),
        [
            "places/fergana_valley.json:fergana_valley: geometry.ref expected a geometry of the boundaries in the "
            f"point of view {pov}, got 'area:atlantis'"
            for pov in ("defacto", "recognised")
        ],
    ),
    "no Russian name": (
        place("osh", names={"en": "Osh"}),
        ["places/osh.json:osh: names expected a name in 'en' and 'ru', got ['en']"],
    ),
    "one name for two places": (
        place("osh", names={"en": "gyumri", "ru": "Ош"}),
        ["places/osh.json:osh: names.en expected a name that gyumri does not have, got 'gyumri'"],
    ),
    "offset past the end": (
        claim(6, end=400),
        [
            f"{CLAIMS}6: end expected at most 214, got 400",
            f"{CLAIMS}6: sha256 expected that of the passage at hand, got '{LAST}'",
        ],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_said_and_nothing_else(world_folder: World, case: str) -> None:
    change, expected = BROKEN[case]
    change(world_folder)
    assert said(world_folder) == expected


def test_all_problems_are_reported_together(world_folder: World) -> None:
    world_folder.change_claim(1, kind="rumour")
    world_folder.change_claim(3, iso3=["TJK"])
    world_folder.change_claim(1, "beta-2011", parties=["SPECTRE"])
    world_folder.change_place("osh", names={"en": "Osh"})
    (world_folder.data / "VERSION").unlink()
    assert [line.split(" expected ")[0] for line in said(world_folder)] == [
        "VERSION:-: version",
        "places/osh.json:osh: names",
        "texts/alpha-2010/claims.json:alpha-2010-001: kind",
        "texts/alpha-2010/claims.json:alpha-2010-003: place",
        "texts/beta-2011/claims.json:beta-2011-001: parties",
    ]


def test_without_the_articles_offsets_are_still_checked(world_folder: World) -> None:
    world_folder.change_claim(6, end=400, sha256=HASH)
    found = [str(p) for p in problems(world_folder.data) if p.field != "headquarters"]
    assert found == [f"{CLAIMS}6: end expected at most 214, got 400"]


def test_overlapping_membership_is_reported(world_folder: World) -> None:
    path = world_folder.own_copy("reference") / "membership.csv"
    lines = path.read_text("utf-8").splitlines()
    row = next(line for line in lines if line.startswith("UZB-CSTO-2006"))
    start, end = row.split(",")[4:6]
    assert end
    path.write_text(
        "\n".join(line.replace(f",{start},{end},", f",{start},2030-01-01,") for line in lines) + "\n", "utf-8"
    )
    file = "reference/membership.csv:UZB-CSTO-2006-08-16"
    assert said(world_folder) == [
        f"{file}: end expected a date not after {other}, when UZB-CSTO-{other} starts, got '2030-01-01'"
        for other in (end, "2012-12-19")
    ]


def test_a_facility_outside_its_country_is_reported(world_folder: World) -> None:
    path = world_folder.own_copy("reference") / "facilities.csv"
    content = path.read_text("utf-8")
    assert "43.8464,40.7931" in content
    path.write_text(content.replace("43.8464,40.7931", "40.7931,43.8464"), "utf-8")
    found = said(world_folder)
    assert (
        "reference/facilities.csv:102nd-military-base: lon expected a point in ARM, got (40.7931, 43.8464)"
        in found
    )
    assert all(line.endswith("lon expected a point in ARM, got (40.7931, 43.8464)") for line in found)


def test_a_taxonomy_that_cannot_be_read_does_not_hide_the_rest(world_folder: World) -> None:
    (world_folder.own_copy("taxonomy") / "kinds.toml").write_text("[base\n", "utf-8")
    world_folder.change_place("osh", names={"en": "Osh"})
    files = {line.split(":")[0] for line in said(world_folder)}
    assert {"taxonomy/kinds.toml", "places/osh.json"} <= files


def test_a_seat_that_is_no_place_is_reported(world_folder: World) -> None:
    found = [str(problem) for problem in problems(world_folder.data)]
    assert (
        "taxonomy/organisations.toml:CSTO: headquarters expected a place's id, got 'csto_headquarters'"
        in found
    )


def test_a_boundary_file_that_changed_is_reported(world_folder: World) -> None:
    folder = world_folder.own_copy("boundaries")
    entries = {
        entry["path"]: entry for entry in json.loads((folder / "manifest.json").read_text("utf-8"))["file"]
    }
    changed, gone = sorted(name for name in entries if name.startswith("screen/land"))[:2]
    with (folder / changed).open("a", encoding="utf-8") as stream:
        stream.write(" ")
    (folder / gone).unlink()
    write_json(folder / "extra.json", {})
    found = said(world_folder)
    assert len(found) == 3
    assert found[0] == "boundaries/extra.json:-: file expected to be listed in manifest.json, got not listed"
    assert found[1].startswith(
        f"boundaries/{changed}:-: sha256 expected {entries[changed]['sha256']}, as manifest.json says, got "
    )
    assert found[2] == f"boundaries/{gone}:-: file expected to exist, got no such file"


def test_no_boundaries_at_all_is_reported(world_folder: World) -> None:
    (world_folder.data / "boundaries").unlink()
    files = {line.split(":")[0] for line in said(world_folder)}
    assert {"boundaries/manifest.json", "boundaries/points_of_view.toml"} <= files
