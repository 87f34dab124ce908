"""Share a view: copy its link, cite it, and take it away in any export format.

The control is a fragment of its own: opening it runs nothing of the page again, and what is in it is
made only while it is open. A file is made when its button is pressed, not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config

from geo.i18n import Language, Words
from geo.model.view import View
from geo.query.citation import cite
from geo.query.export import DEFAULT_URL, Export, everything, made_on
from geo.query.format import Format
from geo.query.link import parse_position
from geo.render.export import exports
from geo.ui.component import copy_link
from geo.ui.page import Context
from geo.ui.plain import plain
from geo.ui.settings import settings

_WORDS: Final[Mapping[str, Words]] = {
    "label": {"en": "Cite and export", "ru": "Цитата и экспорт"},
    "cite": {"en": "Cite this view", "ru": "Как сослаться на этот вид"},
    "text": {"en": "Text", "ru": "Текст"},
    "bibtex": {"en": "BibTeX", "ru": "BibTeX"},
    "ris": {"en": "RIS", "ru": "RIS"},
    "save": {"en": "Download {name}", "ru": "Скачать {name}"},
    "scope": {"en": "What to export", "ru": "Что выгрузить"},
    "view": {"en": "This view", "ru": "Этот вид"},
    "everything": {"en": "Everything", "ru": "Всё"},
    "how": {
        "en": "Each file says its filters, boundaries, data version, date and licences. Pictures, brief and dossier take a few seconds.",
        "ru": "В каждом файле указаны фильтры, границы, версия данных, дата и лицензии. Картинки, справка и досье готовятся несколько секунд.",
    },
}  # fmt: skip

KEY: Final = "atlas_citing"
FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "text": (".txt", "text/plain"),
    "bibtex": (".bib", "application/x-bibtex"),
    "ris": (".ris", "application/x-research-info-systems"),
}
"""Form of a citation to the suffix and media type of its file."""


def share(context: Context) -> None:
    """Draw the row with "copy link" and "cite and export"."""
    with st.container(horizontal=True, key="atlas_share", width="content"):
        copy_link(context.language)
        citing(context)


@st.fragment
def citing(context: Context) -> None:
    """Draw the control that cites and exports the view."""
    words = context.language
    opened = st.popover(_say(words, "label"), key=KEY, on_change="rerun")
    if not opened.open:
        return
    view = _seen(context.view)
    base_path = config.get_option("server.baseUrlPath") or ""
    base_url = base_address(st.context.url, view.page, base_path, settings().url or DEFAULT_URL)
    with opened:
        _citation(context, view, base_url)
        _exports(context, view, base_url)


def _seen(view: View) -> View:
    """Return a view with the map's position of this moment: the map writes it into the address alone."""
    at = st.query_params.get("at")
    position = parse_position(at) if at else None
    return view if position is None else replace(view, position=position)


def base_address(url: str | None, page: str, base_path: str, otherwise: str) -> str:
    """Return the address of the atlas, as its reader has it.

    Parameters
    ----------
    url
        The page's address without a query, None where there is no browser.
    page
        The page's id, which may be the last part of the address.
    base_path
        The server's own base path; a proxy may add another before it, which only the reader's address shows.
    otherwise
        The address where there is no browser to tell.
    """
    if url is None or not url.startswith(("http://", "https://")):
        return otherwise
    base = url.rstrip("/").removesuffix(f"/{page}")
    prefix = base_path.strip("/")
    if prefix and not urlsplit(base).path.endswith(f"/{prefix}"):
        # A page's name at the end of the base path ("/data") is taken for the page itself.
        base = f"{base}/{prefix}"
    return f"{base}/"


def _say(words: Language, key: str, **values: object) -> str:
    said = words.part(f"citing.{key}", _WORDS[key])
    return said.format(**values) if values else said


def _citation(context: Context, view: View, base_url: str) -> None:
    words = context.language
    made = cite(context.dataset, view, base_url, made_on(), words)
    st.markdown(f"**{plain(_say(words, 'cite'))}**")
    for form, tab in zip(FORMS, st.tabs([_say(words, form) for form in FORMS]), strict=True):
        written: str = getattr(made, form)
        suffix, media_type = FORMS[form]
        with tab:
            st.code(written, language=None, wrap_lines=True)
            st.download_button(
                plain(_say(words, "save", name=suffix)),
                data=written.encode(),
                file_name=f"csto-atlas-citation{suffix}",
                mime=media_type,
                key=f"{KEY}.{form}",
                on_click="ignore",
                type="tertiary",
            )


def _exports(context: Context, view: View, base_url: str) -> None:
    words = context.language
    scope = st.radio(
        _say(words, "scope"),
        ("view", "everything"),
        format_func=lambda one: _say(words, one),
        horizontal=True,
        key=f"{KEY}.scope",
    )
    st.caption(plain(_say(words, "how")))
    wanted = view if scope == "view" else everything(view)
    export = Export(context.dataset, wanted, made_on(), base_url)
    with st.container(horizontal=True, gap="xsmall"):
        for form in exports().values():
            said = form.words.get("help")
            st.download_button(
                plain(words.part(f"format.{form.id}.label", form.words["label"])),
                # Made when it is asked for; the browser shows that it waits, and says so where it fails.
                data=partial(_written, form, export),
                file_name=f"csto-atlas{'' if scope == 'everything' else '-view'}{form.suffix}",
                mime=form.media_type,
                key=f"{KEY}.{form.id}",
                help=plain(words.part(f"format.{form.id}.help", said)) if said else None,
                disabled=not form.fits(export),
                on_click="ignore",
            )


def _written(form: Format, export: Export) -> bytes:
    return b"".join(form.write(export))
