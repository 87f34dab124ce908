"""The map of a view as a small picture for the preview of its link."""

from __future__ import annotations

import io
from types import MappingProxyType
from typing import Final

from PIL import Image

from geo.i18n import pick
from geo.query.export import Export
from geo.render.print.sheet import draw_map, drawing

_DOTS_PER_INCH: Final = 160
_NOTE: Final = MappingProxyType({
    "en": "{title} · boundaries: {point_of_view} · data version {version}",
    "ru": "{title} · границы: {point_of_view} · версия данных {version}",
})  # fmt: skip


def card(export: Export, width: int, height: int) -> bytes:
    """Return the map of a view with its point of view and data version, as PNG of so many pixels.

    It has 256 colours: that is half the size, and some messengers show no picture above 300 kB.
    """
    words = export.language
    note = words.part("preview.note", _NOTE).format(
        title=words.text("app.title"),
        version=export.dataset.version,
        point_of_view=pick(
            export.dataset.boundaries.points_of_view[export.view.point_of_view].names, words.tag
        ),
    )
    with drawing():
        figure = draw_map(export, (width / _DOTS_PER_INCH, height / _DOTS_PER_INCH), note)
        dots = io.BytesIO()
        figure.savefig(dots, format="rgba", dpi=_DOTS_PER_INCH)
    packed = io.BytesIO()
    drawn = Image.frombytes("RGBA", (width, height), dots.getvalue())
    drawn.convert("RGB").quantize(256).save(packed, "PNG", optimize=True)
    return packed.getvalue()
