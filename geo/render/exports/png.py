"""PNG of the map: A4 at 300 dots an inch, with legend, scale, attribution and stamp.

The stamp stands in the picture and in its metadata (PNG text chunks), which survives where the
picture's edge is cut off.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from geo.query.export import Export
from geo.query.format import Format

DOTS_PER_INCH: Final = 300


def _write(export: Export) -> Iterator[bytes]:
    from geo.render.print.sheet import draw_sheet, drawing  # noqa: PLC0415 - Matplotlib is slow to import

    stamp = export.stamp.fields()
    buffer = io.BytesIO()
    with drawing():
        draw_sheet(export).savefig(
            buffer, format="png", dpi=DOTS_PER_INCH,
            metadata={
                "Title": stamp["title"], "Description": stamp["shows"], "Creation Time": stamp["made"],
                "Source": stamp["link"], "Copyright": stamp["licences"], "Software": "CSTO Atlas",
                "Boundaries": stamp["point_of_view"], "Data version": stamp["data_version"],
            },
        )  # fmt: skip
    yield buffer.getvalue()


FORMAT = Format(
    id="png",
    order=60,
    words={"label": {"en": "Map as picture (PNG)", "ru": "Карта как картинка (PNG)"}},
    media_type="image/png",
    suffix=".png",
    write=_write,
)
