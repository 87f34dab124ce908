"""Say who is exposed to a threat and who is its source, from the words around the places of its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.ingest.claims import party_hits
from geo.ingest.context import Document
from geo.ingest.phrases import Hit
from geo.ingest.reading import Mention

_OF_ALLIANCES: Final = frozenset({"institutional_weakness", "alliance_discord"})

_Role = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a document with the places and the terms of the word lists in it."""

    document: Document
    mentions: list[Mention]
    hits: list[Hit]


def roles_in(sentence: Sentence, hit: Hit, threat: str) -> tuple[_Role, _Role]:
    """Say who is exposed and who is the source, as far as the sentence does; each with the reason in words."""
    words, mentions, hits = sentence.document.words, sentence.mentions, sentence.hits
    exposed: list[str] = []
    source: list[str] = []
    said: dict[str, str] = {"exposed": "", "source": ""}
    for mention in mentions:
        before = _role_before(sentence, mention)
        if before == "roles.source":
            source += [code for code in mention.iso3 if code not in source]
            said["source"] = said["source"] or f"“{mention.mention}” stands after a word of origin"
        elif mention.precision == "border" and threat == "afghanistan_spillover":
            exposed += [code for code in mention.iso3 if code not in exposed and code != "AFG"]
            said["exposed"] = f"the other side of {mention.mention}"
        elif before == "roles.exposed" or mention.precision != "country":
            exposed += [code for code in mention.iso3 if code not in exposed]
            said["exposed"] = said["exposed"] or f"“{mention.mention}” is where it is"
    if threat in _OF_ALLIANCES:
        named = party_hits([one for one in hits if one.key.startswith("party.")])
        parties = sorted({one.key.partition(".")[2] for one in named})
        if parties:
            return (tuple(parties), "the organisation named"), (tuple(sorted(source)), said["source"])
    if threat == "afghanistan_spillover":
        exposed = [code for code in exposed if code != "AFG"]
        source = ["AFG"]
        said["source"] = said["source"] or "what the threat is called"
    if not exposed and not source:
        near = sorted(mentions, key=lambda one: abs(one.start - words.starts[hit.start]))
        exposed = list(near[0].iso3) if near else []
        said["exposed"] = f"“{near[0].mention}” is the nearest place" if near else ""
    exposed = [code for code in exposed if code not in source]
    return (tuple(sorted(exposed)), said["exposed"]), (tuple(sorted(source)), said["source"])


def _role_before(sentence: Sentence, mention: Mention) -> str | None:
    """Return the role list of the word right before a mention ("the" and points of the compass skipped)."""
    words = sentence.document.words
    best = None
    for one in sentence.hits:
        if one.key.startswith("roles.") and words.ends[one.end - 1] <= mention.start:
            between = words.text[words.ends[one.end - 1] : mention.start].split()
            if len(between) <= 2 and not any("," in piece for piece in between):
                best = one.key
    return best
