"""PDF: a brief of one country, on at most two pages of A4. The view says which country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geo.errors import UnknownValueError
from geo.query.export import Export, valid_values
from geo.query.format import Format
from geo.query.profile import one_country


def _write(export: Export) -> Iterator[bytes]:
    from geo.render.print.brief import brief  # noqa: PLC0415 - reportlab and Matplotlib are slow to import

    country = one_country(export.dataset, export.view)
    if country is None:
        chosen = ",".join(export.view.chosen("country"))
        raise UnknownValueError("country", chosen, valid_values(export.dataset, "country"))
    # A brief is of what the filters keep of that country, and its map looks there.
    view = replace(export.view.choose("country", (country,)), selection=None)
    yield brief(replace(export, view=view), country)


FORMAT = Format(
    id="pdf",
    order=80,
    words={
        "label": {"en": "Brief of one country (PDF)", "ru": "Справка по стране (PDF)"},
        "help": {"en": "Choose one country.", "ru": "Выберите одну страну."},
    },
    media_type="application/pdf",
    suffix=".pdf",
    write=_write,
    fits=lambda export: one_country(export.dataset, export.view) is not None,
)
