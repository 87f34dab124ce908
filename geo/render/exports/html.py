"""HTML: the dossier, one page that opens from disk without a network (see `geo.render.dossier`)."""

from __future__ import annotations

from collections.abc import Iterator

from geo.query.export import Export
from geo.query.format import Format


def _write(export: Export) -> Iterator[bytes]:
    from geo.render.dossier import dossier  # noqa: PLC0415 - folium and Plotly are slow to import

    yield dossier(export).encode()


FORMAT = Format(
    id="html",
    order=90,
    words={
        "label": {"en": "Dossier (HTML, works offline)", "ru": "Досье (HTML, без сети)"},
        "help": {
            "en": "Map, claims, evidence, charts, table and citation in one file.",
            "ru": "Карта, утверждения, основания, диаграммы, таблица и ссылка в одном файле.",
        },
    },
    media_type="text/html",
    suffix=".html",
    write=_write,
)
