"""Read an article into a draft for review: candidates that fit the atlas, each with its reasons."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError

from geo.ingest.placing import Placer
from geo.ingest.reader import Reader
from geo.ingest.reading import Mention
from geo.model.claim import Claim
from geo.model.draft import DRAFT_TEXT, Draft, Found, paragraphs_of
from geo.store.dataset import Dataset

_REASONS: Final = 12
"""Most reasons that are kept for a mention."""
_TITLE: Final = 160


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
        paragraphs=paragraphs, claims=tuple(claims), mentions=mentions, places=tuple(placer.made.values()),
        left_out=reading.left_out,
    )  # fmt: skip


def _found(placer: Placer, mention: Mention) -> Found:
    why = mention.why
    runner_up = why.get("runner_up") or {}
    return Found(
        start=mention.start, end=mention.end, mention=mention.mention,
        place=placer.place(mention.place_id, mention.precision), runner_up=placer.place(runner_up.get("place_id")),
        score=mention.score, why=(str(why.get("rule", "")), *map(str, why.get("context", ())))[:_REASONS],
    )  # fmt: skip


def _claim(
    dataset: Dataset, placer: Placer, raw: dict[str, Any], precisions: dict[str, str], number: int
) -> Claim | None:
    """Return a candidate with only what this atlas has; None where then nothing is left that it is about."""
    taxonomy, countries = dataset.taxonomy, dataset.country_codes
    fields = {name: raw[name] for name in Claim.model_fields if name in raw}
    place = placer.place(raw["place"], precisions.get(raw["place"], ""))
    fields |= {
        "id": f"{DRAFT_TEXT}-{number:03d}", "status": "candidate", "place": place,
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
    try:
        claim = Claim.model_validate(fields)
    except ValidationError:
        return None
    return claim if claim.actors or claim.place is not None else None


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
