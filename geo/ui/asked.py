"""What a request asks for by its query: the dataset and the view, before Streamlit has a session for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.types import Scope

from geo.model.view import View
from geo.query.link import MAX_QUERY_LENGTH, parse_link, parse_query
from geo.store import Dataset
from geo.ui.atlas import atlas_of

_ENCODED: Final = 3
"""Percent-encoded, a query is up to three times as long as what it says."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks for.

    Parameters
    ----------
    dataset
        With the shared text that the query names, where there is one.
    view
        What the page will show: what is invalid in the query is left out.
    preview
        What its preview shows: the default where the query names anything that the atlas does not have.
        Older data is no such thing: the preview shows the view as it is now, as the page does.
    """

    dataset: Dataset
    view: View
    preview: View


def asked(query: str, page: str = "map") -> Asked:
    """Read a query; nothing of it is read where it is longer than any that the atlas makes.

    Raises
    ------
    DataError
        As `geo.ui.atlas.shipped` does.
    """
    params = _params(query)
    dataset = atlas_of(_pack(params))
    view, notices = parse_link(dataset, params, page)
    known = all(notice.reason == "other_data" for notice in notices)
    return Asked(dataset, view, view if known else View(page=page, language=view.language))


def pack_of(query: str) -> str | None:
    """Return the shared text that a query names, which has to be read from the store; None where it names none."""
    return _pack(_params(query))


def _params(query: str) -> Mapping[str, Sequence[str]]:
    return parse_query(query) if len(query) <= _ENCODED * MAX_QUERY_LENGTH else {}


def _pack(params: Mapping[str, Sequence[str]]) -> str | None:
    return next(iter(params.get("pack", ())), None)


def query_of(scope: Scope) -> str:
    """Return the query of a request as it was sent; Starlette's ``request.url`` raises where it is not UTF-8."""
    query: bytes = scope.get("query_string", b"")
    return query.decode("latin-1")
