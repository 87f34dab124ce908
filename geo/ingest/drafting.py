"""Read an article into a draft for review: candidates that fit the atlas, each with its reasons."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError

from geo.ingest.placing import Placer
from geo.ingest.reader import Reader
from geo.ingest.reading import Mention, ThreatHit
from geo.model.claim import Claim
from geo.model.draft import DRAFT_TEXT, Draft, Found, Sign, Work, candidates, paragraphs_of
from geo.model.text import Span
from geo.store.dataset import Dataset

_REASONS: Final = 12
"""Most reasons that are kept for a mention."""
_TITLE: Final = 160

LONGEST_PASSAGE: Final = 2_000
"""Most code points of a passage that a reader makes a claim of."""


def make_draft(dataset: Dataset, reader: Reader, article: str, title: str = "") -> Draft:
    r"""Read an article into a draft.

    Parameters
    ----------
    article
        Plain text; offsets count its code points. Line ends are made ``\n`` by whoever reads a file.
    title
        Where it is known; else the first line is taken where it is short enough for one.
    """
    reading = reader.read(article, DRAFT_TEXT)
    placer = Placer(dataset, reader.gazetteer)
    mentions = tuple(_found(placer, mention) for mention in reading.mentions)
    precisions = {mention.place_id: mention.precision for mention in reading.mentions if mention.place_id}
    claims: list[Claim] = []
    for raw in reading.claims:
        claim = _claim(dataset, placer, raw, precisions, len(claims) + 1)
        if claim is not None:
            claims.append(claim)
    paragraphs = paragraphs_of(article)
    return Draft(
        article=article, title=(title.strip() or _first_line(article, paragraphs))[:_TITLE], language=_language(article),
        paragraphs=paragraphs, claims=tuple(claims), mentions=mentions, signs=tuple(map(_sign, reading.threats)),
        places=tuple(placer.made.values()), left_out=reading.left_out,
    )  # fmt: skip


def passage_of(draft: Draft, span: Span) -> Span | None:
    """Return the part of an article that a reader marked, without blanks around it; None where it is none, or too long."""
    start, end = max(span[0], 0), min(max(span[1], 0), len(draft.article))
    passage = draft.article[start:end]
    bare = passage.strip()
    start += len(passage) - len(passage.lstrip())
    return (start, start + len(bare)) if bare and len(bare) <= LONGEST_PASSAGE else None


def add_claim(
    dataset: Dataset, reader: Reader, draft: Draft, work: Work, span: Span, *, number: int
) -> Claim:
    """Return a claim of the reader's own about a passage, its fields proposed as those of a candidate are.

    Names in it keep the places that reading the whole article gave them. Where there is none, the claim stands on
    the countries of the nearest candidate.

    Parameters
    ----------
    dataset
        Which has the places of the draft too.
    span
        As `passage_of` returned it.
    number
        Makes the id, so no other claim of the draft's has it.
    """
    start, end = span
    raw = reader.read_passage(draft.article[start:end])
    names = [one for one in draft.mentions if start <= one.start and one.end <= end]
    placed = [one for one in names if one.place is not None]
    chosen = next((one for one in placed if one.mention == raw["mention"]), placed[0] if placed else None)
    codes = {code for one in names if one.place for code in dataset.place(one.place).iso3}
    # What whole sentences say they say here too, with all that the article is about.
    inside = [one for one in draft.claims if start <= one.start and one.end <= end]
    links = {link["threat"]: link for link in raw["threats"]}
    links |= {link.threat: link.model_dump() for one in inside for link in one.threats}
    known = codes or set(raw["iso3"]) or _nearest(draft, work, start)
    raw |= {
        "place": None, "place_basis": "explicit" if chosen else "inferred", "basis": "explicit" if names else "inferred",
        "mention": chosen.mention if chosen else raw["mention"], "iso3": sorted(known),
        "threats": list(links.values()), "start": start, "end": end,
    }  # fmt: skip
    fields = _fields(dataset, raw, chosen.place if chosen else None, f"{DRAFT_TEXT}-a{number}")
    return Claim.model_validate(fields)


def _nearest(draft: Draft, work: Work, start: int) -> set[str]:
    """Return the countries of the candidate next to a passage."""
    located = [claim for claim in candidates(draft, work).values() if claim.iso3]
    near = min(located, key=lambda claim: abs(claim.start - start), default=None)
    return set(near.iso3) if near is not None else set()


def _found(placer: Placer, mention: Mention) -> Found:
    why = mention.why
    runner_up = why.get("runner_up") or {}
    return Found(
        start=mention.start, end=mention.end, mention=mention.mention,
        place=placer.place(mention.place_id, mention.precision), runner_up=placer.place(runner_up.get("place_id")),
        score=mention.score, why=(why["rule"], *why["context"])[:_REASONS],
    )  # fmt: skip


def _sign(hit: ThreatHit) -> Sign:
    why = hit.why.get("around") or hit.why.get("terms", ())
    return Sign(start=hit.start, end=hit.end, threat=hit.threat, why=tuple(map(str, why)))


def _claim(
    dataset: Dataset, placer: Placer, raw: dict[str, Any], precisions: dict[str, str], number: int
) -> Claim | None:
    """Return a candidate with only what this atlas has; None where then nothing is left that it is about."""
    place = placer.place(raw["place"], precisions.get(raw["place"], ""))
    try:
        claim = Claim.model_validate(_fields(dataset, raw, place, f"{DRAFT_TEXT}-{number:03d}"))
    except ValidationError:
        return None
    return claim if claim.actors or claim.place is not None else None


def _fields(dataset: Dataset, raw: dict[str, Any], place: str | None, name: str) -> dict[str, Any]:
    """Return a proposal's fields as those of a claim, with only the codes that this atlas has."""
    taxonomy, countries = dataset.taxonomy, dataset.country_codes
    return {name: raw[name] for name in Claim.model_fields if name in raw} | {
        "id": name, "status": "candidate", "place": place,
        "iso3": [code for code in raw["iso3"] if code in countries],
        "parties": [code for code in raw["parties"] if taxonomy.is_party(code)],
        "threats": [
            {
                "threat": link["threat"],
                "exposed": [code for code in link["exposed"] if taxonomy.is_party(code)],
                "source": [code for code in link["source"] if taxonomy.is_party(code)],
            }
            for link in raw["threats"]
        ],
    }  # fmt: skip


def _first_line(article: str, paragraphs: tuple[tuple[int, int], ...]) -> str:
    """Return the first line where it reads as a title: short, and no sentence."""
    if not paragraphs:
        return ""
    line = article[slice(*paragraphs[0])]
    return line if len(line) <= _TITLE and not line.endswith((".", "!", ":", ";", ",")) else ""


def _language(article: str) -> str:
    """Return ``ru`` or ``en``, by which letters there are more of."""
    letters = [char for char in article[:20_000] if char.isalpha()]
    cyrillic = sum("а" <= char.lower() <= "я" or char in "ёЁ" for char in letters)
    return "ru" if 2 * cyrillic > len(letters) else "en"
