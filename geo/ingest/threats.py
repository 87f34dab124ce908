"""Find the threats that a text speaks of, sentence by sentence, with who is exposed and who is the source.

A strong term counts unless it is negated; a weak one only beside another sign of the same threat. Rules make
signs of classes of words (`threat_rules`); neither counts inside a phrase that means something else. Instability
without a name counts only where the sentence names nothing more definite; in a short text, where all of it
tells of no danger with a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

from geo.ingest.context import Document
from geo.ingest.phrases import Hit
from geo.ingest.reading import Mention, ThreatHit
from geo.ingest.roles import Sentence, roles_in
from geo.ingest.threat_rules import Classes, signs_of_rules
from geo.ingest.weighing import Signs, Weighing, Weights, signs_in

VAGUE: Final = "unspecified_instability"
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


def terms_of(document: Document) -> tuple[dict[int, list[Hit]], dict[int, Classes]]:
    """Return the words that count by themselves, and those of classes, by sentence."""
    by_sentence: dict[int, list[Hit]] = defaultdict(list)
    classes: dict[int, Classes] = defaultdict(dict)
    of_sentence = document.words.sentence
    named: dict[str, tuple[str, ...]] = {}
    for hit in document.hits:
        names = named.get(hit.key)
        if names is None:
            names = named[hit.key] = _classes_of(hit.key)
        if not names:
            continue
        sentence = of_sentence[hit.start]
        if names is _NO_CLASS:
            by_sentence[sentence].append(hit)
            continue
        here = classes[sentence]
        for name in names:
            if name in here:
                here[name].append(hit)
            else:
                here[name] = [hit]
    return by_sentence, classes


def find_threats(document: Document, mentions: list[Mention]) -> list[ThreatHit]:
    """Return the threats in order; one a sentence and threat, at its first sign."""
    by_sentence, classes = terms_of(document)
    of_sentence = document.words.sentence

    def counts(threat: str, hit: Hit) -> bool:
        around = by_sentence.get(of_sentence[hit.start], [])
        return not _hollow(hit, threat, around) and _negated(document, hit, around) is None

    ruled = signs_of_rules(classes, document.lexicon.rules, document.nearby, counts)
    located: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        located[_sentence_at(document, mention.start)].append(mention)

    def at(number: int) -> Sentence:
        return Sentence(document, located.get(number, []), by_sentence.get(number, []))

    found = []
    for sentence in sorted({*by_sentence, *ruled}):
        found += _in_sentence(at(sentence), ruled.get(sentence, []))
    if len(document.words.bounds) <= _SHORT:
        found = _definite(found)
    if document.lexicon.weights is not None:
        found = _weighed(document.lexicon.weights, found, signs_in(by_sentence, classes), at)
    found.sort(key=lambda one: (one.start, one.threat))
    return found


def _weighed(
    weights: Weights, found: list[ThreatHit], signs: Signs, at: Callable[[int], Sentence]
) -> list[ThreatHit]:
    """Leave out what the passage around it speaks against, and add what it speaks for."""
    document = at(0).document
    ruled = by_sentence_of(document, found)
    weighing = Weighing(weights, signs, ruled, len(document.words.bounds))
    result = []
    for number, passage in weighing.held.items():
        found[number].why["around"] = weighing.in_words(passage, found[number].threat)
        result.append(found[number])
    for new in weighing.added:
        one = _threat_hit(at(new.sentence), new.threat, new.hit, [new.hit.term])
        one.why["around"] = weighing.in_words(new.passage, new.threat)
        result.append(one)
    return result


def by_sentence_of(document: Document, found: list[ThreatHit]) -> list[tuple[int, str]]:
    """Return the number of the sentence of each threat, with the threat."""
    return [(_sentence_at(document, one.start), one.threat) for one in found]


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


def _in_sentence(sentence: Sentence, ruled: list[tuple[str, list[Hit]]]) -> list[ThreatHit]:
    document, hits = sentence.document, sentence.hits
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
        one = _threat_hit(sentence, threat, hit, terms)
        if undone:
            one.why["left_out"] = [f"{name}: {word}" for name, word in sorted(undone.items())]
        result.append(one)
    return result


def _threat_hit(sentence: Sentence, threat: str, hit: Hit, terms: list[str]) -> ThreatHit:
    """Return a threat at the words that say so, with who is exposed and who is the source in its sentence."""
    words = sentence.document.words
    exposed, source = roles_in(sentence, hit, threat)
    why: dict[str, Any] = {"terms": terms, "exposed": exposed[1], "source": source[1]}
    return ThreatHit(threat, words.starts[hit.start], words.ends[hit.end - 1], exposed[0], source[0], why)


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
