"""The panel of filters: what it shows for a view, and what of a browser's message is taken."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.i18n import languages
from geo.model.view import View
from geo.query.facets import facets
from geo.query.filter import filters
from geo.query.filters import as_of
from geo.query.link import link_params, parse_link
from geo.ui.atlas import atlas
from geo.ui.filter_panel import CHOICES, filter_payload, read_change

VIEW = View(page="data", language="ru", selection="country:KGZ").choose("country", ("KGZ",))


def control(payload: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in payload["controls"] if one["id"] == name]
    return found


@pytest.mark.parametrize("tag", list(languages()))
def test_every_filter_and_choice_has_a_control_set_from_the_view(tag):
    dataset = atlas()
    view = View(language=tag, point_of_view="defacto").choose("threat", ("social_unrest",))
    payload = filter_payload(dataset, view.choose("as_of", ("2012-07-01",)), 7)
    assert [one["id"] for one in payload["controls"]] == [*filters(), *CHOICES]
    assert payload["chosen"]["threat"] == ["social_unrest"]
    assert payload["chosen"]["as_of"] == ["2012-07-01"]
    assert (payload["chosen"]["pov"], payload["chosen"]["lang"]) == (["defacto"], [tag])
    assert payload["answered"] == 7
    for name, part in filters().items():
        shown = control(payload, name)
        assert shown["label"] == part.words["label"][tag]
        if part.widget == "multiselect":
            assert {value for value, _name in shown["options"]} == set(part.options(dataset))
            values = [value for value, _name in shown["options"]]
            counted = facets(dataset, view.choose("as_of", ("2012-07-01",)))[name]
            assert payload["counts"][name] == [counted[value] for value in values]


def test_the_day_that_stands_counts_as_none():
    shown = control(filter_payload(atlas(), View(), 0), "as_of")
    assert shown["standing"] == atlas().latest_text_day.isoformat()
    assert (shown["first"], shown["last"]) == (as_of.FIRST_DAY.isoformat(), as_of.LAST_DAY.isoformat())


def test_a_change_sets_what_it_names_and_leaves_the_rest():
    read = read_change(
        atlas(), VIEW, {"number": 3, "chosen": {"kind": ["base", "border"], "pov": ["defacto"]}}
    )
    assert read is not None
    view, number = read
    assert number == 3
    assert view.chosen("country") == ("KGZ",)
    assert view.chosen("kind") == ("base", "border")
    assert (view.point_of_view, view.language, view.page, view.selection) == (
        "defacto", "ru", "data", "country:KGZ",
    )  # fmt: skip
    cleared = read_change(atlas(), view, {"number": 4, "chosen": {"country": [], "lang": ["en"]}})
    assert cleared is not None
    assert cleared[0].chosen("country") == ()
    assert cleared[0].language == "en"


def test_options_that_do_not_exist_are_left_out():
    sent = {"number": 1, "chosen": {"country": ["KGZ", "XXX", "<b>"], "lang": ["xx"], "nonsense": ["a"]}}
    read = read_change(atlas(), View(), sent)
    assert read is not None
    assert read[0] == View().choose("country", ("KGZ",))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from([*filters(), *CHOICES, "sel", "v", "page", "__proto__"])


@given(sent=ANYTHING | st.fixed_dictionaries({"number": ANYTHING, "chosen": st.dictionaries(KEYS, ANYTHING)}))
def test_whatever_a_browser_sends_the_view_is_one_that_a_link_can_say(sent):
    dataset = atlas()
    read = read_change(dataset, VIEW, sent)
    if read is None:
        return
    view, number = read
    assert isinstance(number, int)
    assert (view.page, view.selection) == (VIEW.page, VIEW.selection)
    params = {key: [value] for key, value in link_params(dataset, view).items()}
    again, notices = parse_link(dataset, params, view.page)
    assert (again, notices) == (view, ())
