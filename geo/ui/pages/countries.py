"""One country's profile, printable: its facts as of a day, what is said of it and what never is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

import streamlit as st

from geo.i18n import Words, format_day, pick
from geo.model import facts
from geo.model.base import Modality
from geo.query.border_facts import BorderState
from geo.query.counting import Count
from geo.query.profile import facilities, memberships, neighbours, profile_country, profiled, unsaid
from geo.query.selection import evidence, statuses
from geo.render.chart import charts
from geo.render.charts.country_membership import organisation_name
from geo.render.record_words import border_said, guard_said, kilometres, operator_said, record_word
from geo.render.said import text_name
from geo.ui import state
from geo.ui.charts import draw_chart
from geo.ui.citing import share
from geo.ui.page import Context, Page
from geo.ui.paper import Paper
from geo.ui.plain import plain
from geo.ui.section import Section
from geo.ui.sources import Sources
from geo.ui.stage import stage

_WORDS: Final[Mapping[str, Words]] = {
    "title": {"en": "Countries", "ru": "Страны"},
    "country": {"en": "Country", "ru": "Страна"},
    "standing": {"en": "{status} as of {day}", "ru": "{status} на {day}"},
    "named": {"en": "Read the {claims} that name it", "ru": "Прочесть, где страна названа: {claims}"},
    "print": {"en": "Print this page from the browser: menus and controls stay off the paper.", "ru": "Страницу можно распечатать из браузера: меню и кнопки на бумагу не попадут."},
    "standings": {"en": "Standings on record", "ru": "Положение по записям"},
    "organisation": {"en": "Organisation", "ru": "Организация"},
    "status": {"en": "Standing", "ru": "Положение"},
    "from": {"en": "From", "ru": "С"},
    "until": {"en": "Until", "ru": "До"},
    "event": {"en": "By", "ru": "Основание"},
    "borders": {"en": "Neighbours and borders", "ru": "Соседи и границы"},
    "borders_help": {
        "en": "The drawn line is generalised, so it is shorter than the published length. The status is the last one known, not that of the chosen day; guards and the last event are as of {day}.",
        "ru": "Линия на карте обобщена, поэтому короче опубликованной длины. Охрана и последнее событие показаны на {day}, а положение — последнее известное.",
    },
    "neighbour": {"en": "Neighbour", "ru": "Сосед"},
    "published": {"en": "Published, km", "ru": "Опубликовано, км"},
    "drawn": {"en": "Drawn, km", "ru": "На карте, км"},
    "known": {"en": "Status, last known", "ru": "Положение, последнее известное"},
    "guards": {"en": "Guarded by", "ru": "Кто охраняет"},
    "last": {"en": "Last event by then", "ru": "Последнее событие к этому дню"},
    "source": {"en": "Source, evidence, confidence", "ru": "Источник, данные на, достоверность"},
    "no_borders": {"en": "No land border is drawn or on record.", "ru": "Сухопутных границ на карте и в записях нет."},
    "open_border": {"en": "{neighbour}: {claims}", "ru": "{neighbour}: {claims}"},
    "facilities": {"en": "Foreign facilities on its soil", "ru": "Иностранные объекты на её территории"},
    "facilities_help": {"en": "As of {day}. A closed date is the day it stood no more; a lease end may be computed from its term.", "ru": "Стоявшие на {day}; дата закрытия — день, когда объекта уже не было, конец аренды может быть вычислен по сроку."},
    "facility": {"en": "Facility", "ru": "Объект"},
    "kind": {"en": "Kind", "ru": "Вид"},
    "operator": {"en": "Operator", "ru": "Кто управляет"},
    "lease": {"en": "Lease until", "ru": "Аренда до"},
    "computed": {"en": "{until} (computed)", "ru": "{until} (вычислено)"},
    "no_facilities": {"en": "None is on record for that day.", "ru": "На этот день объектов не отмечено."},
    "elsewhen": {"en": "On record, but not standing on that day", "ru": "Есть в записях, но не на этот день"},
    "unsaid": {"en": "What is never said of it", "ru": "О чём никогда не говорится"},
    "unsaid_help": {"en": "In all claims of the atlas, whatever the filters. Silence is not safety: it only says that the texts say nothing.", "ru": "Во всех утверждениях атласа, независимо от фильтров. Молчание не значит безопасность: это лишь молчание текстов."},
    "unsaid_threats": {"en": "Never said to be exposed to it or the source of it", "ru": "Ни под угрозой, ни источник"},
    "unsaid_texts": {"en": "Never named in", "ru": "Не названа в тексте"},
    "unsaid_modalities": {"en": "Never spoken of as", "ru": "Не встречается в форме"},
    "nothing_unsaid": {"en": "Nothing: every threat, text and modality of the atlas speaks of it.", "ru": "Ничего: о ней говорят все угрозы, тексты и модальности атласа."},
    "sources": {"en": "Sources", "ru": "Источники"},
}  # fmt: skip


def _say(context: Context, key: str, **values: object) -> str:
    said = context.language.part(f"page.countries.{key}", _WORDS[key])
    return said.format(**values) if values else said


def _day(context: Context) -> str:
    return format_day(context.language.tag, context.selection.day)


def _name(context: Context, code: str) -> str:
    return pick(context.dataset.actor_names(code), context.language.tag)


def _render(context: Context) -> None:
    country = profile_country(context.dataset, context.view)
    sources, paper = Sources(context.dataset, context.language), Paper()
    with stage(context):
        _head(context, country)
        drawn = charts("countries")
        draw_chart(context, drawn["country_membership"], bool(memberships(context.dataset, country)))
        _standings(context, country, sources, paper)
        _borders(context, country, sources, paper)
        _facilities(context, country, sources, paper)
        beside = []
        with st.container(key="atlas_pair", horizontal=True, wrap=False):
            for name, chart in drawn.items():
                if name != "country_membership":
                    with st.container(width="stretch"):
                        beside.append(draw_chart(context, chart))
        paper.beside(*beside)
        _unsaid(context, country, paper)
        sources.show(_say(context, "sources"))
        for text, url in sources.lines():
            paper.text(f"{text} {url}", columns=2)
        paper.mark(context.language)


def _head(context: Context, country: str) -> None:
    key = "countries.country"
    if st.session_state.get(key) != country:
        st.session_state[key] = country
    names = {code: _name(context, code) for code in profiled(context.dataset)}
    with st.container(key="atlas_choice", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            plain(_say(context, "country")),
            sorted(names, key=lambda code: names[code]),
            format_func=lambda code: names[code],
            key=key,
            on_change=lambda: state.open_named(context.dataset, f"country:{st.session_state[key]}"),
            width=320,
        )
        share(context)
    st.title(plain(names[country]), anchor="country")
    status = statuses(context.dataset, context.selection.day, context.view.point_of_view)[country]
    label = context.language.part(f"statuses.{status}", context.dataset.taxonomy.statuses[status].label)
    st.text(_say(context, "standing", status=label, day=_day(context)))
    number = len(evidence(context.dataset, context.selection.claims, f"country:{country}"))
    if number:
        said = context.language.plural("sentence.claims", number)
        st.button(
            plain(_say(context, "named", claims=said)),
            key="countries.named",
            on_click=state.select,
            args=(f"country:{country}",),
        )
    with st.container(key="atlas_print_hint"):
        st.caption(plain(_say(context, "print")))


def _standings(context: Context, country: str, sources: Sources, paper: Paper) -> None:
    rows = memberships(context.dataset, country)
    if not rows:
        return
    shown = [
        {
            _say(context, "organisation"): organisation_name(
                context.dataset, row.organisation, context.language
            ),
            _say(context, "status"): record_word(context.language, f"standing.{row.status}"),
            _say(context, "from"): row.start,
            _say(context, "until"): row.end or "",
            _say(context, "event"): row.event,
            _say(context, "source"): sources.mark(row),
        }
        for row in rows
    ]
    part = Section("standings", context.language)
    part.table(shown, fold=_say(context, "standings"))
    part.draw()
    paper.table(shown)


def _borders(context: Context, country: str, sources: Sources, paper: Paper) -> None:
    states = neighbours(
        context.dataset, country, context.selection.claims, context.selection.day, context.view.point_of_view
    )
    explained = _say(context, "borders_help", day=_day(context)) if states else ""
    part = Section("borders", context.language, _say(context, "borders"), explained)
    rows = [_border(context, country, one, sources) for one in states]
    part.table(rows)
    if not states:
        part.lines(_say(context, "no_borders"))
    part.draw()
    paper.table(rows)
    with st.container(key="atlas_openings", horizontal=True):
        for one in states:
            count = Count(country=country, place=f"border:{one.id}")
            number = len(evidence(context.dataset, context.selection.claims, count.selection))
            if number:
                said = context.language.plural("sentence.claims", number)
                name = _name(context, _other(one.id, country))
                st.button(
                    plain(_say(context, "open_border", neighbour=name, claims=said)),
                    key=f"countries.border.{one.id}",
                    on_click=state.select,
                    args=(count.selection,),
                )


def _other(border: str, country: str) -> str:
    return next(code for code in border.split("-") if code != country)


def _border(context: Context, country: str, one: BorderState, sources: Sources) -> dict[str, str]:
    shown: list[facts.Fact] = [
        row for row in (one.published, one.record, *one.guards, one.event) if row is not None
    ]
    known = (
        f"{border_said(one.record, context.language)} ({one.record.evidence_latest})" if one.record else ""
    )
    guards = "; ".join(guard_said(context.dataset, row, context.language) for row in one.guards)
    return {
        _say(context, "neighbour"): _name(context, _other(one.id, country)),
        _say(context, "published"): kilometres(context.language, one.published.km if one.published else None),
        _say(context, "drawn"): kilometres(context.language, one.drawn_km),
        _say(context, "known"): known,
        _say(context, "guards"): guards,
        _say(context, "last"): f"{one.event.start}: {one.event.event}" if one.event else "",
        _say(context, "source"): sources.mark(*shown),
    }


def _facilities(context: Context, country: str, sources: Sources, paper: Paper) -> None:
    dataset, words = context.dataset, context.language
    explained = _say(context, "facilities_help", day=_day(context))
    part = Section("facilities", words, _say(context, "facilities"), explained)
    found = facilities(dataset, country, context.selection.day)

    def rows(stood: bool) -> list[dict[str, str]]:
        made = []
        for one in found:
            if one.stood != stood:
                continue
            fact = one.facility
            until = fact.lease_until or ""
            made.append({
                _say(context, "facility"): dataset.reference.facility_label(fact.id, words.tag),
                _say(context, "kind"): record_word(words, f"kind.{fact.kind}"),
                _say(context, "operator"): "; ".join(
                    dict.fromkeys(operator_said(dataset, row, words) for row in one.operators)
                ),
                _say(context, "from"): fact.opened or "",
                _say(context, "until"): fact.closed or "",
                _say(context, "lease"): (
                    _say(context, "computed", until=until) if fact.lease_basis == "computed" else until
                ),
                _say(context, "source"): sources.mark(fact, *one.operators),
            })  # fmt: skip
        return made

    standing, others = rows(True), rows(False)
    part.table(standing)
    if not standing:
        part.lines(_say(context, "no_facilities"))
    part.table(others, fold=f"{_say(context, 'elsewhen')} ({len(others)})", on_paper=False)
    part.draw()
    paper.table(standing)


def _unsaid(context: Context, country: str, paper: Paper) -> None:
    dataset, words = context.dataset, context.language
    never = unsaid(dataset, country)
    labels = {
        "unsaid_threats": [
            words.part(f"threats.{threat}", dataset.taxonomy.threats[threat].label)
            for threat in never.threats
        ],
        "unsaid_texts": [
            f"{text_name(dataset, text)}, “{dataset.texts_by_id[text].title}”" for text in never.texts
        ],
        "unsaid_modalities": [
            words.part(f"modalities.{one}", dataset.taxonomy.modalities[cast("Modality", one)].label)
            for one in never.modalities
        ],
    }
    lines = [f"{_say(context, key)}: {'; '.join(said)}" for key, said in labels.items() if said]
    for line in lines:
        paper.text(line)
    part = Section("unsaid", words, _say(context, "unsaid"), _say(context, "unsaid_help"))
    part.lines(*lines or [_say(context, "nothing_unsaid")])
    part.draw()


PAGE = Page(id="countries", order=20, words=_WORDS, render=_render, components=("section",))
