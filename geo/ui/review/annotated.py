"""What the component draws of a draft: the part of the text around the current candidate, cut into runs.

Only a part is sent, some pages long, so that an article of two million characters is reviewed as
quickly as a short one. Cuts count code points, so they are made here and not in the browser.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

from geo.i18n import Language, pick
from geo.ingest.drafting import LONGEST_PASSAGE
from geo.model.claim import Claim
from geo.model.draft import Draft, Found, Work, decision_of, progress
from geo.model.text import Span
from geo.store import Dataset
from geo.ui.review.session import Review
from geo.ui.review.wording import say

PART: Final = 12_000
"""Code points of a part, about five printed pages: each step sends the part anew."""

_WORDS: Final = (
    "previous", "next", "accept", "reject", "reopen", "add", "add_how", "too_long", "keys", "keys_on", "how", "region",
)  # fmt: skip


def parts(draft: Draft) -> list[Span]:
    """Return the spans of an article's parts: whole paragraphs where they are shorter than a part."""
    found: list[Span] = []
    start = 0
    for begin, end in draft.paragraphs:
        if end - start > PART and begin > start:
            found.append((start, begin))
            start = begin
        while end - start > PART:
            found.append((start, start + PART))
            start += PART
    found.append((start, len(draft.article)))
    return found


def payload(dataset: Dataset, review: Review, language: Language) -> dict[str, Any]:
    """Return what the component draws.

    Keys
    ----
    claims
        Those of the part, in order: id, number, verdict, kind, modality, threats, summary, place.
    blocks
        Paragraphs of the part, each with a label, its ``start`` in the article and runs
        ``[text, claims, mention]``: the claims by their places in ``claims``, the shortest passage first, the
        mention as a word on where it was put, "" where it is none.
    current, answered
        The candidate that is looked at; the browser's last step that this answers.
    first, last
        Whether the part begins or ends the text's candidates.
    longest
        Most code points of a passage that becomes a claim of the reader's own.
    """
    draft, work = review.draft, review.work
    cut = review.kept("parts", lambda: parts(draft))
    every = review.candidates
    current = every.get(review.current or "")
    at = max(0, bisect_right([start for start, _ in cut], current.start) - 1) if current is not None else 0
    part = cut[at]
    claims = [claim for claim in every.values() if part[0] <= claim.start < part[1]]
    done, total, _accepted, _rejected = progress(draft, work)
    order = review.order
    said = {key: say(language, key) for key in _WORDS}
    said["progress"] = say(language, "progress")
    said["part"] = say(language, "part", part=at + 1, parts=len(cut)) if len(cut) > 1 else ""
    said |= {key: say(language, f"verdict.{key}") for key in ("open", "accepted", "rejected")}
    return {
        "language": language.tag,
        "text_language": draft.language,
        "words": said,
        "current": review.current,
        "answered": review.answered,
        "progress": [done, total],
        "longest": LONGEST_PASSAGE,
        "first": not claims or order[0] == claims[0].id,
        "last": not claims or order[-1] == claims[-1].id,
        "claims": [_claim(dataset, work, claim, order.index(claim.id) + 1, language) for claim in claims],
        "blocks": review.kept(
            f"blocks.{language.tag}.{at}", lambda: _blocks(dataset, draft, part, claims, language)
        ),
    }


def _claim(dataset: Dataset, work: Work, claim: Claim, number: int, language: Language) -> dict[str, Any]:
    decision = decision_of(work, claim.id)
    fields = claim.model_dump() | decision.edits
    terms, tag = dataset.taxonomy, language.tag
    return {
        "id": claim.id,
        "number": say(language, "claim", number=number),
        "verdict": decision.verdict,
        "kind": pick(terms.kinds[fields["kind"]].label, tag),
        "modality": pick(terms.modalities[fields["modality"]].label, tag),
        "threats": [
            [pick(terms.threats[link["threat"]].label, tag), terms.threats[link["threat"]].colour]
            for link in fields["threats"] if link["threat"] in terms.threats
        ],
        "summary": pick(fields["summary"], tag),
        "place": place_name(dataset, fields["place"], fields["iso3"], language),
    }  # fmt: skip


def place_name(dataset: Dataset, place: str | None, iso3: Any, language: Language) -> str:
    """Return where a claim stands in words: its place, or that it has none and stands on countries."""
    if place is not None:
        found = dataset.place(place)
        precision = dataset.taxonomy.precisions[found.precision].label
        return f"{pick(found.names, language.tag)} ({pick(precision, language.tag).lower()})"
    names = ", ".join(pick(dataset.actor_names(code), language.tag) for code in iso3)
    return f"{names or '–'} ({say(language, 'place_none')})"


def _blocks(
    dataset: Dataset, draft: Draft, part: Span, claims: list[Claim], language: Language
) -> list[dict[str, Any]]:
    mentions = [one for one in draft.mentions if part[0] <= one.start < part[1]]
    found = []

    def where(name: Found) -> str:
        return f"{name.mention}: {place_name(dataset, name.place, (), language)}"

    for number, (begin, end) in enumerate(draft.paragraphs, 1):
        start, stop = max(begin, part[0]), min(end, part[1])
        if start >= stop:
            continue
        near = [
            (index, claim) for index, claim in enumerate(claims) if claim.start < stop and start < claim.end
        ]
        names = [one for one in mentions if one.start < stop and start < one.end]
        found.append({
            "label": language.text("passage.paragraph", number=number),
            "start": start,
            "runs": _runs(draft, (start, stop), near, names, where),
        })  # fmt: skip
    return found


def _runs(
    draft: Draft, span: Span, near: list[tuple[int, Claim]], names: list[Found], where: Callable[[Found], str]
) -> list[list[Any]]:
    start, stop = span
    near = sorted(near, key=lambda one: one[1].end - one[1].start)
    marked = [(claim.start, claim.end) for _index, claim in near] + [(one.start, one.end) for one in names]
    edges = {start, stop, *(min(max(at, start), stop) for both in marked for at in both)}
    runs: list[list[Any]] = []
    for begin, end in pairwise(sorted(edges)):
        over = [index for index, claim in near if claim.start <= begin and end <= claim.end]
        name = next((one for one in names if one.start <= begin and end <= one.end), None)
        runs.append([draft.article[begin:end], over, "" if name is None else where(name)])
    return runs
