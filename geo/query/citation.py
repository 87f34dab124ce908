"""Cite a view: author, title, data version, what the filters keep, link and day of access."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from geo.i18n import Language, format_day, pick
from geo.model.view import View
from geo.query.export import view_link
from geo.query.selection import select
from geo.query.sentence import sentence
from geo.store import Dataset

AUTHOR: Final = "CSTO Atlas contributors"

_WORDS: Final = MappingProxyType({
    "author": {"en": AUTHOR, "ru": "Авторы Атласа ОДКБ"},
    "text": {
        "en": "{author} ({year}). {title}: {shows} Data version {version}, boundaries: {boundaries}. {link} (accessed {day}).",
        "ru": "{author} ({year}). {title}: {shows} Версия данных {version}, границы: {boundaries}. {link} (дата обращения: {day}).",
    },
    "boundaries": {"en": "Boundaries: {boundaries}", "ru": "Границы: {boundaries}"},
    "version": {"en": "data version {version}", "ru": "версия данных {version}"},
})  # fmt: skip

_TEX: Final = MappingProxyType({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    '"': "''", "`": r"\textasciigrave{}",
})  # fmt: skip
_UNSAFE_IN_TEX: Final = re.compile("[" + re.escape("".join(_TEX)) + "]")
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""Whatever some reader takes for the end of a line, and other control characters."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in three forms.

    Parameters
    ----------
    text
        For a footnote.
    bibtex
        One ``@misc`` entry, for biber or BibTeX with a UTF-8 engine.
    ris
        One ``DATA`` record, lines ended by CR LF.
    """

    text: str
    bibtex: str
    ris: str


def cite(dataset: Dataset, view: View, base_url: str, accessed: dt.date, language: Language) -> Citation:
    """Return the citation of a view.

    Parameters
    ----------
    base_url
        Where the atlas is served, without a query.
    accessed
        The day that the reader saw it.
    """
    shows = plain_line(sentence(dataset, view, select(dataset, view), language))
    link = web_address(view_link(dataset, view, base_url))
    values = {
        "author": language.part("cite.author", _WORDS["author"]),
        "year": dataset.version.partition(".")[0],
        "title": language.text("app.title"),
        "shows": shows,
        "version": dataset.version,
        "boundaries": plain_line(
            pick(dataset.boundaries.points_of_view[view.point_of_view].names, language.tag)
        ),
        "link": link,
    }
    said = {
        key: language.part(f"cite.{key}", words).format(**values, day="")
        for key, words in _WORDS.items()
        if key != "text"
    }
    text = language.part("cite.text", _WORDS["text"]).format(**values, day=format_day(language.tag, accessed))
    return Citation(
        text=text,
        bibtex=_bibtex(values, said, accessed, language.tag),
        ris=_ris(values, said, accessed, language.tag),
    )


def _bibtex(values: dict[str, str], said: dict[str, str], accessed: dt.date, tag: str) -> str:
    # Two views of one version are two entries, so the key carries a piece of the link's hash.
    key = f"csto-atlas-{values['version']}-{hashlib.sha256(values['link'].encode()).hexdigest()[:8]}"
    fields = {
        "author": f"{{{tex(values['author'])}}}",
        "title": f"{{{tex(values['title'])}}}: {tex(values['shows'])}",
        "year": values["year"],
        "version": values["version"],
        "note": tex(f"{said['version']}. {said['boundaries']}"),
        "url": values["link"],
        "urldate": accessed.isoformat(),
        "langid": "russian" if tag == "ru" else "english",
    }
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key},\n{rows}\n}}\n"


def _ris(values: dict[str, str], said: dict[str, str], accessed: dt.date, tag: str) -> str:
    rows = [
        ("TY", "DATA"), ("AU", f"{values['author']},"), ("TI", f"{values['title']}: {values['shows']}"),
        ("PY", values["year"]), ("ET", values["version"]), ("AB", values["shows"]),
        ("N1", f"{said['version']}. {said['boundaries']}"), ("LA", tag), ("UR", values["link"]),
        ("Y2", accessed.strftime("%Y/%m/%d")), ("ER", ""),
    ]  # fmt: skip
    return "".join(f"{tag_}  - {plain_line(value)}\r\n" for tag_, value in rows)


def plain_line(text: str) -> str:
    """Return a text on one line: what ends a line becomes a space, so no value can begin a field."""
    return _BREAKS.sub(" ", text).strip()


def tex(text: str) -> str:
    """Return a text for a BibTeX field: every character that TeX reads as something else is escaped."""
    return _UNSAFE_IN_TEX.sub(lambda match: _TEX[match.group()], plain_line(text))


def web_address(link: str) -> str:
    """Return a link in which whatever could end a field or a word is percent-encoded."""
    return quote(link, safe=":/?#[]@!$&'()*+,;=%-._~")
