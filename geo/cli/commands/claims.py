"""Print the claims that a choice of filters keeps. Every discovered filter is an option."""

from __future__ import annotations

import argparse
import sys

from geo.cli.command import Command, add_data_argument, data_folder
from geo.errors import UnknownValueError
from geo.model.view import DEFAULT_POINT_OF_VIEW, View
from geo.query.filter import Filter, filters
from geo.query.format import formats
from geo.query.selection import select
from geo.store import Dataset, load_dataset


def _option(part: Filter) -> str:
    return f"--{part.id.replace('_', '-')}"


def _arguments(parser: argparse.ArgumentParser) -> None:
    for part in filters().values():
        hint = part.words.get("help", part.words["label"])["en"]
        several = (
            " (YYYY, YYYY-MM or YYYY-MM-DD)"
            if part.widget == "date"
            else "; repeat it or join values by commas"
        )
        parser.add_argument(
            _option(part), dest=part.id, action="append", default=[],
            metavar="DATE" if part.widget == "date" else part.id.upper(), help=f"{hint}{several}".replace("%", "%%"),
        )  # fmt: skip
    parser.add_argument(
        "--pov", default=DEFAULT_POINT_OF_VIEW, help="boundary point of view (default: %(default)s)"
    )
    parser.add_argument("--format", default=next(iter(formats())), help="one of " + ", ".join(formats()))
    add_data_argument(parser)


def _values(dataset: Dataset, part: Filter, raw: list[str]) -> tuple[str, ...]:
    """Return a filter's values in canonical form.

    Raises
    ------
    UnknownValueError
        For a value that the filter does not have, and for a second date.
    """
    given = [value for joined in raw for value in joined.split(",")]
    valid = tuple(part.options(dataset)) or ("a date as YYYY, YYYY-MM or YYYY-MM-DD from 1991 to 2100",)
    kept: list[str] = []
    for value in given:
        found = part.parse(dataset, value)
        if found is None:
            raise UnknownValueError(_option(part), value, valid)
        kept.append(found)
    if part.widget == "date" and len(set(kept)) > 1:
        raise UnknownValueError(_option(part), ",".join(given), ("a single date",))
    return tuple(sorted(set(kept)))


def _run(arguments: argparse.Namespace) -> int:
    # What needs no data is checked before it is read.
    if arguments.format not in formats():
        raise UnknownValueError("--format", arguments.format, tuple(formats()))
    dataset = load_dataset(data_folder(arguments))
    if arguments.pov not in dataset.boundaries.points_of_view:
        raise UnknownValueError("--pov", arguments.pov, tuple(dataset.boundaries.points_of_view))
    view = View(point_of_view=arguments.pov)
    for name, part in filters().items():
        view = view.choose(name, _values(dataset, part, getattr(arguments, name)))
    chosen = select(dataset, view).claims
    for chunk in formats()[arguments.format].chunks(dataset, chosen, arguments.pov):
        sys.stdout.write(chunk)
    return 0


COMMAND = Command(
    id="claims",
    order=10,
    summary="print claims as JSON, GeoJSON or CSV",
    arguments=_arguments,
    run=_run,
)
