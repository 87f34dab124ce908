"""A text as its reader sees it: blocks, and in each the runs of characters that the same claims cover.

Everything is cut by code points, here and not in the browser, whose strings count UTF-16 units.
Only a passage whose hash agrees is marked; nothing is attached to other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from geo.model.claim import Claim
from geo.model.text import Span, Text
from geo.store import Dataset


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters and the claims whose passages cover all of them, the shortest passage first."""

    start: int
    end: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a line outside the paragraphs (``number`` None).

    ``aside``: the publisher's own words around the article, which no claim is made from. ``claims``
    are those whose passage begins here, in order.
    """

    start: int
    end: int
    number: int | None
    aside: bool
    runs: tuple[Run, ...]
    claims: tuple[str, ...]


def blocks(dataset: Dataset, text_id: str, claims: Iterable[Claim]) -> tuple[Block, ...]:
    """Return a text at hand block by block with the passages of the given claims; () where it is absent."""
    content = dataset.passages.contents.get(text_id)
    if content is None:
        return ()
    text = dataset.texts_by_id[text_id]
    held = [claim for claim in claims if claim.text == text_id and dataset.passages.state(claim) == "held"]
    found = []
    spans = _spans(text, content)
    for place, (start, end, number) in enumerate(spans):
        last = place == len(spans) - 1
        stop = len(content) if last else spans[place + 1][0]
        found.append(
            Block(
                start, end, number,
                aside=any(begin <= start and end <= close for begin, close in text.boilerplate),
                runs=_runs(start, end, held),
                claims=tuple(
                    claim.id for claim in held
                    if start <= claim.start < stop or (place == 0 and claim.start < start)
                ),
            )
        )  # fmt: skip
    return tuple(found)


def _spans(text: Text, content: str) -> list[tuple[int, int, int | None]]:
    """Return the paragraphs and, between them, every line that is not blank."""
    found: list[tuple[int, int, int | None]] = []
    at = 0
    ends: Sequence[Span] = (*text.paragraphs, (len(content), len(content)))
    for number, (start, end) in enumerate(ends, 1):
        line = at
        for piece in content[at:start].split("\n"):
            bare = piece.strip()
            if bare:
                begin = line + piece.index(bare)
                found.append((begin, begin + len(bare), None))
            line += len(piece) + 1
        # A text at hand may be another, shorter one.
        if min(end, len(content)) > start:
            found.append((start, min(end, len(content)), number))
        at = max(at, end)
    return found


def _runs(start: int, end: int, held: Sequence[Claim]) -> tuple[Run, ...]:
    near = [claim for claim in held if claim.start < end and start < claim.end]
    cuts = sorted({start, end, *(min(max(at, start), end) for c in near for at in (c.start, c.end))})
    runs = []
    for begin, stop in pairwise(cuts):
        covering = [claim for claim in near if claim.start <= begin and stop <= claim.end]
        covering.sort(key=lambda claim: (claim.end - claim.start, claim.start, claim.id))
        runs.append(Run(begin, stop, tuple(claim.id for claim in covering)))
    return tuple(runs)


def lanes(claims: Iterable[Claim]) -> dict[str, int]:
    """Return a line for each claim, from 0, so that no two passages that overlap have the same one."""
    ends: list[int] = []
    found: dict[str, int] = {}
    for claim in sorted(claims, key=lambda claim: (claim.start, -claim.end, claim.id)):
        free = next((lane for lane, end in enumerate(ends) if end <= claim.start), len(ends))
        if free == len(ends):
            ends.append(claim.end)
        else:
            ends[free] = claim.end
        found[claim.id] = free
    return found


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a text's outline: where a claim stands, and whether its passage is at hand."""

    claim: Claim
    paragraph: int | None
    state: str


def outline(dataset: Dataset, text_id: str, claims: Iterable[Claim]) -> tuple[Item, ...]:
    """Return a text's claims by locator: what can be said of it without holding it."""
    text = dataset.texts_by_id[text_id]
    return tuple(
        Item(claim, text.paragraph(claim.start), dataset.passages.state(claim))
        for claim in claims if claim.text == text_id
    )  # fmt: skip


def orphaned(dataset: Dataset, text_id: str) -> tuple[Claim, ...]:
    """Return every claim of a text at hand whose hash is not that of the passage there."""
    return tuple(
        claim for claim in dataset.claims
        if claim.text == text_id and dataset.passages.state(claim) == "orphaned"
    )  # fmt: skip


def open_text(dataset: Dataset, selection: str | None, chosen: Sequence[str]) -> str:
    """Return the text to open: the selected claim's, else the first that the filter chooses, else the first."""
    family, _, code = (selection or "").partition(":")
    if family == "claim" and code in dataset.claims_by_id:
        return dataset.claims_by_id[code].text
    ids = [text.id for text in dataset.texts]
    return next((text for text in ids if text in chosen), ids[0])


def neighbours(claims: Sequence[Claim], selection: str | None) -> tuple[str | None, str | None]:
    """Return the ids of the claims before and after the selected one; of the first, where none is."""
    ids = [claim.id for claim in claims]
    current = (selection or "").removeprefix("claim:")
    if current not in ids:
        return None, ids[0] if ids else None
    at = ids.index(current)
    return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)
