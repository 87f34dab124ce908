"""SVG of the map: A4, with legend, scale, attribution and stamp; its texts are texts, in DejaVu Sans or its like."""

from __future__ import annotations

import io
from collections.abc import Iterator

from geo.query.export import Export
from geo.query.format import Format


def _write(export: Export) -> Iterator[bytes]:
    from geo.render.print.labels import printable  # noqa: PLC0415 - Matplotlib is slow to import
    from geo.render.print.sheet import draw_sheet, drawing  # noqa: PLC0415

    stamp = {name: printable(value) for name, value in export.stamp.fields().items()}
    buffer = io.BytesIO()
    with drawing():
        draw_sheet(export, as_text=True).savefig(
            buffer, format="svg",
            metadata={
                "Title": stamp["title"], "Description": stamp["shows"], "Date": stamp["made"], "Source": stamp["link"],
                "Rights": stamp["licences"], "Creator": "CSTO Atlas", "Language": export.view.language,
                "Coverage": stamp["point_of_view"], "Identifier": stamp["data_version"],
            },
        )  # fmt: skip
    yield buffer.getvalue()


FORMAT = Format(
    id="svg",
    order=70,
    words={"label": {"en": "Map as drawing (SVG)", "ru": "Карта как чертёж (SVG)"}},
    media_type="image/svg+xml",
    suffix=".svg",
    write=_write,
)
