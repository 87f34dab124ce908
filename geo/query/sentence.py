"""Say in one sentence what a view shows, from what each filter says of itself."""

from __future__ import annotations

from geo.i18n import Language
from geo.model.view import View
from geo.query.filter import filters
from geo.query.selection import Selection
from geo.store import Dataset


def sentence(dataset: Dataset, view: View, selection: Selection, language: Language) -> str:
    """Return, for example: 31 claims about Kyrgyzstan, threat: ..., in both texts, members as of ..."""
    clauses = [part.clause(dataset, view.chosen(name), language) for name, part in filters().items()]
    number = language.plural("sentence.claims", len(selection.claims))
    said = [clause for clause in clauses if clause]
    separator = language.text("sentence.separator")
    first, rest = (said[0], said[1:]) if view.chosen("country") and said else ("", said)
    end = language.text("sentence.end")
    # The last clause may end in an abbreviation that has its full stop already ("2011 г.").
    return separator.join([f"{number} {first}".strip(), *rest]).removesuffix(end) + end
