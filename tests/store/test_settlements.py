"""``Name, ISO3`` of the hand-kept files: which settlement is meant."""

from __future__ import annotations

from geo.store.settlements import most_populous


def _row(name: str, iso3: str, size: int, precision: str = "settlement") -> tuple[str, ...]:
    return ("id", name, "0", "0", iso3, "", precision, str(size), "")


ROWS = [
    _row("Brest", "FRA", 140_000),
    _row("Brest", "BLR", 900, "province"),
    _row("Brest", "BLR", 500),
    _row("Brest", "BLR", 347_000),
    _row("Qo‘qon", "UZB", 259_000),
]


def test_the_most_populous_settlement_of_that_name_and_country_is_meant() -> None:
    assert most_populous(ROWS, ["Brest, BLR", "Brest, FRA"]) == {"Brest, BLR": 3, "Brest, FRA": 0}


def test_case_and_apostrophes_are_no_matter_and_what_is_not_there_is_left_out() -> None:
    assert most_populous(ROWS, ["qo'qon, UZB", "Brest, POL"]) == {"qo'qon, UZB": 4}
