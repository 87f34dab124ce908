"""What a reader says about the text: who wrote it, where it was published, when, and its id."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import streamlit as st
from pydantic import ValidationError

from geo.i18n import Language
from geo.model.draft import Patch, make_text
from geo.model.text import Text
from geo.query.search import sound
from geo.store import Dataset
from geo.ui.plain import plain
from geo.ui.review.binding import bound, heard
from geo.ui.review.session import Review
from geo.ui.review.wording import say

NEEDED: Final = ("title", "author", "publisher", "date")
FIELDS: Final = (*NEEDED, "url", "id")
_LONGEST: Final = 200
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def about_form(review: Review, language: Language) -> None:
    """Draw the fields; each is saved as soon as it is left."""
    st.header(plain(say(language, "about")), anchor="about")
    st.text(say(language, "about_help"))
    about = review.work.about
    columns = st.columns(2)
    for number, name in enumerate(FIELDS):
        value = about.get(name) or (text_id(review) if name == "id" else "")
        key = bound(f"review.about.{name}", value)
        with columns[number % 2]:
            st.text_input(
                plain(say(language, f"about.{name}")), value, key=key, max_chars=_LONGEST,
                on_change=_changed, args=(review, name, key),
            )  # fmt: skip
            if name in wrong(review):
                st.text(say(language, "about.wrong", field=say(language, f"about.{name}").partition(" (")[0]))
    lacking = [say(language, f"about.{name}").partition(" (")[0] for name in missing(review)]
    if lacking:
        st.text(say(language, "about.missing", fields=", ".join(lacking)))


def _changed(review: Review, name: str, key: str) -> None:
    said = heard(f"review.about.{name}", key)
    if said is None:
        return
    clean = "".join(char for char in str(said) if unicodedata.category(char) != "Cc")
    review.take(Patch(about={name: " ".join(clean.split())}))


def missing(review: Review) -> list[str]:
    """Return the fields that are needed and empty."""
    return [name for name in NEEDED if not review.work.about.get(name)]


def wrong(review: Review) -> list[str]:
    """Return the fields that are filled in with what they can't be."""
    about = review.work.about
    found = []
    if about.get("id") and not _ID.fullmatch(about["id"]):
        found.append("id")
    found += [
        name
        for name in ("date", "url")
        if about.get(name) and _text(review, {"date": "2000", name: about[name]}) is None
    ]
    return found


def text_of(review: Review, text_id: str) -> Text | None:
    """Return the text's metadata under an id, None as long as something is missing or wrong."""
    if missing(review) or wrong(review):
        return None
    return _text(review, review.work.about, text_id)


def preview_text(dataset: Dataset, review: Review, text_id: str) -> Text:
    """Return metadata to look at the draft with, in which what is still missing is the newest text's day and a dash."""
    about = {key: value for key, value in review.work.about.items() if key not in wrong(review)}
    filled = {"author": "–", "publisher": "–", "date": dataset.ground.latest_text_day.isoformat()}
    filled |= {key: value for key, value in about.items() if value}
    found = _text(review, filled, text_id)
    assert found is not None
    return found


def _text(review: Review, about: dict[str, str], text_id: str = "draft") -> Text | None:
    try:
        return make_text(review.draft, text_id, about)
    except ValidationError:
        return None


def text_id(review: Review) -> str:
    """Return the id that the reader gave, else one made of the author's last name and the year."""
    about = review.work.about
    given = about.get("id", "")
    if given and _ID.fullmatch(given):
        return given
    named = about.get("author", "").split()[-1:] or about.get("publisher", "").split()[:1]
    latin = "".join(re.findall(r"[a-z0-9]+", sound(named[0]))) if named else ""
    year = about.get("date", "")[:4]
    return "-".join(part for part in (latin or "text", year if year.isdigit() else "") if part)
