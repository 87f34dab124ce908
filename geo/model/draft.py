"""A draft: an article under review, and what its reader has decided so far.

A draft has two parts, kept apart because only one of them changes: the `Draft` is what the machine
found, written once; the `Work` holds the reader's decisions, small enough to be written after each.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, ValidationError

from geo.model.base import Model
from geo.model.claim import Claim, digest
from geo.model.pack import Pack
from geo.model.place import Place
from geo.model.reason import Reason
from geo.model.text import Span, Text

Verdict = Literal["open", "accepted", "rejected"]

DRAFT_TEXT: Final = "draft"
"""Id of the text while it is under review."""

EDITABLE: Final = frozenset(
    {"kind", "modality", "threats", "summary", "place", "place_basis", "iso3", "parties", "voice", "basis"}
)
"""Fields of a claim that a reader may change; the anchor in the text stays."""


def _reason(given: object) -> object:
    # Drafts kept by an earlier version hold a reason as it was said.
    return Reason("{}", (given,)) if isinstance(given, str) else given


Said = Annotated[Reason, BeforeValidator(_reason)]


class Found(Model):
    """A name that the machine took for a place: where it stands, what it may mean, and why.

    ``place`` and ``runner_up`` are place ids, None where there is none that could be drawn.
    """

    start: int
    end: int
    mention: str
    place: str | None
    runner_up: str | None = None
    score: float
    why: tuple[Said, ...] = ()


class Sign(Model):
    """The words by which the machine took a passage for one that speaks of a threat.

    ``why`` gives what weighed most there, each as points and what has them: “+1.2 border guard”.
    """

    start: int
    end: int
    threat: str
    why: tuple[str, ...] = ()


class Draft(Model):
    """What the machine found in one article. Never changed.

    ``left_out`` counts the code points at its end that were not read, because it holds more names than
    can be looked at in one go.
    """

    format: Literal[1] = 1
    article: str
    title: str = ""
    language: str
    paragraphs: tuple[Span, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Found, ...] = ()
    signs: tuple[Sign, ...] = ()
    places: tuple[Place, ...] = ()
    left_out: int = Field(default=0, ge=0)

    @cached_property
    def claims_by_id(self) -> dict[str, Claim]:
        """Every candidate by id, in the order of the text."""
        return {claim.id: claim for claim in sorted(self.claims, key=_place_in_text)}


class Decision(Model):
    """What the reader has decided about one candidate: a verdict, and fields that differ from it."""

    verdict: Verdict = "open"
    edits: dict[str, Any] = Field(default_factory=dict)


class Work(Model):
    """The reader's decisions by candidate id, claims of the reader's own, the text's metadata by field, places set by hand."""

    format: Literal[1] = 1
    decisions: dict[str, Decision] = Field(default_factory=dict)
    added: tuple[Claim, ...] = ()
    about: dict[str, str] = Field(default_factory=dict)
    places: tuple[Place, ...] = ()
    current: str | None = None


class Patch(Model):
    """One step of the reader's. Patches are kept until they are saved, and then applied to what is there.

    Two windows on one draft so lose nothing of each other's: the later word on one field wins.
    """

    claim: str | None = None
    added: Claim | None = None
    verdict: Verdict | None = None
    edits: dict[str, Any] = Field(default_factory=dict)
    place: Place | None = None
    about: dict[str, str] = Field(default_factory=dict)


def candidates(draft: Draft, work: Work) -> Mapping[str, Claim]:
    """Return every claim under review by id, in the order of the text: the machine's and the reader's own."""
    if not work.added:
        return draft.claims_by_id
    both = sorted((*draft.claims, *work.added), key=_place_in_text)
    return {claim.id: claim for claim in both}


def _place_in_text(claim: Claim) -> tuple[int, int, str]:
    return claim.start, claim.end, claim.id


def patched(draft: Draft, work: Work, patches: Sequence[Patch]) -> Work:
    """Return the work after some patches; what names no candidate or makes no claim is passed over."""
    decisions, about = dict(work.decisions), dict(work.about)
    places = {place.id: place for place in work.places}
    added = {claim.id: claim for claim in work.added}
    current = work.current
    for patch in patches:
        about |= patch.about
        if patch.place is not None:
            places[patch.place.id] = patch.place
        if patch.added is not None and _stands(draft, patch.added):
            added.setdefault(patch.added.id, patch.added)
            current = patch.added.id
        candidate = draft.claims_by_id.get(patch.claim or "") or added.get(patch.claim or "")
        if candidate is None:
            continue
        current = candidate.id
        before = decisions.get(candidate.id, Decision())
        raw = candidate.model_dump(mode="json")
        edits = {
            key: value
            for key, value in {**before.edits, **patch.edits}.items()
            if key in EDITABLE and value != raw[key]
        }
        if _claim(candidate, edits) is None:
            edits = before.edits
        decisions[candidate.id] = Decision(verdict=patch.verdict or before.verdict, edits=edits)
    kept = {name: decision for name, decision in decisions.items() if decision != Decision()}
    return Work(
        decisions=kept, added=tuple(added.values()), about=about, places=tuple(places.values()), current=current
    )  # fmt: skip


def _stands(draft: Draft, claim: Claim) -> bool:
    """Whether a claim of the reader's own is one of this article's, under an id that no candidate has."""
    passage = draft.article[claim.start : claim.end]
    known = claim.id in draft.claims_by_id
    return not known and claim.end <= len(draft.article) and claim.sha256 == digest(passage)


def _claim(candidate: Claim, edits: Mapping[str, Any]) -> Claim | None:
    try:
        return Claim.model_validate(candidate.model_dump(mode="json") | dict(edits))
    except ValidationError:
        return None


def decision_of(work: Work, claim: str) -> Decision:
    """Return what has been decided about a candidate."""
    return work.decisions.get(claim, Decision())


def resolved(draft: Draft, work: Work, verdicts: Sequence[Verdict], text_id: str) -> tuple[Claim, ...]:
    """Return the claims with one of the verdicts as they stand after the edits, numbered anew by passage.

    An accepted claim is reviewed; the others stay candidates.
    """
    found: list[Claim] = []
    for candidate in candidates(draft, work).values():
        decision = decision_of(work, candidate.id)
        if decision.verdict not in verdicts:
            continue
        fresh = {
            "id": f"{text_id}-{len(found) + 1:03d}",
            "status": "reviewed" if decision.verdict == "accepted" else "candidate",
        }
        # What nobody has edited is right as it is, and an article may have thousands.
        made = _claim(candidate, decision.edits) if decision.edits else candidate
        found.append((made or candidate).model_copy(update=fresh))
    return tuple(found)


def progress(draft: Draft, work: Work) -> tuple[int, int, int, int]:
    """Return how many candidates are decided, how many there are, and of the decided: accepted, rejected."""
    verdicts = [decision_of(work, name).verdict for name in candidates(draft, work)]
    accepted, rejected = verdicts.count("accepted"), verdicts.count("rejected")
    return accepted + rejected, len(verdicts), accepted, rejected


def places_of(draft: Draft, work: Work) -> dict[str, Place]:
    """Return every place of the draft's own by id: those that were found and those set by hand."""
    return {place.id: place for place in (*draft.places, *work.places)}


def paragraphs_of(article: str) -> tuple[Span, ...]:
    """Return the half-open spans of an article's lines that are not blank, without the blanks around them."""
    found: list[Span] = []
    at = 0
    for line in article.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            found.append((start, start + len(bare)))
        at += len(line) + 1
    return tuple(found)


def make_text(draft: Draft, text_id: str, about: Mapping[str, str]) -> Text:
    """Return the metadata of a draft's text.

    Raises
    ------
    pydantic.ValidationError
        Where a field of ``about`` (title, author, publisher, date, url, licence) is no such thing.
    """
    digest = hashlib.sha256(draft.article.encode("utf-8"))
    return Text.model_validate({
        "id": text_id, "title": about.get("title") or draft.title, "author": about.get("author", ""),
        "author_confidence": "medium", "publisher": about.get("publisher", ""), "date": about.get("date", ""),
        "url": about.get("url") or named_by_hash(digest.digest()), "language": about.get("language") or draft.language,
        "chars": len(draft.article), "sha256": digest.hexdigest(),
        "licence": about.get("licence") or "all rights reserved; not redistributed",
        "paragraphs": draft.paragraphs,
    })  # fmt: skip


def make_pack(
    draft: Draft, work: Work, text: Text, verdicts: Sequence[Verdict], *, article: bool = False
) -> Pack:
    """Return a draft as a pack with the claims of some verdicts, and only the places that they stand on."""
    claims = resolved(draft, work, verdicts, text.id)
    own = places_of(draft, work)
    used = sorted({claim.place for claim in claims if claim.place in own})
    return Pack(
        text=text, claims=claims, places=tuple(own[place] for place in used if place is not None),
        article=draft.article if article else None,
    )  # fmt: skip


def named_by_hash(digest: bytes) -> str:
    """Return the name of a text that stands nowhere on the web: its SHA-256 as a URI (RFC 6920)."""
    return f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode('ascii').rstrip('=')}"
