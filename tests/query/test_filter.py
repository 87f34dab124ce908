"""Every filter keeps its contract."""

from __future__ import annotations

import re

import pytest

from geo.i18n import language, languages
from geo.query.filter import filters
from geo.query.format import formats
from geo.query.link import OWN_KEYS, PASSED_KEYS
from geo.store import Dataset

NAMES = sorted(filters())


def test_the_filters_the_atlas_promises_are_there_in_order() -> None:
    assert list(filters()) == ["country", "threat", "kind", "modality", "text", "as_of"]


@pytest.mark.parametrize("name", NAMES)
def test_an_id_can_be_a_url_key_and_is_no_other(name: str) -> None:
    assert re.fullmatch(r"[a-z][a-z_]*", name)
    assert name not in {*OWN_KEYS, *PASSED_KEYS}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("tag", sorted(languages()))
def test_a_filter_has_a_label_and_says_itself_in_each_language(atlas: Dataset, name: str, tag: str) -> None:
    part = filters()[name]
    tongue = language(tag)
    assert part.label(tongue).strip()
    assert part.words["label"].get(tag), f"{name} has no label in {tag}"
    values = (next(iter(part.options(atlas)), "2011-01-01"),)
    assert part.clause(atlas, values, tongue)


@pytest.mark.parametrize("name", NAMES)
def test_options_are_valid_values_and_nothing_near_them_is(atlas: Dataset, name: str) -> None:
    part = filters()[name]
    for value, words in part.options(atlas).items():
        assert part.parse(atlas, value) == value
        assert words["en"].strip()
        assert "," not in value, "a comma joins values in a link"
        assert part.parse(atlas, f"{value}x") is None
    assert part.parse(atlas, "") is None
    assert part.parse(atlas, "<script>") is None


@pytest.mark.parametrize("name", [name for name in NAMES if filters()[name].widget == "multiselect"])
def test_each_option_keeps_some_claim_or_says_so_by_keeping_none(atlas: Dataset, name: str) -> None:
    """Choosing every option of a filter loses no claim that has a value for it."""
    part = filters()[name]
    everything = tuple(part.options(atlas))
    one_by_one = {c.id for c in atlas.claims for value in everything if part.keep(atlas, c, (value,))}
    assert one_by_one == {c.id for c in atlas.claims if part.keep(atlas, c, everything)}


@pytest.mark.parametrize(
    ("value", "canonical"), [("2011", "2011-12-31"), ("2011-02", "2011-02-28"), ("2011-04-28", "2011-04-28")]
)
def test_a_day_may_be_partial(world: Dataset, value: str, canonical: str) -> None:
    assert filters()["as_of"].parse(world, value) == canonical


@pytest.mark.parametrize("value", ["1990", "2101", "2011-02-29", "28.04.2011", "today"])
def test_a_day_that_is_none_is_refused(world: Dataset, value: str) -> None:
    assert filters()["as_of"].parse(world, value) is None


def test_formats_are_discovered_and_named_alike() -> None:
    assert list(formats()) == ["json", "geojson", "csv"]
    assert all(form.suffix.startswith(".") and "/" in form.media_type for form in formats().values())
