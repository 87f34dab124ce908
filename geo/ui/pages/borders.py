"""Borders: each that a claim or a reference fact speaks of, its facts with sources, and its claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from geo.i18n import Words, format_day, pick
from geo.model import facts
from geo.query.border_facts import BorderState, facts_about, spoken_of
from geo.query.counting import read_count
from geo.render.record_words import (
    border_name,
    border_said,
    crossing_said,
    guard_said,
    length_said,
)
from geo.ui.citing import share
from geo.ui.facts import fact_card, span
from geo.ui.page import Context, Page
from geo.ui.picking import picking_table
from geo.ui.plain import plain
from geo.ui.section import Section
from geo.ui.sources import Sources
from geo.ui.stage import stage

_WORDS: Final[Mapping[str, Words]] = {
    "title": {"en": "Borders", "ru": "Границы"},
    "help": {
        "en": "Every border that a claim or a reference fact speaks of. Guards and the last event are as of {day}; status and crossings are the last ones known, with that date. The drawn line is generalised, so it is shorter than the published length. Pick a row to open its facts and claims.",
        "ru": "Каждая граница, о которой говорит утверждение или справочный факт. Охрана и последнее событие показаны на {day}, положение и переходы — последние известные, с датой. Линия на карте обобщена, поэтому короче опубликованной длины. Выберите строку, чтобы открыть факты и утверждения.",
    },
    "border": {"en": "Border", "ru": "Граница"},
    "claims": {"en": "Claims", "ru": "Утверждения"},
    "published": {"en": "Published, km", "ru": "Опубликовано, км"},
    "drawn": {"en": "Drawn, km", "ru": "На карте, км"},
    "status": {"en": "Status, last known", "ru": "Положение, последнее известное"},
    "guards": {"en": "Guarded by", "ru": "Кто охраняет"},
    "foreign": {"en": "By a third state", "ru": "Третьим государством"},
    "crossings": {"en": "Crossings", "ru": "Переходы"},
    "last": {"en": "Last event by then", "ru": "Последнее событие к этому дню"},
    "pick": {"en": "Pick a border above to see its facts, each with its source.", "ru": "Выберите границу выше, чтобы увидеть факты, каждый с источником."},
    "facts": {"en": "{border}: facts on record", "ru": "{border}: факты"},
    "no_facts": {"en": "No reference fact is about this border: it is known from claims alone.", "ru": "Справочных фактов об этой границе нет: о ней говорят только утверждения."},
    "sort": {"en": "About", "ru": "О чём"},
    "statement": {"en": "On record", "ru": "По данным"},
    "note": {"en": "Note", "ru": "Примечание"},
    "source": {"en": "Source, evidence, confidence", "ru": "Источник, данные на, достоверность"},
    "sources": {"en": "Sources", "ru": "Источники"},
    "sort.borders": {"en": "status", "ru": "положение"},
    "sort.border_lengths": {"en": "length", "ru": "длина"},
    "sort.border_guards": {"en": "guards", "ru": "охрана"},
    "sort.border_crossings": {"en": "crossing", "ru": "переход"},
    "sort.border_events": {"en": "event", "ru": "событие"},
    "none": {"en": "No border of the region is spoken of.", "ru": "Ни об одной границе региона не говорится."},
}  # fmt: skip


def _say(context: Context, key: str, **values: object) -> str:
    said = context.language.part(f"page.borders.{key}", _WORDS[key])
    return said.format(**values) if values else said


def _render(context: Context) -> None:
    day = context.selection.day
    states = spoken_of(context.dataset, context.selection.claims, day, context.view.point_of_view)
    with stage(context):
        st.title(plain(_say(context, "title")), anchor="borders")
        if not states:
            st.text(_say(context, "none"))
            return
        st.caption(plain(_say(context, "help", day=format_day(context.language.tag, day))))
        _table(context, states)
        share(context)
        _facts(context)


def chosen_border(selection: str | None) -> str | None:
    """Return the border that a selection names, or that a number counted on a border stands for."""
    family, _, code = (selection or "").partition(":")
    if family == "count":
        count = read_count(code)
        family, _, code = ((count.place if count else None) or "").partition(":")
    return code if family == "border" else None


def _table(context: Context, states: tuple[BorderState, ...]) -> None:
    border = chosen_border(context.view.selection)
    picking_table(
        context,
        "borders.table",
        _say(context, "title"),
        [_row(context, one) for one in states],
        [one.selection for one in states],
        opened=f"border:{border}" if border else None,
        widths={
            _say(context, "border"): 170,
            _say(context, "claims"): 115,
            _say(context, "published"): 150,
            _say(context, "drawn"): 105,
            _say(context, "status"): 230,
            _say(context, "guards"): 260,
            _say(context, "foreign"): 120,
            _say(context, "crossings"): 90,
            _say(context, "last"): 280,
        },
    )


def _row(context: Context, one: BorderState) -> dict[str, Any]:
    dataset, words = context.dataset, context.language
    return {
        _say(context, "border"): border_name(dataset, one.id, words),
        _say(context, "claims"): len(one.claims),
        _say(context, "published"): one.published.km if one.published else None,
        _say(context, "drawn"): one.drawn_km,
        _say(context, "status"): (
            f"{border_said(one.record, words)} ({one.record.evidence_latest})" if one.record else ""
        ),
        _say(context, "guards"): "; ".join(guard_said(dataset, row, words) for row in one.guards),
        _say(context, "foreign"): ", ".join(
            pick(dataset.actor_names(code), words.tag) for code in one.foreign_guards
        ),
        _say(context, "crossings"): len(one.crossings),
        _say(context, "last"): f"{one.event.start}: {one.event.event}" if one.event else "",
    }


def _facts(context: Context) -> None:
    border = chosen_border(context.view.selection)
    if border is None:
        st.text(_say(context, "pick"))
        return
    name = border_name(context.dataset, border, context.language)
    found = facts_about(context.dataset, border)
    sources = Sources(context.dataset, context.language)
    part = Section("facts", context.language, _say(context, "facts", border=name))
    part.table([_fact(context, ref, fact, sources) for ref, fact in found])
    if not found:
        part.lines(_say(context, "no_facts"))
    part.draw()
    sources.show(_say(context, "sources"))


def _fact(context: Context, ref: str, fact: facts.Fact, sources: Sources) -> dict[str, str]:
    return {
        _say(context, "sort"): _say(context, f"sort.{ref.partition(':')[0]}"),
        _say(context, "statement"): _statement(context, ref, fact),
        _say(context, "note"): fact.note or "",
        _say(context, "source"): sources.mark(fact),
    }


def _statement(context: Context, ref: str, fact: facts.Fact) -> str:
    """Say a fact without naming its border again: the heading does."""
    dataset, words = context.dataset, context.language
    match fact:
        case facts.Border():
            return border_said(fact, words)
        case facts.BorderLength():
            return length_said(fact, words)
        case facts.BorderCrossing():
            return crossing_said(fact, words)
        case facts.BorderGuard():
            return _joined(guard_said(dataset, fact, words), span(fact.start, fact.end, words))
        case facts.BorderEvent():
            return _joined(span(fact.start, fact.end, words) if fact.end else fact.start, fact.event)
        case _:
            return fact_card(dataset, ref, words)["statement"]


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


PAGE = Page(id="borders", order=40, words=_WORDS, render=_render, components=("section",))
