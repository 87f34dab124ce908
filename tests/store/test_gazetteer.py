import gzip
import shutil
import tomllib

import pytest

from geo.errors import DataError
from geo.store.dataset import find_data_dir
from geo.store.gazetteer import FLAGS, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer(find_data_dir())


@pytest.fixture
def copied(tmp_path):
    """Return a data folder with what the gazetteer reads."""
    for name in ("gazetteer", "places", "reference"):
        shutil.copytree(find_data_dir() / name, tmp_path / name)
    return tmp_path


def names_of(gazetteer, pattern):
    return {
        gazetteer.entry(row).id
        for number, known in enumerate(gazetteer.patterns)
        if known == pattern
        for row, flags in gazetteer.senses(number)
        if flags[0] != "o"
    }


def test_tables_run_in_parallel_and_every_reference_holds(gazetteer):
    assert len(gazetteer.patterns) == len(gazetteer.groups) == len(gazetteer.refs)
    for number in range(0, len(gazetteer.patterns), 97):
        for row, flags in gazetteer.senses(number):
            assert set(flags) <= set(FLAGS)
            if flags[0] != "o":
                entry = gazetteer.entry(row)
                assert -180 <= entry.lon <= 180
                assert -90 <= entry.lat <= 90


def test_the_atlas_own_places_take_the_place_of_the_packaged_ones(gazetteer):
    assert {"osh", "province:KG-O"} <= names_of(gazetteer, "osh")
    assert "fergana_valley" in gazetteer.rows_by_id
    assert gazetteer.entry(gazetteer.rows_by_id["border:AFG-TJK"]).iso3 == ("AFG", "TJK")


def test_pairs_of_one_name_stand_side_by_side(gazetteer):
    assert {"province:AF-BDS", "province:TJ-GB"} <= names_of(gazetteer, "badakhshan")
    assert {"geonames:629634", "geonames:3030300", "province:BY-BR"} <= names_of(gazetteer, "brest")
    assert {"country:GEO", "province:US-GA"} <= names_of(gazetteer, "georgia")


def test_every_atlas_settlement_and_facility_point_is_in_it(gazetteer):
    assert {"astana", "gyumri", "mazar_e_sharif", "tashkent"} <= set(gazetteer.rows_by_id)
    assert any(ident.startswith("facilities:") for ident in gazetteer.rows_by_id)


def test_an_alias_without_target_is_named(copied):
    path = copied / "gazetteer" / "aliases.toml"
    path.write_text(path.read_text("utf-8").replace('"Norak, TJK"', '"Nowhere, TJK"'), "utf-8")
    with pytest.raises(
        DataError, match=r"gazetteer/aliases\.toml:alias\.Nurek: target expected a settlement"
    ):
        load_gazetteer(copied)


@pytest.mark.parametrize("damage", ["absent", "no gzip"])
def test_a_missing_or_damaged_table_is_named(copied, damage):
    path = copied / "gazetteer" / "names.tsv.gz"
    if damage == "absent":
        path.unlink()
    else:
        path.write_bytes(b"plain")
    with pytest.raises(DataError, match=r"gazetteer/names\.tsv\.gz"):
        load_gazetteer(copied)


def test_the_tables_are_compressed_without_a_time_stamp_and_small():
    folder = find_data_dir() / "gazetteer"
    for path in folder.glob("*.gz"):
        assert path.read_bytes()[4:8] == b"\0\0\0\0"
        assert gzip.decompress(path.read_bytes()).endswith(b"\n")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 6_000_000


def test_another_folder_can_be_named(monkeypatch, tmp_path):
    for name in ("places.tsv.gz", "names.tsv.gz"):
        (tmp_path / name).write_bytes(gzip.compress(b"", mtime=0))
    monkeypatch.setenv("ATLAS_GAZETTEER", str(tmp_path))
    with pytest.raises(DataError, match="a place of the gazetteer"):
        load_gazetteer(find_data_dir())


def test_hand_kept_coordinates_lie_near_their_country(gazetteer):
    """A slip of longitude and latitude would put a village thousands of kilometres away."""
    from geo.ingest.choose import distance_km

    aliases = tomllib.loads((find_data_dir() / "gazetteer" / "aliases.toml").read_text("utf-8"))
    reach = {"RUS": 5000, "KAZ": 1700, "CHN": 3000, "PAK": 1200, "IRN": 1300, "IND": 1200}
    for ident, place in aliases["place"].items():
        country = gazetteer.entry(gazetteer.rows_by_id[f"country:{place['iso3']}"])
        away = distance_km(*place["at"], country.lon, country.lat)
        assert away < reach.get(place["iso3"], 900), (ident, away)
