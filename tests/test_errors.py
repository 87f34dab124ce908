"""The ladder of errors and the form of a problem."""

from __future__ import annotations

import inspect
import re

import pytest

from geo import errors
from geo.errors import AtlasError, BuildError, DataError, Problem, UnknownValueError

CLASSES = [item for _, item in inspect.getmembers(errors, inspect.isclass) if issubclass(item, Exception)]


@pytest.mark.parametrize("error", CLASSES)
def test_every_error_has_one_base(error: type[Exception]) -> None:
    assert issubclass(error, AtlasError)
    assert error.__doc__


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    assert errors.__doc__ is not None
    drawn = set(re.findall(r"\b[A-Z]\w+Error\b", errors.__doc__))
    assert drawn == {error.__name__ for error in CLASSES}
    assert BuildError.__mro__[1] is DataError


def test_a_problem_reads_as_a_sentence() -> None:
    problem = Problem.of("places/osh.json", "osh", "iso3", "a code", "KG")
    assert str(problem) == "places/osh.json:osh: iso3 expected a code, got 'KG'"


def test_a_problem_shows_line_breaks_and_long_values_safely() -> None:
    assert "\n" not in Problem.of("f", "r", "x", "y", "a\nb").got
    assert len(Problem.of("f", "r", "x", "y", "a" * 999).got) == 120


def test_a_data_error_carries_every_problem() -> None:
    problems = [Problem("b", "1", "x", "y", "z"), Problem("a", "1", "x", "y", "z")]
    error = DataError(iter(problems))
    assert error.problems == tuple(problems)
    assert str(error).splitlines() == ["b:1: x expected y, got z", "a:1: x expected y, got z"]
    assert min(problems).file == "a"


@pytest.mark.parametrize(
    ("valid", "said"),
    [
        (("a", "b"), "colour expected one of a, b, got 'c'"),
        (("a date",), "colour expected a date, got 'c'"),
        ((), "colour expected nothing, got 'c'"),
    ],
)
def test_an_unknown_value_names_the_valid_ones(valid: tuple[str, ...], said: str) -> None:
    error = UnknownValueError("colour", "c", valid)
    assert str(error) == said
    assert (error.what, error.value, error.valid) == ("colour", "c", valid)
