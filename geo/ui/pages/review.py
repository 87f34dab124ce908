"""Bring one's own text: the machine proposes claims, the reader decides, and takes away or shares what comes of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.i18n import format_number
from geo.ingest.drafting import add_claim, passage_of
from geo.model.draft import DRAFT_TEXT, Patch, Verdict, make_pack, places_of
from geo.model.view import View
from geo.query.selection import evidence
from geo.render.frame import box_of
from geo.render.payload import map_payload
from geo.store import Dataset
from geo.store.added import alone
from geo.store.packs import PackError
from geo.ui import packs, state
from geo.ui.page import Context, Page
from geo.ui.plain import plain
from geo.ui.review.about import about_form, preview_text
from geo.ui.review.annotated import payload
from geo.ui.review.bringing import bringing, show_notices
from geo.ui.review.component import Step, annotated_text, review_map
from geo.ui.review.editor import PICKING, edited, editor, put_at
from geo.ui.review.relocating import reader
from geo.ui.review.results import DELETED, SHARED, SHARING, deleting, sharing, taking_away
from geo.ui.review.session import Review, failure, held, leave
from geo.ui.review.wording import WORDS, say
from geo.ui.settings import settings

_VERDICTS: dict[str, Verdict] = {"accept": "accepted", "reject": "rejected", "reopen": "open"}


def _render(context: Context) -> None:
    language = context.language
    st.title(plain(say(language, "title")), anchor="review")
    review = held()
    if review is not None:
        _work(context, review)
        return
    error = failure()
    if error is not None:
        with st.container(border=True, key="review_failure"):
            st.text(say(language, "not_loaded", why=error.say(language)))
            st.button(plain(say(language, "again")), key="review.again")
    st.text(say(language, "intro"))
    bringing(context.dataset, language)
    if packs.shares():
        deleting(language)


@st.fragment
def _work(context: Context, review: Review) -> None:
    """Draw the review; a step in it runs nothing of the page around it again."""
    language = context.language
    _saving(review, context)
    show_notices(language)
    if unread := review.draft.left_out:
        number, whole = (format_number(language.tag, one) for one in (unread, len(review.draft.article)))
        st.text(say(language, "left_out", number=number, all=whole))
    if not review.candidates:
        st.text(say(language, "no_claims"))
    dataset = _looked_at(context.dataset, review)
    with st.container(key="review_stage", horizontal=True, wrap=False):
        with st.container(key="review_text_box", width="stretch"):
            annotated_text(payload(dataset, review, language), lambda steps: _taken(dataset, review, steps))
        with st.container(key="review_side", width=560):
            _map(context, dataset, review)
            editor(dataset, review, language)
    about_form(review, language)
    # What stands in these is worked out only while they are open.
    take = st.expander(say(language, "take"), key="review.section.take", on_change="rerun")
    if take.open:
        with take:
            taking_away(context, review)
    if packs.shares():
        share = st.expander(say(language, "share"), key="review.section.share", on_change="rerun")
        if share.open:
            with share:
                sharing(context, review)
        deleting(language)
    _discarding(review, context)


def _saving(review: Review, context: Context) -> None:
    language = context.language
    if review.id is not None and st.query_params.get("draft") != review.id:
        st.query_params["draft"] = review.id
    if review.trouble is not None:
        with st.container(border=True, key="review_trouble"):
            st.text(say(language, "not_saved", why=review.trouble.say(language)))
            st.button(
                plain(say(language, "save_now")), key="review.save", on_click=lambda: review.save(now=True)
            )
    st.caption(plain(say(language, "kept_shared" if packs.shares() else "kept_session")))


def _looked_at(dataset: Dataset, review: Review) -> Dataset:
    """Return a dataset of the draft alone: what is not rejected, with candidates told from what is accepted."""
    text = preview_text(dataset, review, DRAFT_TEXT)
    pack = make_pack(review.draft, review.work, text, ("accepted", "open"))
    places = tuple(places_of(review.draft, review.work).values())
    return alone(dataset, text, pack.claims, places, review.draft.article)


def _map(context: Context, dataset: Dataset, review: Review) -> None:
    view = View("review", context.view.language, (), _selection(review), context.view.point_of_view)
    box = box_of(dataset, view.selection, view.point_of_view) if view.selection and review.moved else None
    review_map(
        map_payload(dataset, view),
        look=None if box is None else [review.moved, box],
        picking=bool(st.session_state.get(PICKING)),
        selected=lambda selection: _selected(dataset, review, selection),
        picked=lambda lon, lat: put_at(dataset, review, lon, lat),
    )


def _selection(review: Review) -> str | None:
    """Return the mark of the current candidate, so that the map shows which it is."""
    candidate = review.candidates.get(review.current or "")
    if candidate is None:
        return None
    place = edited(review, candidate).place
    return None if place is None else place if ":" in place else f"place:{place}"


def _selected(dataset: Dataset, review: Review, selection: str) -> None:
    """Go to the next candidate behind a mark that was clicked on."""
    try:
        behind = evidence(dataset, dataset.claims, selection)
    except (LookupError, ValueError):
        return
    starts = {claim.start for claim in behind}
    names = [claim.id for claim in review.candidates.values() if claim.start in starts]
    if names:
        at = names.index(review.current) + 1 if review.current in names else 0
        review.current = names[at % len(names)]


def _taken(dataset: Dataset, review: Review, steps: Sequence[Step]) -> None:
    """Take the steps of a message that have not been taken yet, and save them together."""
    patches: list[Patch] = []
    for step in steps:
        number, do, claim, _span = step
        if number <= review.answered or (claim not in review.candidates and do != "add"):
            continue
        review.answered = number
        if do == "add":
            patches += _added(dataset, review, step)
            continue
        if do in _VERDICTS:
            patches.append(Patch(claim=claim, verdict=_VERDICTS[do]))
            review.note(patches[-1])
        review.current = claim
        if do in {"accept", "reject", "next_open"}:
            review.current = review.next_open(claim)
        elif do in {"next", "previous"}:
            review.step(1 if do == "next" else -1)
    if patches:
        review.save()


def _added(dataset: Dataset, review: Review, step: Step) -> list[Patch]:
    """Add a claim about the passage that the reader marked, or about the one that is looked at, and go to it."""
    beside = review.candidates.get(step.claim)
    asked = step.span or (None if beside is None else (beside.start, beside.end))
    span = None if asked is None else passage_of(review.draft, asked)
    if span is None:
        return []
    claim = add_claim(dataset, reader(), review.draft, review.work, span, number=step.number)
    patch = Patch(added=claim)
    review.note(patch)
    review.current = claim.id
    return [patch]


def _discarding(review: Review, context: Context) -> None:
    language = context.language
    with st.popover(plain(say(language, "discard")), key="review.discard"):
        st.text(say(language, "discard_sure"))
        if st.button(plain(say(language, "discard_yes")), key="review.discard_yes"):
            try:
                if review.id is not None:
                    packs.store().discard(review.id)
            except PackError as error:
                st.text(error.say(language))
                return
            leave()
            for key in (SHARED, SHARING, DELETED):
                st.session_state.pop(key, None)
            state.change(lambda view: view)
            st.rerun()


PAGE = Page(
    id="review", order=70, words=WORDS, render=_render, shown=lambda: settings().uploads != "off",
    components=("review",),
)  # fmt: skip
