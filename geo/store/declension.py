"""Names as they are compared: folded to one form, and for Cyrillic with the endings of their cases.

A name is kept as a *stem* and a *class of endings*, so that one pattern finds every Russian case:
``Баткен`` and class ``c`` find Баткена, Баткену, Баткеном, Баткене. The rules are those of Russian
place names (nouns by their last letter, adjectives by theirs); they make a few forms too many, which
does no harm, since no other word has them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from types import MappingProxyType
from typing import Final

_FOLDED_APART: Final = {
    "ʼ": "'", "’": "'", "‘": "'", "ʻ": "'", "`": "'", "´": "'", "ʹ": "'", "ʽ": "'", "ə": "a", "ı": "i",
    "ł": "l", "đ": "d", "ø": "o", "ß": "s", "æ": "a", "œ": "o", "þ": "t", "ð": "d", "ħ": "h", "ё": "е",
}  # fmt: skip


def _fold_table() -> dict[int, str]:
    """One character to one character, so that offsets stay what they were."""
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x590), *range(0x1E00, 0x2000)):
        char = chr(code)
        low = char.lower()[:1]
        low = _FOLDED_APART.get(low, low)
        # й is a letter of its own, not и with a mark; so are ң, ў, ӣ in their alphabets.
        if not "а" <= low <= "ӿ":
            low = unicodedata.normalize("NFKD", low)[:1].lower() or low
        if low != char:
            table[code] = low
    table |= {ord(char): plain for char, plain in _FOLDED_APART.items()}
    return table


_FOLD: Final = _fold_table()
FOLD: Final = MappingProxyType(_FOLD)
"""Table for ``str.translate``: lower case, Latin without diacritics, one sort of apostrophe, е for ё."""

WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
"""A word of a folded text; a hyphen parts words."""


def fold(text: str) -> str:
    """Return a text folded character by character, as long as it was."""
    return text.translate(_FOLD)


def fold_name(name: str) -> str:
    """Return a name folded, its words joined by single spaces."""
    return " ".join(WORD.findall(fold(unicodedata.normalize("NFC", name))))


def _endings(words: str) -> frozenset[str]:
    return frozenset("" if word == "-" else word for word in words.split())


_ADJECTIVE: Final = "ий ый ой ая яя ое ее ого его ому ему ым им ом ем ой ей ую юю ые ие ых их ыми ими ою ею"
ENDINGS: Final = MappingProxyType({
    "l": _endings("- 's '"),
    "0": _endings("-"),
    "c": _endings("- а у ом ем ым е ы ов ам ами ах"),
    "a": _endings("а ы и е у ой ою ей"),
    "j": _endings("я и е ю ей ёй ею"),
    "y": _endings("й я ю ем е и"),
    "s": _endings("ь я ю ем е и ью"),
    "o": _endings("о а у ом е"),
    "e": _endings("е я ю ем и"),
    "p": _endings("ы и - ов ам ами ах"),
    "A": _endings(_ADJECTIVE),
    # Endings of people (узбек): they never name a place.
    "n": _endings("- а у ом е и ы ов ам ами ах"),
})  # fmt: skip
"""What may follow the stem, by class. ``l`` is for Latin script, ``A`` for adjectives."""

_BY_LAST: Final = {"а": "a", "я": "j", "й": "y", "ь": "s", "о": "o", "е": "e", "ы": "p", "и": "p"}
_ADJECTIVE_END: Final = re.compile(r"(?:ий|ый|ой|ая|яя|ое|ее|ие|ые)$")
_PREPOSITIONS: Final = frozenset({"на", "в", "во", "под", "над", "у", "при", "за"})
_SOFT_STEM: Final = frozenset("гкхжшщч")


def is_cyrillic(name: str) -> bool:
    """Tell whether a name is written in Cyrillic."""
    return any("Ѐ" <= char <= "ӿ" for char in name)


@cache
def _adjective_cases(word: str) -> tuple[str, ...]:
    """Return the cases of an adjective in its own gender and number, nominative first."""
    stem, end = word[:-2], word[-2:]
    soft = end in {"ий", "яя", "ее", "ие"} and stem[-1:] not in _SOFT_STEM
    y = "и" if soft or stem[-1:] in _SOFT_STEM else "ы"
    o = "е" if soft else "о"
    if end in {"ий", "ый", "ой", "ое", "ее"}:
        return word, f"{stem}{o}го", f"{stem}{o}му", f"{stem}{y}м", f"{stem}{o}м"
    if end in {"ая", "яя"}:
        return word, f"{stem}{o}й", stem + ("юю" if soft else "ую")
    return word, f"{stem}{y}х", f"{stem}{y}м", f"{stem}{y}ми"


@cache
def stem_class(word: str) -> tuple[str, str]:
    """Return the stem of a folded Russian noun or lone adjective, and its class of endings."""
    if len(word) > 4 and _ADJECTIVE_END.search(word) and not word.endswith(("ие", "ой")):
        return word[:-2], "A"
    last = word[-1]
    if last in _BY_LAST and len(word) > 2:
        return word[:-1], _BY_LAST[last]
    return (word, "c") if last in "бвгджзклмнпрстфхцчшщқғңҳҷ" else (word, "0")


def patterns(name: str) -> tuple[tuple[str, str], ...]:
    """Return what finds a name in a folded text: pairs of pattern and class of endings.

    The last word takes every ending of its class; an adjective before it agrees, so each of its
    cases is a pattern of its own (Ферганская долина, Ферганской долины); before a preposition the
    word in front takes the endings (Ростов-на-Дону).
    """
    folded = fold_name(name)
    words = folded.split()
    if not words:
        return ()
    if not is_cyrillic(folded):
        found = {(folded, "l")}
        if "'" in folded:
            found.add((folded.replace("'", ""), "l"))
        return tuple(sorted(found))
    if len(words) > 2 and words[1] in _PREPOSITIONS:
        stem, group = stem_class(words[0])
        tail = " ".join(words[1:])
        return tuple(sorted({(f"{stem}{ending} {tail}", "0") for ending in ENDINGS[group]}))
    stem, group = stem_class(words[-1])
    heads = {""}
    for word in words[:-1]:
        inflects = len(word) > 4 and _ADJECTIVE_END.search(word)
        forms = _adjective_cases(word) if inflects else (word,)
        heads = {f"{head}{form} " for head in heads for form in forms}
    return tuple(sorted((f"{head}{stem}", group) for head in heads))


def adjective_stems(name: str) -> tuple[str, ...]:
    """Return the likely stems of the adjective of a Russian place name (Баткен: баткенск).

    Of several words the last one takes the ending (Джалал-Абад: джалал абадск).
    """
    head, _, word = fold_name(name).rpartition(" ")
    if not is_cyrillic(word) or len(word) < 2 or head.count(" ") > 1:
        return ()
    return tuple(f"{head} {stem}" if head else stem for stem in _adjectives_of(word))


def _adjectives_of(word: str) -> tuple[str, ...]:
    if word.endswith(("ский", "цкий", "ская", "ское")):
        return (word[:-2],)
    if word.endswith(("ск", "цк")):
        return (word,)
    if word.endswith(("ия", "ье", "ие")):
        return (f"{word[:-2]}ийск",)
    if word.endswith("и"):
        return (f"{word[:-1]}ск", f"{word}йск")
    if word[-1] in "аяоеыь" and len(word) > 3:
        return (f"{word[:-1]}ск",)
    return (f"{word}ск",)


_LETTERS: Final = {
    "shch": "щ", "yo": "ё", "yu": "ю", "ya": "я", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш",
    "gh": "г", "ph": "ф", "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х",
    "i": "и", "j": "дж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р",
    "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "х", "y": "ы", "z": "з", "'": "",
}  # fmt: skip
_SOUNDS: Final = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))


def to_cyrillic(name: str) -> str:
    """Spell a Latin name in Russian letters, sound by sound (Murghob: мургоб); folded."""
    spelt = _SOUNDS.sub(lambda sound: _LETTERS[sound.group()], fold_name(name))
    spelt = re.sub(r"\bе", "э", spelt)
    spelt = re.sub(r"(?<=[аеиоу])ы|ы(?=[аеиоу])", "й", spelt)
    return spelt.replace("ё", "е")


_LATIN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "қ": "q", "ғ": "gh", "ң": "n", "ў": "o", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "ү": "u", "ұ": "u", "һ": "h",
    "ө": "o", "ә": "a", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
}  # fmt: skip


_TO_LATIN: Final = str.maketrans(_LATIN)


def to_latin(name: str) -> str:
    """Spell a Cyrillic name in Latin letters, to compare it with others; folded."""
    return fold_name(name).translate(_TO_LATIN)


def latin_of(folded: str) -> str:
    """Spell a folded name in Latin letters."""
    return folded.translate(_TO_LATIN)
