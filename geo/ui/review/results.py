"""What comes of a review: files to take away, and a pack that others can open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

import streamlit as st
from streamlit import config

from geo.errors import Problem
from geo.i18n import Language
from geo.model.draft import Verdict, make_pack, progress
from geo.model.pack import Pack
from geo.model.text import Text
from geo.model.view import View
from geo.query.export import DEFAULT_URL, Export, made_on, view_link
from geo.query.format import query_formats
from geo.query.text_folder import text_folder
from geo.store import Dataset
from geo.store.added import add, problems
from geo.store.packs import PackError, Share
from geo.store.packs.interface import is_id
from geo.ui import packs
from geo.ui.citing import base_address
from geo.ui.page import Context
from geo.ui.plain import plain
from geo.ui.review.about import text_id, text_of
from geo.ui.review.session import Review
from geo.ui.review.wording import say
from geo.ui.settings import settings

SHARED: Final = "review.shared"
"""Session state: what sharing gave; shown until the page is left."""
SHARING: Final = "review.sharing"
"""Session state: why sharing failed."""
DELETED: Final = "review.deleted"
"""Session state: what deleting gave: None for done, or why not."""

_ALL: Final[tuple[Verdict, ...]] = ("accepted", "open")
_ACCEPTED: Final[tuple[Verdict, ...]] = ("accepted",)


def taking_away(context: Context, review: Review) -> None:
    """Offer the text folder, web annotations and a table."""
    language, base = context.language, context.dataset.ground
    st.text(say(language, "take_help"))
    text = text_of(review, text_id(review))
    accepted = progress(review.draft, review.work)[2]
    if not accepted:
        st.text(say(language, "take.none"))
    found = _problems(base, review, text, _ACCEPTED) if text is not None and accepted else []
    _show_problems(found, language)
    ready = text is not None and not found
    with st.container(horizontal=True):

        def folder() -> bytes:
            assert text is not None
            return text_folder(make_pack(review.draft, review.work, text, _ACCEPTED))

        _download(say(language, "take.folder"), folder, f"{text_id(review)}.zip", "application/zip",
                  ready=ready and bool(accepted))  # fmt: skip
        for name in ("jsonld", "csv"):
            form = query_formats()[name]
            _download(
                say(language, f"take.{name}"), _written(context, review, text, name),
                f"{text_id(review)}{form.suffix}", form.media_type, ready=text is not None,
            )  # fmt: skip


def _written(context: Context, review: Review, text: Text | None, name: str) -> Callable[[], bytes]:
    """Return what writes the claims, candidates among them, in an export format."""

    def write() -> bytes:
        assert text is not None
        pack = make_pack(review.draft, review.work, text, _ALL)
        dataset = add(context.dataset, pack.text, pack.claims, pack.places, None)
        view = View("map", context.view.language, (("text", (text.id,)),), None, context.view.point_of_view)
        return b"".join(query_formats()[name].write(Export(dataset, view, made_on())))

    return write


def _download(label: str, data: Callable[[], bytes], name: str, mime: str, *, ready: bool) -> None:
    st.download_button(
        plain(label), data=data if ready else b"", file_name=name, mime=mime, key=f"review.take.{name}",
        disabled=not ready, on_click="ignore",
    )  # fmt: skip


def _problems(base: Dataset, review: Review, text: Text, verdicts: Sequence[Verdict]) -> list[Problem]:
    pack = make_pack(review.draft, review.work, text, verdicts)
    return problems(base, pack.text, pack.claims, pack.places, review.draft.article)


def _show_problems(found: Sequence[Problem], language: Language) -> None:
    if not found:
        return
    st.text(say(language, "problems"))
    st.dataframe(
        [{"record": one.record, "field": one.field, "expected": one.expected, "got": one.got} for one in found],
        hide_index=True,
        column_config={
            key: st.column_config.TextColumn(language.text(f"broken.{key}"))
            for key in ("record", "field", "expected", "got")
        },
    )  # fmt: skip


def sharing(context: Context, review: Review) -> None:
    """Offer to keep the text for others, and show link and key once it is."""
    language = context.language
    st.text(say(language, "share_help"))
    with_open = st.checkbox(plain(say(language, "share_open")), key="review.share_open")
    with_article = st.checkbox(plain(say(language, "share_article")), key="review.share_article")
    verdicts = _ALL if with_open else _ACCEPTED
    text = text_of(review, _shared_id(review))
    pack = make_pack(review.draft, review.work, text, verdicts, article=with_article) if text else None
    found = _problems(context.dataset.ground, review, text, verdicts) if text and pack and pack.claims else []
    _show_problems(found, language)
    st.button(
        plain(say(language, "share_button")), type="primary", key="review.share", on_click=_share, args=(pack,),
        disabled=pack is None or not pack.claims or bool(found),
    )  # fmt: skip
    error: PackError | None = st.session_state.get(SHARING)
    if error is not None:
        st.text(error.say(language))
    shared: Share | None = st.session_state.get(SHARED)
    if shared is not None:
        _shown_once(context, shared)


def _shared_id(review: Review) -> str:
    """Return an id that no text of the atlas has: it ends in a piece of the article's hash."""
    made = text_of(review, "draft")
    return f"{text_id(review)}-{made.sha256[:8]}" if made is not None else text_id(review)


def _share(pack: Pack) -> None:
    st.session_state.pop(SHARED, None)
    st.session_state.pop(SHARING, None)
    try:
        st.session_state[SHARED] = packs.store().share(pack)
    except PackError as error:
        st.session_state[SHARING] = error


def _shown_once(context: Context, share: Share) -> None:
    language = context.language
    view = View(language=context.view.language, point_of_view=context.view.point_of_view, pack=share.id)
    base_path = config.get_option("server.baseUrlPath") or ""
    address = base_address(st.context.url, "review", base_path, settings().url or DEFAULT_URL)
    with st.container(border=True, key="review_shared"):
        st.text(say(language, "share_link"))
        st.code(view_link(context.dataset, view, address), language=None, wrap_lines=True)
        st.text(say(language, "share_token"))
        st.code(share.token, language=None, wrap_lines=True)


def deleting(language: Language) -> None:
    """Offer to delete a pack to whoever has its link and its key."""
    with st.expander(say(language, "delete")):
        st.text_input(plain(say(language, "delete_link")), key="review.delete_link", max_chars=4096)
        st.text_input(plain(say(language, "delete_token")), key="review.delete_token", max_chars=100)
        st.button(plain(say(language, "delete_button")), key="review.delete", on_click=_delete)
        if DELETED in st.session_state:
            error: PackError | None = st.session_state[DELETED]
            st.text(say(language, "deleted") if error is None else error.say(language))


def _delete() -> None:
    given = str(st.session_state["review.delete_link"]).strip()
    try:
        packs.store().delete(pack_of(given), str(st.session_state["review.delete_token"]).strip())
    except PackError as error:
        st.session_state[DELETED] = error
    else:
        st.session_state[DELETED] = None
        st.session_state["review.delete_link"] = st.session_state["review.delete_token"] = ""
        st.session_state.pop(SHARED, None)


def pack_of(given: str) -> str:
    """Return the pack's id in a link, or what was given where it is an id itself; "" for anything else."""
    if is_id(given):
        return given
    try:
        named = parse_qs(urlsplit(given).query).get("pack", [""])
    except ValueError:
        return ""
    return named[0]
