"""Find the threats that a text speaks of, sentence by sentence, with who is exposed and who is the source.

A strong term counts unless it is negated; a weak one only beside another sign of the same threat. Rules make
signs of classes of words (`threat_rules`); neither counts inside a phrase that means something else. Instability
without a name counts only where the sentence names nothing more definite; in a short text, where all of it
tells of no danger with a name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from geo.ingest.claims import party_hits
from geo.ingest.context import Document
from geo.ingest.phrases import Hit
from geo.ingest.reading import Mention, ThreatHit
from geo.ingest.threat_rules import signs_of_rules

VAGUE: Final = "unspecified_instability"
_OF_ALLIANCES: Final = frozenset({"institutional_weakness", "alliance_discord"})
_FAMILIES: Final = ("threat.", "weak.", "first.", "second.", "hollow.", "negation.", "roles.", "party.")
_NO_DANGERS: Final = frozenset(
    {
        VAGUE,
        "institutional_weakness",
        "alliance_discord",
        "great_power_friction",
        "intervention_sovereignty",
        "afghanistan_spillover",
        "western_withdrawal",
        "regime_instability",
    }
)
"""Threats beside which a text may well speak of instability that is something else."""

_SHORT: Final = 25
"""Sentences of a text that has one subject: there a danger with a name is what the whole text means."""

_NO_CLASS: Final = ("",)
_ENOUGH: Final = 2
"""Different weak words that make a sign together."""

_REACH: Final = 3
"""Words between a negation and the term that it undoes."""

_BREAKS: Final = frozenset(
    {"but", "но", "however", "although", "хотя", "while", "а", "accuses", "accused", "обвинил", "обвиняет"}
)


def find_threats(document: Document, mentions: list[Mention]) -> list[ThreatHit]:
    """Return the threats in order; one a sentence and threat, at its first sign."""
    by_sentence: dict[int, list[Hit]] = defaultdict(list)
    classes: dict[int, dict[str, list[Hit]]] = defaultdict(dict)
    of_sentence = document.words.sentence
    named: dict[str, tuple[str, ...]] = {}
    for hit in document.hits:
        names = named.get(hit.key)
        if names is None:
            names = named[hit.key] = _classes_of(hit.key)
        if not names:
            continue
        if names is _NO_CLASS:
            by_sentence[of_sentence[hit.start]].append(hit)
            continue
        here = classes[of_sentence[hit.start]]
        for name in names:
            if name in here:
                here[name].append(hit)
            else:
                here[name] = [hit]

    def counts(threat: str, hit: Hit) -> bool:
        around = by_sentence.get(of_sentence[hit.start], [])
        return not _hollow(hit, threat, around) and _negated(document, hit, around) is None

    ruled = signs_of_rules(classes, document.lexicon.rules, document.nearby, counts)
    located: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        located[_sentence_at(document, mention.start)].append(mention)
    found = []
    for sentence in sorted({*by_sentence, *ruled}):
        hits = by_sentence.get(sentence, [])
        found += _in_sentence(document, hits, ruled.get(sentence, []), located[sentence])
    if len(document.words.bounds) <= _SHORT:
        found = _definite(found)
    found.sort(key=lambda one: (one.start, one.threat))
    return found


def _definite(found: list[ThreatHit]) -> list[ThreatHit]:
    """Leave out instability without a name where a short text tells of a danger with a name."""
    if any(one.threat not in _NO_DANGERS for one in found):
        return [one for one in found if one.threat != VAGUE]
    return found


def _classes_of(key: str) -> tuple[str, ...]:
    """Return the classes of a list of words; ``_NO_CLASS`` of what counts by itself, nothing of other lists."""
    if key.startswith("class."):
        return tuple(key[6:].split("|"))
    return _NO_CLASS if key.startswith(_FAMILIES) else ()


def _hollow(hit: Hit, threat: str, hits: list[Hit]) -> bool:
    """Tell whether a word stands in a phrase in which it is no sign of the threat: “a note of protest”."""
    key = f"hollow.{threat}"
    return any(one.key == key and one.start <= hit.start and hit.end <= one.end for one in hits)


def _sentence_at(document: Document, offset: int) -> int:
    bounds = document.words.bounds
    low, high = 0, len(bounds) - 1
    while low < high:
        middle = (low + high) // 2
        if bounds[middle][1] <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def _in_sentence(
    document: Document,
    hits: list[Hit],
    ruled: list[tuple[str, list[Hit]]],
    mentions: list[Mention],
) -> list[ThreatHit]:
    strong: dict[str, list[Hit]] = defaultdict(list)
    weak: dict[str, list[Hit]] = defaultdict(list)
    pairs: dict[str, dict[str, Hit]] = defaultdict(dict)
    undone: dict[str, str] = {}
    for hit in hits:
        family, _, threat = hit.key.partition(".")
        if family in {"threat", "weak", "first", "second"} and _hollow(hit, threat, hits):
            continue
        if family in {"first", "second"} and _negated(document, hit, hits) is None:
            pairs[threat].setdefault(family, hit)
        if family not in {"threat", "weak"}:
            continue
        negation = _negated(document, hit, hits)
        if negation is not None:
            undone[threat] = negation
        elif family == "threat":
            strong[threat].append(hit)
        else:
            weak[threat].append(hit)
    for threat, pair in pairs.items():
        if len(pair) == 2 and pair["first"].start != pair["second"].start:
            strong[threat].append(pair["second"])
    for threat, signs in ruled:
        strong[threat] += signs
    accepted: dict[str, tuple[Hit, list[str]]] = {}
    for threat in {*strong, *weak}:
        enough = _signs(strong[threat], weak[threat])
        if enough is not None:
            accepted[threat] = enough
    if VAGUE in accepted and len(accepted) > 1:
        del accepted[VAGUE]
    result = []
    for threat, (hit, terms) in accepted.items():
        exposed, source = _roles(document, hit, threat, mentions, hits)
        start, end = document.words.starts[hit.start], document.words.ends[hit.end - 1]
        why: dict[str, Any] = {"terms": terms, "exposed": exposed[1], "source": source[1]}
        if undone:
            why["left_out"] = [f"{name}: {word}" for name, word in sorted(undone.items())]
        result.append(ThreatHit(threat, start, end, exposed[0], source[0], why))
    return result


def _signs(strong: list[Hit], weak: list[Hit]) -> tuple[Hit, list[str]] | None:
    """Return the first sign and all terms where the signs of a threat in a sentence are enough."""
    if strong:
        return strong[0], sorted({hit.term for hit in strong + weak})
    # One place in the text is one sign, whichever terms it fits; a word said twice is no second sign.
    places: dict[int, Hit] = {}
    for hit in weak:
        places.setdefault(hit.start, hit)
    if len({hit.term for hit in places.values()}) < _ENOUGH:
        return None
    return weak[0], sorted({hit.term for hit in weak})


def _negated(document: Document, hit: Hit, hits: list[Hit]) -> str | None:
    """Return the negation that undoes a term: close before or after it, in the same part of the sentence."""
    excepted = [(one.start, one.end) for one in hits if one.key == "negation.except"]
    for one in hits:
        if one.key == "negation.after" and 0 <= one.start - hit.end <= 2:
            return document.words.raw(one.start, one.end)
        if one.key != "negation.before" or not 0 <= hit.start - one.end <= _REACH:
            continue
        if any(start <= one.start < end for start, end in excepted):
            continue
        between = document.words.folded[one.end : hit.start]
        text = document.words.text[document.words.ends[one.end - 1] : document.words.starts[hit.start]]
        if "," not in text and not _BREAKS & set(between):
            return document.words.raw(one.start, one.end)
    return None


_Role = tuple[tuple[str, ...], str]


def _roles(
    document: Document, hit: Hit, threat: str, mentions: list[Mention], hits: list[Hit]
) -> tuple[_Role, _Role]:
    """Say who is exposed and who is the source, as far as the sentence does."""
    words = document.words
    exposed: list[str] = []
    source: list[str] = []
    said: dict[str, str] = {"exposed": "", "source": ""}
    for mention in mentions:
        before = _role_before(document, mention, hits)
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


def _role_before(document: Document, mention: Mention, hits: list[Hit]) -> str | None:
    """Return the role list of the word right before a mention ("the" and points of the compass skipped)."""
    words = document.words
    best = None
    for one in hits:
        if one.key.startswith("roles.") and words.ends[one.end - 1] <= mention.start:
            between = words.text[words.ends[one.end - 1] : mention.start].split()
            if len(between) <= 2 and not any("," in piece for piece in between):
                best = one.key
    return best
