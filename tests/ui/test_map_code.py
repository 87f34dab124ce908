"""The map's code as one script."""

import gzip
import json
import re
from pathlib import Path

import streamlit

from geo.ui.map_code import map_code, map_code_name

STATIC = Path(streamlit.__file__).parent / "static"


def test_it_has_a_name_by_its_contents_and_the_same_packed():
    assert re.fullmatch(r"map\.[0-9a-f]{12}\.js", map_code_name())
    assert gzip.decompress(map_code().gzipped) == map_code().raw


def test_it_begins_with_the_styles_and_the_letters_of_the_page():
    source = map_code().raw.decode()
    assert source.startswith("/* @preserve\n * Leaflet")
    given = re.search(r"^AtlasMap\.begin\((.*)\);$", source, re.MULTILINE)
    assert given is not None
    styles, font = json.loads(f"[{given.group(1)}]")
    for part in (".leaflet-container", ".atlas-canvas", ".atlas-first"):
        assert part in styles
    # Where Streamlit names its letters otherwise one day, the first map would jump when the page takes it over.
    assert font["family"] == "Source Sans"
    assert (STATIC / font["file"]).is_file()
