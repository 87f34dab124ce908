"""The number beside an option is what a click on it would leave, counted claim by claim."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.model.view import View
from geo.query.facets import facets
from geo.query.filter import filters
from geo.query.selection import select
from geo.store import Dataset
from tests.query.test_selection import EASY


@EASY
@given(data=st.data())
def test_each_number_is_what_the_option_alone_would_leave(data: st.DataObject, world: Dataset) -> None:
    view = View()
    for name, part in filters().items():
        options = list(part.options(world)) or ["2010-12-31", "2012-01-01"]
        several = 1 if part.widget == "date" else 3
        view = view.choose(
            name, tuple(sorted(data.draw(st.sets(st.sampled_from(options), max_size=several), label=name)))
        )
    found = facets(world, view)
    assert set(found) == set(filters())
    for name, part in filters().items():
        assert set(found[name]) == set(part.options(world))
        for option, number in found[name].items():
            assert number == len(select(world, view.choose(name, (option,))).claims)


def test_what_is_chosen_in_a_filter_leaves_its_own_numbers_alone(atlas: Dataset) -> None:
    before = facets(atlas, View())
    after = facets(atlas, View().choose("country", ("KGZ",)))
    assert after["country"] == before["country"]
    assert after["threat"] != before["threat"]
