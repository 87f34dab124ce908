"""Make the boundaries and the gazetteer again from their pinned sources."""

from __future__ import annotations

import argparse

from geo.cli.command import Command, add_data_argument, data_folder


def _run(arguments: argparse.Namespace) -> int:
    # Imported here: the build needs packages that the other commands do without.
    from geo.store.build import build  # noqa: PLC0415
    from geo.store.build.gazetteer import write_gazetteer  # noqa: PLC0415

    folder = data_folder(arguments)
    build(folder)
    write_gazetteer(folder)
    return 0


COMMAND = Command(
    id="build",
    order=30,
    summary="make data/boundaries and data/gazetteer again from the pinned sources",
    arguments=add_data_argument,
    run=_run,
)
