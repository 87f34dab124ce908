"""What a number on a page counts, as a selection: it opens the very claims that were counted.

Four families stand beside those of `geo.query.selection`: ``threat:drug_trafficking``,
``count:KGZ/exposed/drug_trafficking/-/trenin-2010/-`` (country, its role, threat, modality, text,
place; ``-`` is any), ``flow:drug_trafficking/AFG/KGZ`` (threat, source, exposed; ``-`` is nobody
named) and ``answer:drug_trafficking/lukyanov-2011-011`` (a claim read as an answer to a threat).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Final

from geo.model.claim import Claim
from geo.store import Dataset

ANY: Final = "-"
ROLES: Final = ("exposed", "source")


@dataclass(frozen=True, slots=True)
class Count:
    """What the claims counted have in common; None is any.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-3 of a country that they name, in ``role`` where that is given.
    role
        ``exposed`` or ``source``: of ``threat`` where that is given too, else of any threat.
    threat, modality, text
        Ids.
    place
        Where they stand: a place id, ``border:KGZ-TJK`` or ``country:KGZ``.
    """

    country: str | None = None
    role: str | None = None
    threat: str | None = None
    modality: str | None = None
    text: str | None = None
    place: str | None = None

    @property
    def selection(self) -> str:
        """The selection that opens the claims."""
        return "count:" + "/".join(ANY if part is None else part for part in astuple(self))

    def keeps(self, claim: Claim) -> bool:
        """Tell whether a claim is counted, but for ``place``, which needs a dataset's geometry."""
        return (
            (self.modality is None or claim.modality == self.modality)
            and (self.text is None or claim.text == self.text)
            and (self.country is None or self.country in claim.actors)
            and (self.role is None or self._in_role(claim))
            and (self.threat is None or any(link.threat == self.threat for link in claim.threats))
        )

    def _in_role(self, claim: Claim) -> bool:
        return any(
            self.country in (link.exposed if self.role == "exposed" else link.source)
            for link in claim.threats
            if self.threat is None or link.threat == self.threat
        )


def read_count(code: str) -> Count | None:
    """Return what a selection's part after ``count:`` counts, None where it is not of that form."""
    parts = [None if part == ANY else part for part in code.split("/")]
    return Count(*parts) if len(parts) == 6 and any(parts) else None


def is_count(dataset: Dataset, code: str) -> bool:
    """Tell whether ``count:<code>`` names only what this dataset has (its place is not looked up)."""
    count = read_count(code)
    if count is None or (count.role is not None and count.country is None):
        return False
    known = (
        (count.country, dataset.country_codes),
        (count.role, ROLES),
        (count.threat, dataset.taxonomy.threats),
        (count.modality, dataset.taxonomy.modalities),
        (count.text, dataset.texts_by_id),
    )
    return all(value is None or value in values for value, values in known)


@dataclass(frozen=True, slots=True)
class Flow:
    """One threat from one source to one exposed, and how many claims say so.

    ``source`` and ``exposed`` are ISO 3166-1 alpha-3 or organisation ids; None: nobody is named.
    """

    threat: str
    source: str | None
    exposed: str | None
    claims: int

    @property
    def selection(self) -> str:
        """The selection that opens the claims."""
        return f"flow:{self.threat}/{self.source or ANY}/{self.exposed or ANY}"


def flows(claims: Iterable[Claim], threat: str) -> tuple[Flow, ...]:
    """Return who is exposed to a threat by whom, the most often said first.

    A claim counts once for each pair of a source and an exposed that one of its links names, so the
    numbers add up to more than the claims.
    """
    found: Counter[tuple[str | None, str | None]] = Counter()
    for claim in claims:
        found.update({
            (source, exposed)
            for link in claim.threats if link.threat == threat
            for source in (link.source or (None,)) for exposed in (link.exposed or (None,))
        })  # fmt: skip
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0][0] or "", item[0][1] or ""))
    return tuple(Flow(threat, source, exposed, number) for (source, exposed), number in ordered)


def is_flow(dataset: Dataset, code: str) -> bool:
    """Tell whether ``flow:<code>`` names only what this dataset has."""
    parts = code.split("/")
    return (
        len(parts) == 3
        and parts[0] in dataset.taxonomy.threats
        and all(part == ANY or dataset.taxonomy.is_party(part) for part in parts[1:])
    )


def in_flow(claim: Claim, code: str) -> bool:
    """Tell whether a claim says what ``flow:<code>`` stands for."""
    threat, source, exposed = code.split("/")
    return any(
        link.threat == threat
        and (not link.source if source == ANY else source in link.source)
        and (not link.exposed if exposed == ANY else exposed in link.exposed)
        for link in claim.threats
    )


def is_answer(dataset: Dataset, code: str) -> bool:
    """Tell whether ``answer:<code>`` names a threat and a claim that this dataset has."""
    threat, _, claim = code.partition("/")
    return threat in dataset.taxonomy.threats and claim in dataset.claims_by_id


def answer_claim(code: str) -> str:
    """Return the id of the claim in ``answer:<code>``."""
    return code.partition("/")[2]
