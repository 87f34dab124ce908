"""One sentence says what is shown, in each language."""

from __future__ import annotations

import pytest

from geo.i18n import language, languages
from geo.model.view import View
from geo.query.selection import select
from geo.query.sentence import sentence
from geo.store import Dataset


def say(dataset: Dataset, view: View, tag: str) -> str:
    return sentence(dataset, view, select(dataset, view), language(tag))


CHOSEN = View().choose("country", ("KGZ",)).choose("threat", ("interethnic_violence",))


@pytest.mark.parametrize(
    ("view", "tag", "said"),
    [
        (View(), "en", "8 claims, in both texts, members as of 28 April 2011."),
        (View(), "ru", "8 утверждений, в обоих текстах, члены ОДКБ на 28 апреля 2011 г."),
        (
            CHOSEN, "en",
            "1 claim about Kyrgyzstan, threat: interethnic violence, in both texts, members as of 28 April 2011.",
        ),
        (
            View().choose("text", ("alpha-2010",)).choose("as_of", ("2010-12-31",)), "en",
            "6 claims, in Example 2010, members as of 31 December 2010.",
        ),
        (View().choose("kind", ("force",)), "en", "0 claims, kind: force, in both texts, members as of 28 April 2011."),
    ],
)  # fmt: skip
def test_the_sentence_says_every_filter(world: Dataset, view: View, tag: str, said: str) -> None:
    assert say(world, view, tag).replace("\N{NARROW NO-BREAK SPACE}", " ").casefold() == said.casefold()


def test_a_name_with_braces_is_not_read_as_a_template(world: Dataset) -> None:
    """A value put into a message is never formatted a second time."""
    assert language("en").text("sentence.in_texts", texts="{number} {0} {x.y}") == "in {number} {0} {x.y}"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 утверждение"), (3, "3 утверждения"), (11, "11 утверждений"), (21, "21 утверждение")],
)
def test_russian_counts_have_their_own_forms(number: int, said: str) -> None:
    assert language("ru").plural("sentence.claims", number) == said


@pytest.mark.parametrize("tag", sorted(languages()))
def test_the_real_atlas_has_a_sentence_in_each_language(atlas: Dataset, tag: str) -> None:
    assert str(len(atlas.claims)) in say(atlas, View(), tag)
