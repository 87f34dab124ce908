from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from geo.i18n import languages
from geo.model.view import Position, View
from geo.query import selection as selecting
from geo.query.filter import filters
from geo.render.geometry_files import geometry_content, geometry_files
from geo.render.layer import layers
from geo.render.payload import map_payload
from geo.store import Dataset

BUDGET = 8 * 1024
"""Bytes of a change, as Streamlit sends it (JSON with every non-ASCII letter escaped)."""


def views(atlas: Dataset) -> list[View]:
    """The plain view and every single choice of every filter, in each language and point of view."""
    found = [View(language=tag) for tag in languages()]
    found += [View(point_of_view=pov) for pov in atlas.boundaries.points_of_view]
    for name, part in filters().items():
        found += [View().choose(name, (value,)) for value in part.options(atlas)]
    found += [
        View().choose("as_of", (day,)) for day in ("1993-05-15", "2010-08-25", "2012-12-31", "2025-01-01")
    ]
    return found


def test_every_payload_is_small_json(atlas: Dataset) -> None:
    sizes = {view: len(json.dumps(map_payload(atlas, view), allow_nan=False)) for view in views(atlas)}
    assert max(sizes.values()) <= BUDGET, max(sizes, key=lambda view: sizes[view])


def test_every_mark_leads_to_evidence(atlas: Dataset) -> None:
    for view in views(atlas):
        claims = selecting.select(atlas, view).claims
        payload = map_payload(atlas, view)
        for layer in layers().values():
            for feature, row in payload["layers"].get(layer.id, {}).items():
                if layer.selects is None or not row[1]:
                    continue
                found = selecting.evidence(atlas, claims, layer.selects + feature)
                assert len(found) == row[1], (view, layer.id, feature)
                if len(row) > 2:
                    kinds = [claim.kind for claim in found]
                    assert row[2] == {kind: kinds.count(kind) for kind in set(kinds)}


def test_every_located_claim_is_on_the_map(atlas: Dataset) -> None:
    selection = selecting.select(atlas, View())
    drawn = map_payload(atlas, View())["layers"]
    for claim in selection.located:
        for place in selecting.place_ids(claim):
            family, _, code = place.partition(":")
            if family == "country":
                assert drawn["countries"][code][1], claim.id
            elif family == "border":
                assert drawn["borders"][code][1], claim.id
            else:
                at_place = place in drawn["areas"] or place in drawn["points"]
                ref = getattr(atlas.place(place).geometry, "ref", "")
                at_lines = [
                    drawn["borders"][pair][1]
                    for pair in ref.partition(":")[2].split(",")
                    if pair in drawn["borders"]
                ]
                assert at_place or (at_lines and all(at_lines)), claim.id


def test_every_feature_has_a_shape_or_a_position(atlas: Dataset) -> None:
    for view in (View(), View(point_of_view="defacto"), View(language="ru").choose("as_of", ("2025-01-01",))):
        payload = map_payload(atlas, view)
        catalogue = geometry_content(atlas, f"atlas_{view.language}")
        for level in ("far", "close"):
            families: dict[str, Any] = {}
            for name in payload["files"][level]:
                assert name in geometry_files(atlas)
                families |= json.loads(geometry_files(atlas)[name].raw)["families"]
            for layer in layers().values():
                for feature in payload["layers"].get(layer.id, {}):
                    if layer.geometry is not None:
                        assert families[layer.geometry][feature], (level, layer.id, feature)
                    elif layer.draw == "point":
                        assert catalogue["places"][feature]["at"]
                if layer.every is not None and layer.geometry is not None:
                    assert families[layer.geometry]


def test_the_legend_says_what_is_on_the_map_and_nothing_else(atlas: Dataset) -> None:
    for view in views(atlas)[:40]:
        payload = map_payload(atlas, view)
        used = {
            (layer, token)
            for layer, rows in payload["layers"].items()
            for row in rows.values()
            for token in row[0].split()
        }
        shown = {tuple(entry) for entry in payload["legend"]}
        assert shown <= used
        for layer, token in used - shown:
            style = layers()[layer].styles(atlas)[token]
            assert style.words is None or not style.legend


def test_silence_differs_from_mention_and_from_exposure(atlas: Dataset) -> None:
    rows = map_payload(atlas, View().choose("country", ("KGZ",)))["layers"]["countries"]
    styles = layers()["countries"].styles(atlas)
    states = {row[0].split()[1] for row in rows.values()}
    assert {"silent", "exposed"} <= states
    looks = [styles[state] for state in ("silent", "mentioned", "source", "exposed")]
    for one, other in itertools.combinations(looks, 2):
        assert (one.band, one.band_dash, one.tint) != (other.band, other.band_dash, other.tint)


def test_membership_is_that_of_the_day(atlas: Dataset) -> None:
    def status(day: str) -> dict[str, str]:
        rows = map_payload(atlas, View().choose("as_of", (day,)))["layers"]["countries"]
        return {code: row[0].split()[0] for code, row in rows.items()}

    assert status("2011-04-28")["UZB"] == "member"
    assert status("2025-01-01")["UZB"] == "former"
    assert status("2025-01-01")["ARM"] == "frozen"


def test_disputed_lines_are_those_of_the_day(atlas: Dataset) -> None:
    def held(day: str) -> set[str]:
        return set(map_payload(atlas, View().choose("as_of", (day,)))["layers"]["disputed"])

    gone = held("2011-04-28") - held("2025-01-01")
    assert any("karabakh" in line for line in gone)


def test_frame_is_around_the_claims_and_not_all_of_russia(atlas: Dataset) -> None:
    (south, west), (north, east) = map_payload(atlas, View())["frame"]
    assert south < 40
    assert 50 < north < 70
    assert 10 < west < 30
    assert 70 < east < 100
    (south, west), (north, east) = map_payload(atlas, View().choose("country", ("KGZ",)))["frame"]
    assert 60 < west < 72
    assert 76 < east < 90
    (south, west), (north, east) = map_payload(atlas, View().choose("country", ("GEO",)))["frame"]
    assert south < north
    assert west < east


def test_the_frame_holds_both_ends_of_every_arrow_but_in_vast_countries(atlas: Dataset) -> None:
    payload = map_payload(atlas, View().choose("threat", ("afghanistan_spillover",)))
    ends = {code for arrow in payload["layers"]["flows"] for code in arrow.partition(":")[0].split(">")}
    assert {"AFG", "TJK", "UZB", "KGZ", "TKM"} <= ends
    (south, west), (north, east) = payload["frame"]
    for code in ends - {"RUS", "KAZ"}:
        lon, lat = atlas.boundaries.label(code)
        assert west < lon < east
        assert south < lat < north
    # Russia's name stands in Siberia.
    assert not west < atlas.boundaries.label("RUS")[0] < east


def test_frame_without_claims_shows_the_members(atlas: Dataset) -> None:
    view = View().choose("country", ("SRB",)).choose("threat", ("drug_trafficking",))
    assert not selecting.select(atlas, view).claims
    (south, west), (north, east) = map_payload(atlas, view)["frame"]
    assert south < north
    assert west < east


@pytest.mark.parametrize("position", [None, Position(lon=70.5, lat=41.25, zoom=6.5)])
def test_position_is_the_views(atlas: Dataset, position: Position | None) -> None:
    assert map_payload(atlas, View(position=position))["position"] == (
        None if position is None else [6.5, 41.25, 70.5]
    )


def test_arrows_come_only_on_demand(atlas: Dataset) -> None:
    assert map_payload(atlas, View())["layers"]["flows"] == {}
    asked = map_payload(atlas, View().choose("threat", ("afghanistan_spillover",)))["layers"]["flows"]
    assert asked
    assert all(key.endswith(":afghanistan_spillover") and row[1] > 0 for key, row in asked.items())
    country = map_payload(atlas, View(selection="country:KGZ"))["layers"]["flows"]
    assert country
    assert all("KGZ" in key for key in country)
    claims = selecting.select(atlas, View()).claims
    for key, (_style, number) in country.items():
        source, exposed = key.split(">")
        expected = [
            c for c in claims if any(source in link.source and exposed in link.exposed for link in c.threats)
        ]
        assert number == len(expected)


def test_names_and_numbers_that_differ_in_a_suffix_are_told_apart(atlas: Dataset) -> None:
    one = map_payload(atlas, View().choose("threat", ("regional_contagion",)))
    two = map_payload(atlas, View().choose("threat", ("regime_instability",)))
    assert one["layers"] != two["layers"]
