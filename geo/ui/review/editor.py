"""What a reader may change about a candidate: where it stands, what it is, whom it endangers, what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st

from geo.i18n import Language, pick
from geo.model.claim import Claim
from geo.model.draft import Patch, decision_of
from geo.model.text import Span
from geo.store import Dataset
from geo.store.kept import per_dataset
from geo.ui.plain import plain
from geo.ui.review import relocating
from geo.ui.review.binding import bound, heard
from geo.ui.review.reasons import worded
from geo.ui.review.session import Review
from geo.ui.review.wording import WORDS, say

PICKING: Final = "review.picking"
"""Session state: whether a click on the map places the claim."""
AT: Final = "review.at"
"""Session state: candidate, longitude and latitude of a point that could not be taken."""
NOWHERE: Final = "-"
"""The choice of no place."""

SUMMARY: Final = 400
"""Most characters of a summary."""


def edited(review: Review, candidate: Claim) -> Claim:
    """Return a candidate as it stands after the reader's edits."""
    return Claim.model_validate(
        candidate.model_dump(mode="json") | decision_of(review.work, candidate.id).edits
    )


def editor(dataset: Dataset, review: Review, language: Language) -> None:
    """Draw the fields of the current candidate; each is saved as soon as it is left."""
    candidate = review.candidates.get(review.current or "")
    if candidate is None:
        return
    claim = edited(review, candidate)
    with st.container(border=True, key="review_editor", gap="small"):
        st.text(f"{say(language, 'claim', number=review.order.index(candidate.id) + 1)}: {claim.mention}")
        if candidate.id not in review.draft.claims_by_id:
            st.caption(plain(say(language, "added")))
        _place(dataset, review, candidate, claim, language)
        left, right = st.columns(2)
        terms, tag = dataset.taxonomy, language.tag
        with left:
            kinds = {name: pick(term.label, tag) for name, term in terms.kinds.items()}
            _one(review, claim, "kind", kinds, language)
        with right:
            modalities = {str(name): pick(term.label, tag) for name, term in terms.modalities.items()}
            _one(review, claim, "modality", modalities, language)
        _countries(dataset, review, claim, language)
        _threats(dataset, review, claim, language)
        for tag in ("en", "ru"):
            _summary(review, claim, tag, language)
        _why(dataset, review, candidate, language)


def _bound(name: str, claim: Claim, value: Any) -> str:
    """Return the key of a control of a claim's, under which it says what the claim says."""
    return bound(f"review.{name}.{claim.id}", value)


def _heard(name: str, claim: Claim, key: str) -> Any:
    return heard(f"review.{name}.{claim.id}", key)


def _now(review: Review, claim: Claim) -> Claim:
    """Return a claim as it stands by now: a control may be older than the last step."""
    return edited(review, review.candidates[claim.id])


def _change(review: Review, claim: Claim, name: str, key: str) -> None:
    value = _heard(name, claim, key)
    if value is not None:
        review.take(Patch(claim=claim.id, edits={name: sorted(value) if isinstance(value, list) else value}))


def _one(review: Review, claim: Claim, name: str, labels: dict[str, str], language: Language) -> None:
    value = getattr(claim, name)
    key = _bound(name, claim, value)
    st.selectbox(
        say(language, name),
        list(labels),
        list(labels).index(value),
        format_func=lambda value: labels.get(value, value),
        key=key,
        on_change=lambda: _change(review, claim, name, key),
    )


def _place(dataset: Dataset, review: Review, candidate: Claim, claim: Claim, language: Language) -> None:
    find_key = f"review.find.{claim.id}"
    asked = str(st.session_state.get(find_key) or "").strip()
    found, extra = relocating.find(dataset, asked, language.tag) if asked else ([], {})
    options = relocating.offered(dataset, review.draft, candidate, claim)
    options = [*dict.fromkeys((*options, *found)), NOWHERE]
    key = _bound("place", claim, claim.place or NOWHERE)

    def chosen() -> None:
        value = _heard("place", claim, key)
        if value is None:
            return
        place = None if value == NOWHERE else value
        st.session_state[find_key] = ""
        review.take(relocating.relocated(dataset, _now(review, claim), place, extra.get(value)))

    st.selectbox(
        say(language, "place"),
        options,
        options.index(claim.place or NOWHERE),
        format_func=lambda one: (
            say(language, "place_none") if one == NOWHERE
            else relocating.label(dataset, extra, one, language.tag)
        ),
        key=key,
        on_change=chosen,
    )  # fmt: skip
    st.text_input(say(language, "find"), key=find_key, help=say(language, "find_help"), max_chars=80)
    if asked and not found:
        st.text(say(language, "found_none"))
    # Several may have the name, so one is never chosen for the reader; each is one press away.
    with st.container(horizontal=True, gap="small"):
        for number, one in enumerate(found):
            st.button(
                plain(relocating.label(dataset, extra, one, language.tag)),
                key=f"review.found.{claim.id}.{number}",
                on_click=_take_found,
                args=(dataset, review, claim, one, extra.get(one)),
            )
    with st.expander(say(language, "point")):
        _point(dataset, review, claim, language)


def _take_found(dataset: Dataset, review: Review, claim: Claim, place: str, entry: Any) -> None:
    st.session_state[f"review.find.{claim.id}"] = ""
    review.take(relocating.relocated(dataset, _now(review, claim), place, entry))


def _point(dataset: Dataset, review: Review, claim: Claim, language: Language) -> None:
    st.toggle(say(language, "pick"), key=PICKING)
    keys = f"review.lat.{claim.id}", f"review.lon.{claim.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for key, name, most in ((keys[0], "lat", 90.0), (keys[1], "lon", 180.0)):
            st.number_input(
                say(language, name), -most, most, value=None, step=0.01, format="%.4f", key=key, width=150
            )  # fmt: skip

        def put() -> None:
            lat, lon = (st.session_state.get(key) for key in keys)
            if lat is not None and lon is not None:
                put_at(dataset, review, lon, lat)

        st.button(say(language, "put"), key=f"review.put.{claim.id}", on_click=put)
    if st.session_state.get(AT, (None,))[0] == claim.id:
        st.text(say(language, "no_country"))


def put_at(dataset: Dataset, review: Review, lon: float, lat: float) -> None:
    """Put the current candidate on a point (degrees, EPSG:4326), where that lies in a country."""
    st.session_state.pop(AT, None)
    candidate = review.candidates.get(review.current or "")
    if candidate is None:
        return
    claim = edited(review, candidate)
    names = relocating.names_of(claim.mention, WORDS["by_hand"], lon, lat)
    place = relocating.point_place(dataset, claim, lon, lat, names)
    if place is None:
        st.session_state[AT] = (claim.id, lon, lat)
        return
    review.take(relocating.relocated(dataset, claim, place.id, place))


@per_dataset
def _actors(dataset: Dataset, tag: str, organisations: bool) -> dict[str, str]:
    """Return names of countries, and of organisations where they are wanted, by code, sorted."""
    codes = [*dataset.country_codes, *(dataset.taxonomy.organisations if organisations else ())]
    names = {code: pick(dataset.actor_names(code), tag) for code in codes}
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


def _several(
    label: str, key: str, values: Sequence[str], names: dict[str, str], changed: Callable[[], None]
) -> None:
    options = [*names, *(value for value in values if value not in names)]
    st.multiselect(
        plain(label), options, values, format_func=lambda value: names.get(value, value), key=key, on_change=changed,
        placeholder="–",
    )  # fmt: skip


def _countries(dataset: Dataset, review: Review, claim: Claim, language: Language) -> None:
    key = _bound("iso3", claim, list(claim.iso3))
    names = _actors(dataset.ground, language.tag, False)
    _several(
        say(language, "countries"), key, claim.iso3, names,
        lambda: _change(review, claim, "iso3", key),
    )  # fmt: skip


def _threats(dataset: Dataset, review: Review, claim: Claim, language: Language) -> None:
    tag = language.tag
    labels = {name: pick(term.label, tag) for name, term in dataset.taxonomy.threats.items()}
    links = _links(claim)
    key = _bound("threats", claim, list(links))

    def changed() -> None:
        chosen = _heard("threats", claim, key)
        if chosen is None:
            return
        fresh: dict[str, list[str]] = {"exposed": [], "source": []}
        links = _links(_now(review, claim))
        review.take(
            Patch(
                claim=claim.id,
                edits={"threats": [links.get(one, {"threat": one, **fresh}) for one in chosen]},
            )
        )

    _several(say(language, "threats"), key, list(links), labels, changed)
    names = _actors(dataset.ground, tag, True)
    for threat, link in links.items():
        for role in ("exposed", "source"):
            role_key = _bound(f"{role}.{threat}", claim, list(link[role]))

            def moved(threat: str = threat, role: str = role, role_key: str = role_key) -> None:
                said = _heard(f"{role}.{threat}", claim, role_key)
                after = _links(_now(review, claim))
                if said is not None and threat in after:
                    after[threat][role] = list(said)
                    review.take(Patch(claim=claim.id, edits={"threats": list(after.values())}))

            label = say(language, role, threat=labels.get(threat, threat))
            _several(label, role_key, link[role], names, moved)


def _links(claim: Claim) -> dict[str, dict[str, Any]]:
    return {link.threat: link.model_dump(mode="json") for link in claim.threats}


def _summary(review: Review, claim: Claim, tag: str, language: Language) -> None:
    key = _bound(f"summary.{tag}", claim, claim.summary.get(tag, ""))

    def changed() -> None:
        said = " ".join(str(_heard(f"summary.{tag}", claim, key) or "").split())
        # A claim without words in one of the languages is none: what stood there stays.
        if said:
            now = _now(review, claim).summary
            review.take(Patch(claim=claim.id, edits={"summary": {**now, tag: said}}))

    st.text_area(
        say(language, f"summary_{tag}"), claim.summary.get(tag, ""), key=key, height=80, max_chars=SUMMARY, on_change=changed
    )  # fmt: skip


def _why(dataset: Dataset, review: Review, candidate: Claim, language: Language) -> None:
    draft, span = review.draft, (candidate.start, candidate.end)
    with st.expander(say(language, "why")):
        for one in draft.mentions:
            if not _within(span, one.start, one.end):
                continue
            st.text(
                say(
                    language,
                    "why_place",
                    mention=one.mention,
                    why="; ".join(worded(why, language) for why in one.why),
                )
            )
            if one.runner_up is not None:
                place = relocating.label(dataset, {}, one.runner_up, language.tag)
                st.text(say(language, "runner_up", place=place))
            st.text(say(language, "score", score=one.score))
        for sign in draft.signs:
            if _within(span, sign.start, sign.end) and sign.threat in dataset.taxonomy.threats:
                words = draft.article[sign.start : sign.end]
                why = "; ".join(_sign_in_words(dataset, one, language) for one in sign.why)
                threat = _threat(dataset, sign.threat, language)
                st.text(say(language, "why_threat", threat=threat, words=words, why=why))


def _within(span: Span, start: int, end: int) -> bool:
    return span[0] <= start and end <= span[1]


def _threat(dataset: Dataset, threat: str, language: Language) -> str:
    known = dataset.taxonomy.threats.get(threat)
    return pick(known.label, language.tag) if known is not None else threat


def _sign_in_words(dataset: Dataset, said: str, language: Language) -> str:
    """Return a sign of a threat in words: a stem ends in dots, and a rule is named by the threat that it finds."""
    points, _, sign = said.partition(" ")
    family, _, threat = sign.partition(".")
    if family in {"rule", "again"}:
        return f"{points} {say(language, f'sign_{family}', threat=_threat(dataset, threat, language))}"
    return said.replace("*", "…")
