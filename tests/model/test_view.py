"""The view is a value: frozen, hashable, one form for one state."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model.view import View

CHOICES = st.lists(
    st.tuples(
        st.sampled_from(["country", "threat", "kind"]),
        st.lists(st.sampled_from("abc"), unique=True).map(tuple),
    )
)


@given(CHOICES)
def test_choosing_keeps_the_last_choice_of_each_filter(choices: list[tuple[str, tuple[str, ...]]]) -> None:
    view = View()
    for name, values in choices:
        view = view.choose(name, values)
    for name, values in dict(choices).items():
        assert view.chosen(name) == values
    assert all(values for _, values in view.filters)
    assert list(view.filters) == sorted(view.filters)


def test_the_order_of_choosing_makes_no_difference() -> None:
    a = View().choose("kind", ("base",)).choose("country", ("KGZ",))
    b = View().choose("country", ("KGZ",)).choose("kind", ("base",))
    assert a == b
    assert hash(a) == hash(b)


def test_a_view_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        View().page = "other"  # type: ignore[misc]
