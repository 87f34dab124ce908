"""The gazetteer's build: its small parts here, the whole of it with ``-m build``."""

from __future__ import annotations

import gzip

import pytest

from geo.store.build.gazetteer import Tables, build_gazetteer
from geo.store.build.spellings import nearness, russian_name, spellings_of
from geo.store.dataset import find_data_dir


def city(name, *alternates, population=5000):
    return {"name": name, "alternatenames": list(alternates), "population": population}


def test_spellings_of_the_region_are_kept_and_codes_are_not():
    found = dict(spellings_of(city("Osh", "OSS", "Och", "Ош", "osa", "Ош 2", "أوش", "Nowhere"), True))
    assert found == {"Ош": "a", "Nowhere": "x"}


def test_elsewhere_only_russian_names_and_those_of_large_cities_are_kept():
    one = city("Koeln", "Köln", "Keulen", "Кёльн", "Кельн", "Ќелн")
    assert dict(spellings_of(one, False)) == {"Кёльн": "a", "Кельн": "a"}
    assert "Keulen" in dict(spellings_of({**one, "population": 1_000_000}, False))


def test_a_place_without_cyrillic_name_gets_one_by_rule():
    assert ("мургоб", "t") in spellings_of(city("Murghob"), True)
    assert ("Kogon", "a") in spellings_of(city("Kogon Shahri"), True)


def test_the_russian_name_has_only_russian_letters():
    assert russian_name([("Қоқон", "a"), ("Коканд", "a"), ("Новый Маргелан", "x")]) == "Коканд"
    assert russian_name([]) == ""


def test_nearness_is_across_alphabets():
    assert nearness("батекен", "batken") > 0.8
    assert nearness("ленинабад", "khujand") < 0.4


def test_the_first_flag_of_a_name_stays():
    tables = Tables()
    row = tables.place("x", "Osh", (72.8, 40.5), "KGZ", precision="settlement")
    tables.call(row, "Osh", "p")
    tables.call(row, "OSH", "x")
    assert tables.names["osh", "l"] == {row: "p"}


@pytest.mark.build
def test_the_shipped_tables_are_what_the_build_makes():
    folder = find_data_dir() / "gazetteer"
    for name, content in build_gazetteer(find_data_dir()).items():
        assert gzip.decompress((folder / name).read_bytes()) == content
