"""The word lists of ``cues.toml`` and of the threats, in the form in which reading asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.ingest.phrases import Phrases, as_stems
from geo.ingest.weighing import Weights, compile_weights
from geo.store.declension import ENDINGS, fold, fold_name, is_cyrillic, stem_class

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model.cues import Cues, ThreatRule
    from geo.model.taxonomy import Taxonomy
    from geo.model.threat_weights import ThreatWeights

_SINGLE = ("locative", "locative_ru", "titles", "given", "never", "thing_after", "media")


@dataclass(frozen=True)
class Lexicon:
    """Compiled lists.

    ``phrases`` finds every list but the sets; its keys are ``table.list`` and, for threats,
    ``threat.<id>`` (strong), ``weak.<id>``, ``first.<id>``, ``second.<id>`` and ``hollow.<id>``; the terms of
    classes have ``class.<names>``. ``sets`` are looked up word by word. ``rules`` holds the rules of the threats by the first class that each asks for,
    ``weights`` what all of them weigh together.
    """

    phrases: Phrases
    sets: dict[str, frozenset[str]]
    rules: dict[str, list[tuple[str, ThreatRule]]]
    weights: Weights | None = None


def compile_lexicon(cues: Cues, taxonomy: Taxonomy, weights: ThreatWeights | None = None) -> Lexicon:
    """Compile the lists (some tens of milliseconds); without weights the rules alone find the threats.

    Raises
    ------
    UnknownValueError
        Where ``cues.toml`` names a threat that the taxonomy does not have.
    """
    lists: dict[str, Iterable[str]] = {}
    for table in ("names", "government", "people", "negation", "quotation", "modality", "roles", "kinds"):
        for name, terms in getattr(cues, table).items():
            if name not in _SINGLE:
                lists[f"{table}.{name}"] = terms
    for ident, threat in taxonomy.threats.items():
        more = cues.threat.get(ident)
        weak = {fold_name(term) for term in more.weak} if more else set()
        barred = {fold_name(term) for term in more.no} if more else set()
        vocabulary = [term for terms in (threat.vocabulary.en, threat.vocabulary.ru) for term in terms]
        lists[f"threat.{ident}"] = sorted(
            {as_stems(term) for term in vocabulary if fold_name(term) not in weak | barred}
            | set((more.en + more.ru) if more else ())
        )
        lists[f"weak.{ident}"] = sorted({as_stems(term) for term in (more.weak if more else ())})
        lists[f"first.{ident}"] = more.first if more else ()
        lists[f"second.{ident}"] = more.second if more else ()
        lists[f"hollow.{ident}"] = more.hollow if more else ()
    lists |= _by_classes(cues)
    rules: dict[str, list[tuple[str, ThreatRule]]] = {}
    for ident, words in cues.threat.items():
        for rule in words.rules:
            rules.setdefault(rule.all[0], []).append((ident, rule))
    organisations = {}
    for ident, organisation in taxonomy.organisations.items():
        for name in (*organisation.names.values(), *organisation.short.values()):
            if len(name) > 1:
                organisations[name.partition(" (")[0]] = ident
    for name, ident in organisations.items():
        lists[f"party.{ident}"] = [*lists.get(f"party.{ident}", ()), *_declined(name)]
    sets = {name: frozenset(fold_name(term) for term in cues.names.get(name, ())) for name in _SINGLE}
    sets["never"] |= {form for word in sets["never"] if is_cyrillic(word) for form in _cases(word)}
    return Lexicon(Phrases(lists), sets, rules, compile_weights(weights) if weights is not None else None)


def _cases(word: str) -> list[str]:
    """Return a folded Russian word in all its cases: what is no place as Совет is none as Совета."""
    stem, group = stem_class(word)
    return [f"{stem}{ending}" for ending in ENDINGS[group]]


def _by_classes(cues: Cues) -> dict[str, list[str]]:
    """Return the terms of the classes by all the classes that have them, so that each is found once.

    Keys are ``class.<names>`` with a bar between names.
    """
    spelt: dict[str, str] = {}
    names: dict[str, dict[str, None]] = {}
    for name, terms in cues.classes.items():
        for term in terms:
            folded = " ".join(fold(term).split())
            spelt.setdefault(folded, term)
            names.setdefault(folded, {})[name] = None
    lists: dict[str, list[str]] = {}
    for folded, classes in names.items():
        lists.setdefault(f"class.{'|'.join(classes)}", []).append(spelt[folded])
    return lists


def _declined(name: str) -> list[str]:
    """Return an organisation's name so that Russian cases are found; abbreviations stay whole."""
    if name.isupper() or name.isascii():
        return [name]
    return [" ".join(f"{word[:-2]}*" if len(word) > 5 else word for word in fold_name(name).split())]
