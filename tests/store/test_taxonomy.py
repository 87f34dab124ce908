"""The shipped vocabularies are whole, and each check can fail."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.store.dataset import find_data_dir
from geo.store.taxonomy import load_taxonomy, problems

THREATS = [
    "insurgency_terrorism",
    "radicalisation_extremism",
    "drug_trafficking",
    "interethnic_violence",
    "social_unrest",
    "interstate_war",
    "border_incident",
    "regime_instability",
    "separatism",
    "afghanistan_spillover",
    "regional_contagion",
    "western_withdrawal",
    "great_power_friction",
    "intervention_sovereignty",
    "alliance_discord",
    "institutional_weakness",
    "organised_crime",
    "unspecified_instability",
]
KINDS = [
    "base",
    "border",
    "hotspot",
    "event",
    "institution",
    "force",
    "member",
    "neighbor",
    "external_actor",
    "relation",
    "proposal",
    "threat_statement",
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped vocabularies that a test may break."""
    shutil.copytree(find_data_dir() / "taxonomy", tmp_path / "taxonomy")
    return tmp_path


def change(data: Path, file: str, old: str, new: str) -> None:
    path = data / "taxonomy" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def said(data: Path) -> list[str]:
    return [str(problem) for problem in problems(data)]


def test_what_ships_is_sound() -> None:
    taxonomy = load_taxonomy(find_data_dir())
    assert problems(find_data_dir()) == []
    assert sorted(taxonomy.threats) == sorted(THREATS)
    assert list(taxonomy.kinds) == KINDS
    assert list(taxonomy.modalities) == ["fact", "assessment", "forecast", "proposal"]
    assert list(taxonomy.precisions) == [
        "site",
        "settlement",
        "district",
        "province",
        "region",
        "country",
        "border",
        "none",
    ]
    assert list(taxonomy.statuses) == [
        "member",
        "suspended",
        "frozen",
        "former",
        "observer",
        "neighbour",
        "other",
    ]
    assert len(taxonomy.iso3166) == 249


def test_every_party_is_known_and_nothing_else() -> None:
    taxonomy = load_taxonomy(find_data_dir())
    known = ["UZB", "CSTO", "CST", "NATO-PfP", "WARSAW_PACT", "TALIBAN"]
    assert [taxonomy.is_party(code) for code in [*known, "XXX", "uzb", ""]] == [True] * 6 + [False] * 3


def test_a_warning_is_never_drawn_as_a_fact() -> None:
    drawn = [(term.dash, term.fill) for term in load_taxonomy(find_data_dir()).modalities.values()]
    assert len(set(drawn)) == len(drawn)


def test_no_stem_stands_twice_in_a_vocabulary() -> None:
    for threat in load_taxonomy(find_data_dir()).threats.values():
        for terms in (threat.vocabulary.en, threat.vocabulary.ru):
            folded = [term.casefold() for term in terms]
            assert len(set(folded)) == len(folded), threat.id


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("kinds.toml", 'ru = "База"', 'fr = "Base"',
         "taxonomy/kinds.toml:base: label expected texts for 'en' and 'ru', got {'en': 'Base', 'fr': 'Base'}"),
        ("kinds.toml", 'symbol = "line"', 'symbol = "square"',
         "taxonomy/kinds.toml:border: symbol expected a value that base does not have, got 'square'"),
        ("threats.toml", 'colour = "#A8446B"', 'colour = "#882255"',
         "taxonomy/threats.toml:radicalisation_extremism: colour expected a value that insurgency_terrorism does not have, got '#882255'"),
        ("threats.toml", 'colour = "#A8446B"', 'colour = "pink"',
         "taxonomy/threats.toml:radicalisation_extremism: colour expected a text to match pattern '^#[0-9A-F]{6}$', got 'pink'"),
        ("modalities.toml", "[forecast]", "[guess]",
         "taxonomy/modalities.toml:forecast: id expected to be defined, got nothing"),
        ("modalities.toml", "[forecast]", "[guess]",
         "taxonomy/modalities.toml:guess: id expected one of fact, assessment, forecast, proposal, got 'guess'"),
        ("statuses.toml", "[frozen]", "[cold]",
         "taxonomy/statuses.toml:frozen: id expected to be defined, got nothing"),
        ("precisions.toml", "[site]", "[spot]",
         "taxonomy/precisions.toml:site: id expected to be defined, got nothing"),
        ("organisations.toml", 'parent = "NATO"', 'parent = "OTAN"',
         "taxonomy/organisations.toml:NATO-PfP: parent expected an organisation's id, got 'OTAN'"),
        ("organisations.toml", "[UNAMA]", "[USA]",
         "taxonomy/organisations.toml:USA: id expected no country's code, got 'USA'"),
        ("iso3166.toml", '"ABW"', '"Abw"',
         "taxonomy/iso3166.toml:-: alpha3 expected three capital letters, got 'Abw'"),
    ],
)  # fmt: skip
def test_says_what_is_wrong(data: Path, file: str, old: str, new: str, message: str) -> None:
    assert said(data) == []
    change(data, file, old, new)
    assert message in said(data)


def test_every_problem_is_reported_not_only_the_first(data: Path) -> None:
    change(data, "kinds.toml", 'symbol = "line"', 'symbol = "square"')
    change(data, "organisations.toml", 'parent = "NATO"', 'parent = "OTAN"')
    (data / "taxonomy" / "statuses.toml").unlink()
    (data / "taxonomy" / "precisions.toml").write_text("= nonsense", "utf-8")
    found = said(data)
    assert "taxonomy/statuses.toml:-: file expected to exist, got no such file" in found
    assert len(found) == 4
    assert found[1].startswith("taxonomy/statuses.toml")
    assert any(line.startswith("taxonomy/precisions.toml:-: file expected UTF-8 TOML, got") for line in found)
    with pytest.raises(DataError) as raised:
        load_taxonomy(data)
    assert [str(problem) for problem in raised.value.problems] == found
