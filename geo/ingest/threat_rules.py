"""Signs of a threat that are made of classes of words: a border and shots, an organisation and “powerless”.

The rules stand in ``cues.toml``. Each class is looked for once, however many rules ask for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.ingest.phrases import Hit
    from geo.model.cues import ThreatRule

Classes = dict[str, list["Hit"]]
"""The hits of a sentence by class."""


def signs_of_rules(
    by_sentence: dict[int, Classes],
    rules: dict[str, list[tuple[str, ThreatRule]]],
    countries: Mapping[int, set[str]],
    counts: Callable[[str, Hit], bool],
) -> dict[int, list[tuple[str, list[Hit]]]]:
    """Return the signs by sentence: the threat, and the words of its rule, that of the first class first.

    ``countries`` holds the countries that each sentence speaks of. ``counts`` tells whether a word counts for a
    threat: it may be negated, or part of a phrase that means something else.
    """
    anywhere = {name for classes in by_sentence.values() for name in classes}
    # What a rule asks of the whole text is asked once.
    asked = {
        name: [
            (threat, rule)
            for threat, rule in rules.get(name, ())
            if anywhere.issuperset((*rule.all, *rule.text)) and anywhere.isdisjoint(rule.nowhere)
        ]
        for name in anywhere
    }
    nothing: Classes = {}
    found: dict[int, list[tuple[str, list[Hit]]]] = defaultdict(list)
    for sentence, classes in by_sentence.items():
        around = (by_sentence.get(sentence - 1, nothing), by_sentence.get(sentence + 1, nothing))
        for name in classes:
            for threat, rule in asked[name]:
                if rule.countries and len(countries.get(sentence, ())) < rule.countries:
                    continue
                scopes = (classes, *around) if rule.reach == "beside" else (classes,)
                if any(one in scope for one in rule.unless for scope in scopes):
                    continue
                if not all(any(one in scope for scope in scopes) for one in rule.all[1:]):
                    continue
                words = _words(rule.all, classes, scopes, partial(counts, threat))
                if words:
                    found[sentence].append((threat, words))
    return found


def _words(
    names: tuple[str, ...], first: Classes, scopes: tuple[Classes, ...], counts: Callable[[Hit], bool]
) -> list[Hit]:
    """Return a word for each class, all at places of their own; nothing where there are not enough."""
    taken: list[Hit] = []
    for number, name in enumerate(names):
        for scope in scopes if number else (first,):
            hit = next((one for one in scope.get(name, ()) if _apart(one, taken) and counts(one)), None)
            if hit is not None:
                taken.append(hit)
                break
        else:
            return []
    return taken


def _apart(hit: Hit, others: list[Hit]) -> bool:
    return all(hit.end <= other.start or other.end <= hit.start for other in others)
