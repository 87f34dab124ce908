"""Two texts side by side on a page: tables of what both say and what one says, and their claims in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.i18n import Words, pick
from geo.model.dates import first_day
from geo.model.text import Text
from geo.query import compare
from geo.query.compare import Named, Pair, Side
from geo.query.selection import evidence, select
from geo.ui import state
from geo.ui.evidence import selection_title
from geo.ui.page import Context
from geo.ui.picking import picking_table
from geo.ui.plain import plain

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_tab_container import TabContainer

    from geo.model.view import Tab

_Row = tuple[dict[str, Any], str]
"""Cells by heading, and what the row opens."""

_WORDS: Final[Mapping[str, Words]] = {
    "heading": {"en": "Compare", "ru": "Сравнение"},
    "intro": {
        "en": "{first} and {second}, country by country and threat by threat. Counts are counts; nothing is averaged. Pick a row to read both sides.",
        "ru": "{first} и {second}: по странам и угрозам. Числа — количество утверждений; ничего не усредняется. Выберите строку, чтобы прочесть обе стороны.",
    },
    "one": {"en": "There is only one text to read: nothing to compare.", "ru": "Текст только один: сравнивать не с чем."},
    "others": {
        "en": "To compare two other texts, choose exactly those two in the filter.",
        "ru": "Чтобы сравнить два других текста, выберите в фильтре именно их.",
    },
    "unpublished": {
        "en": "{text} came out on {date}, after the day of this view: on that day it said nothing.",
        "ru": "{text}: вышел {date}, позже даты этого вида; на эту дату он ещё ничего не сказал.",
    },
    "both": {"en": "Both say ({number})", "ru": "Говорят оба ({number})"},
    "only": {"en": "Only {text} ({number})", "ru": "Только {text} ({number})"},
    "places": {"en": "Places ({number})", "ru": "Места ({number})"},
    "naming": {"en": "Who is never named ({number})", "ru": "Кто не назван ({number})"},
    "nothing": {"en": "Nothing here with these filters.", "ru": "С этими фильтрами здесь ничего нет."},
    "differs": {"en": "Said differently", "ru": "Сказано по-разному"},
    "yes": {"en": "yes", "ru": "да"},
    "no": {"en": "no", "ru": "нет"},
    "country": {"en": "Country", "ru": "Страна"},
    "threat": {"en": "Threat", "ru": "Угроза"},
    "role": {"en": "Role", "ru": "Роль"},
    "place": {"en": "Place", "ru": "Место"},
    "claims": {"en": "{text}: claims", "ru": "{text}: утверждений"},
    "said_as": {"en": "{text}: said as", "ru": "{text}: сказано как"},
    "naming_help": {
        "en": "Countries that at least one text never calls by name. “Meant” is a country that claims count in because the text speaks of a group or a region that it belongs to.",
        "ru": "Страны, которые хотя бы один текст ни разу не называет. «Подразумевается» — страна, которую утверждения учитывают, потому что текст говорит о группе или регионе, куда она входит.",
    },
    "named": {"en": "named", "ru": "названа"},
    "meant": {"en": "never named, but meant", "ru": "не названа, но подразумевается"},
    "absent": {"en": "never named", "ru": "не названа"},
    "sides": {"en": "Side by side: {title}", "ru": "Рядом: {title}"},
    "silent": {"en": "Says nothing of it.", "ru": "Об этом ничего не говорит."},
    "open": {"en": "Open {id}", "ru": "Открыть {id}"},
}  # fmt: skip

_TABS: Final = "texts.compare.tabs"

SIDES: Final = {"cell", "place", "country", "border"}
"""The selections that both texts may speak of."""


def comparison(context: Context) -> None:
    """Draw the comparison of the two texts that the filter chooses, else of the first two."""
    st.header(_say(context, "heading"), anchor="compare")
    texts = context.dataset.texts
    if len(texts) < 2:
        st.text(_say(context, "one"))
        return
    chosen = [text for text in texts if text.id in context.view.chosen("text")]
    first, second = chosen if len(chosen) == 2 else texts[:2]
    if len(texts) > 2 and len(chosen) != 2:
        st.text(_say(context, "others"))
    # The filter on the text would leave one side empty; every other filter holds for both.
    claims = select(context.dataset, context.view.choose("text", ())).claims
    st.text(_say(context, "intro", first=_short(first), second=_short(second)))
    for text in (first, second):
        if context.selection.day < first_day(text.date):
            st.text(_say(context, "unpublished", text=_short(text), date=text.date))
    names = _names(first, second)
    cells = compare.cells(context.dataset, claims, first.id, second.id)
    places = compare.places(claims, first.id, second.id)
    ways = [compare.naming(context.dataset, text.id, claims) for text in (first, second)]
    naming = compare.unnamed(*ways)
    both = [pair for pair in cells if pair.both]
    only = [
        [pair for pair in cells if pair.first.claims and not pair.both],
        [pair for pair in cells if pair.second.claims and not pair.both],
    ]
    titles: dict[Tab, str] = {
        "both": _say(context, "both", number=len(both)),
        "first": _say(context, "only", text=names[0], number=len(only[0])),
        "second": _say(context, "only", text=names[1], number=len(only[1])),
        "places": _say(context, "places", number=len(places)),
        "naming": _say(context, "naming", number=len(naming)),
    }
    tabs = _tabs(context, titles)
    tables: dict[Tab, list[_Row]] = {
        "both": _cells(context, both, names, differs=True),
        "first": _cells(context, only[0], names),
        "second": _cells(context, only[1], names),
        "places": _places(context, places, names),
        "naming": _naming(context, naming, names),
    }
    for name, rows in tables.items():
        with tabs[name]:
            if name == "naming":
                st.caption(plain(_say(context, "naming_help")))
            if rows:
                found, opens = zip(*rows, strict=True)
                picking_table(
                    context, f"texts.{name}", titles[name], found, opens, widths=_widths(context, names)
                )
            else:
                st.text(_say(context, "nothing"))
    _sides(context, (first, second))


def _tabs(context: Context, titles: Mapping[Tab, str]) -> dict[Tab, TabContainer]:
    """Return the tabs, that of the view open; another that is opened goes into the link."""
    labels = {plain(title): name for name, title in titles.items()}

    def opened() -> None:
        name = labels.get(st.session_state[_TABS])
        if name is not None:
            state.change(lambda view: replace(view, tab=name))

    # A label counts what a filter leaves: the one that the browser remembers may be of another number.
    st.session_state[_TABS] = plain(titles[context.view.tab])
    return dict(zip(titles, st.tabs(list(labels), key=_TABS, on_change=opened), strict=True))


def _say(context: Context, key: str, **values: object) -> str:
    said = context.language.part(f"page.texts.compare.{key}", _WORDS[key])
    return said.format(**values) if values else said


def _widths(context: Context, names: tuple[str, str]) -> dict[str, int]:
    """Return pixels by heading, of whatever table has it."""
    fixed = {"country": 110, "threat": 160, "role": 80, "place": 170, "differs": 90}
    own = {"claims": 85, "said_as": 150}
    return {
        **{_say(context, key): width for key, width in fixed.items()},
        **{_say(context, key, text=name): width for key, width in own.items() for name in names},
        **dict.fromkeys(names, 200),
    }


def _names(first: Text, second: Text) -> tuple[str, str]:
    """Return what the columns call the texts: author and year, with the id where those are the same."""
    names = (_short(first), _short(second))
    return names if names[0] != names[1] else (f"{names[0]}, {first.id}", f"{names[1]}, {second.id}")


def _short(text: Text) -> str:
    return f"{text.author.split()[-1]} {text.date[:4]}"


def _side(context: Context, side: Side) -> str:
    terms = context.dataset.taxonomy.modalities
    return ", ".join(
        pick(terms[modality].label, context.language.tag) for modality in terms if modality in side.modalities
    )


def _numbers(context: Context, pair: Pair, names: tuple[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, side in zip(names, (pair.first, pair.second), strict=True):
        row[_say(context, "claims", text=name)] = len(side.claims)
        row[_say(context, "said_as", text=name)] = _side(context, side)
    return row


def _cells(
    context: Context, pairs: Sequence[Pair], names: tuple[str, str], *, differs: bool = False
) -> list[_Row]:
    dataset, tag = context.dataset, context.language.tag
    order = list(dataset.taxonomy.threats)
    rows = []
    for pair in pairs:
        country, threat, role = pair.key.split("/")
        row: dict[str, Any] = {
            _say(context, "country"): pick(dataset.actor_names(country), tag),
            _say(context, "threat"): pick(dataset.taxonomy.threats[threat].label, tag),
            _say(context, "role"): context.language.text(f"role.{role}"),
            **_numbers(context, pair, names),
        }
        if differs:
            row[_say(context, "differs")] = _say(context, "yes" if pair.differs else "no")
        rows.append((row, f"cell:{pair.key}", order.index(threat)))
    rows.sort(key=lambda item: (str(item[0][_say(context, "country")]), item[2], item[1]))
    return [(row, key) for row, key, _order in rows]


def _places(context: Context, pairs: Sequence[Pair], names: tuple[str, str]) -> list[_Row]:
    rows = []
    for pair in pairs:
        place = context.dataset.place(pair.key)
        row = {
            _say(context, "place"): pick(place.names, context.language.tag),
            **_numbers(context, pair, names),
        }
        rows.append((not pair.both, row, pair.key if ":" in pair.key else f"place:{pair.key}"))
    rows.sort(key=lambda item: (item[0], str(item[1][_say(context, "place")])))
    return [(row, key) for _one, row, key in rows]


def _naming(context: Context, pairs: Sequence[tuple[Named, Named]], names: tuple[str, str]) -> list[_Row]:
    rows = []
    for both in pairs:
        row: dict[str, Any] = {
            _say(context, "country"): pick(context.dataset.actor_names(both[0].country), context.language.tag)
        }
        for name, one in zip(names, both, strict=True):
            row[name] = _say(context, one.naming)
            row[_say(context, "claims", text=name)] = len(one.claims)
        rows.append((row, f"country:{both[0].country}"))
    rows.sort(key=lambda item: str(item[0][_say(context, "country")]))
    return rows


def _sides(context: Context, texts: tuple[Text, Text]) -> None:
    """Show the claims behind what is selected, a column a text."""
    opened = context.view.selection
    if opened is None or opened.partition(":")[0] not in SIDES:
        return
    words, terms = context.language, context.dataset.taxonomy
    claims = select(context.dataset, context.view.choose("text", ())).claims
    found = evidence(context.dataset, claims, opened)
    title = _say(context, "sides", title=selection_title(context.dataset, opened, words))
    st.subheader(plain(title), anchor="sides")
    for column, text in zip(st.columns(2), texts, strict=True):
        with column:
            own = [claim for claim in found if claim.text == text.id]
            st.text(f"{_short(text)} · {words.plural('sentence.claims', len(own))}")
            if not own:
                st.text(_say(context, "silent"))
            for claim in own:
                with st.container(border=True, gap="xsmall"):
                    st.caption(plain(pick(terms.modalities[claim.modality].label, words.tag)))
                    st.text(pick(claim.summary, words.tag))
                    st.button(
                        plain(_say(context, "open", id=claim.id)),
                        key=f"texts.open.{claim.id}",
                        type="tertiary",
                        on_click=state.select,
                        args=(f"claim:{claim.id}",),
                    )
