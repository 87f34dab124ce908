"""Country × threat: counts agree with a plain count of the claims."""

from __future__ import annotations

import pytest

from geo.query.matrix import Cell, matrix
from geo.query.selection import evidence
from geo.store import Dataset


def plain(dataset: Dataset) -> list[Cell]:
    cells = []
    for country in sorted(dataset.country_codes):
        for threat in sorted(dataset.taxonomy.threats):
            for role in ("exposed", "source"):
                number = sum(
                    any(link.threat == threat and country in getattr(link, role) for link in claim.threats)
                    for claim in dataset.claims
                )
                if number:
                    cells.append(Cell(country, threat, role, number))  # type: ignore[arg-type]
    return cells


def test_the_cells_of_the_world(world: Dataset) -> None:
    assert Cell("AFG", "drug_trafficking", "source", 1) in matrix(world, world.claims)
    assert list(matrix(world, world.claims)) == plain(world)


def test_the_cells_of_the_atlas(atlas: Dataset) -> None:
    assert list(matrix(atlas, atlas.claims)) == plain(atlas)


@pytest.mark.parametrize("name", ["world", "atlas"])
def test_a_cell_counts_exactly_its_evidence(request: pytest.FixtureRequest, name: str) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    for cell in matrix(dataset, dataset.claims):
        mark = f"cell:{cell.country}/{cell.threat}/{cell.role}"
        assert len(evidence(dataset, dataset.claims, mark)) == cell.claims


def test_no_claims_make_no_cells(world: Dataset) -> None:
    assert matrix(world, ()) == ()
