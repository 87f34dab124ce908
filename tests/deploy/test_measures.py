"""The arithmetic of the load and soak runs, which take too long to run each time."""

import pytest

from tests.bench.figures import Spread

from .load import LIMIT, Phase, verdict
from .soak import Look, level, rises
from .stack import Usage


def phase(name, p95):
    return Phase(name, 1, 1.0, 1, Spread(1, 1.0, p95, 1.0, p95))


def test_each_part_is_held_against_the_one_reader():
    found = verdict([phase("one", 50.0), phase("all", 90.0), phase("uploads", 125.0)])
    assert found == {"all": 1.8, "uploads": 2.5}
    assert found["all"] <= LIMIT < found["uploads"]


def looks(memory, descriptors, left=10):
    used = [
        Look(at, Usage(one, 8, two)) for at, (one, two) in enumerate(zip(memory, descriptors, strict=True))
    ]
    return [*used, Look(len(used), Usage(memory[-1], 8, left))]


def test_what_levels_off_passes():
    found = rises(looks([280, 300, 310, 312, 311, 313], [8, 60, 80, 80, 78, 80]))
    assert found == {
        "memory, MB": 1,
        "threads": 0,
        "descriptors": 0,
        "threads left": 0,
        "descriptors left": 2,
    }
    assert level(found)


@pytest.mark.parametrize(
    ("memory", "descriptors", "left"),
    [
        ([280, 320, 360, 400, 440, 480], [8, 60, 80, 80, 78, 80], 10),
        ([280, 300, 310, 312, 311, 313], [8, 60, 80, 120, 160, 200], 10),
        ([280, 300, 310, 312, 311, 313], [8, 60, 80, 80, 78, 80], 80),
    ],
)
def test_what_leaks_does_not(memory, descriptors, left):
    assert not level(rises(looks(memory, descriptors, left)))
