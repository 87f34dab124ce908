"""PDF: a brief of one country, on at most two pages of A4. The view says which country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geo.errors import UnknownValueError
from geo.query.export import Export, valid_values
from geo.query.format import Format


def country_of(export: Export) -> str:
    """Return the one country that a view is of: the one selected, else the one filtered for.

    Raises
    ------
    UnknownValueError
        Where it is of none or of several, naming the countries that it could be of.
    """
    family, _, code = (export.view.selection or "").partition(":")
    if family == "country":
        return code
    chosen = export.view.chosen("country")
    if len(chosen) != 1:
        raise UnknownValueError("country", ",".join(chosen), valid_values(export.dataset, "country"))
    return chosen[0]


def _write(export: Export) -> Iterator[bytes]:
    from geo.render.print.brief import brief  # noqa: PLC0415 - reportlab and Matplotlib are slow to import

    country = country_of(export)
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
)
