"""Make the boundary data again from its pinned sources."""

from __future__ import annotations

import argparse

from geo.cli.command import Command, add_data_argument, data_folder


def _run(arguments: argparse.Namespace) -> int:
    # Imported here: the build needs packages that the other commands do without.
    from geo.store.build import build  # noqa: PLC0415

    build(data_folder(arguments))
    return 0


COMMAND = Command(
    id="build",
    order=30,
    summary="make data/boundaries again from the pinned sources",
    arguments=add_data_argument,
    run=_run,
)
