"""Threats: who is exposed to which, where it comes from, how sure, and what is proposed against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from geo.i18n import Words, pick
from geo.query.answers import Answer, answers, any_threat, asked_threat, linked, unanswered
from geo.query.counting import flows
from geo.query.selection import evidence
from geo.render.chart import charts
from geo.render.charts.threat_flows import end_name, flow_word
from geo.render.said import text_name
from geo.ui import state
from geo.ui.charts import draw_chart
from geo.ui.citing import share
from geo.ui.page import Context, Page
from geo.ui.picking import ONE_LINE, ROW_HEIGHT, Heading, picking_table
from geo.ui.plain import plain
from geo.ui.section import Section
from geo.ui.stage import stage

_WORDS: Final[Mapping[str, Words]] = {
    "title": {"en": "Threats", "ru": "Угрозы"},
    "threat": {"en": "Threat", "ru": "Угроза"},
    "read": {"en": "Read the {claims} about it", "ru": "Прочесть: {claims} о ней"},
    "against": {"en": "What stands against it", "ru": "Что ей противопоставлено"},
    "against_help": {
        "en": "The texts seldom say which danger a proposal is meant for. Only a proposal that the codebook links to this threat is counted as an answer. Two weaker signs are listed apart and answer nothing by themselves: it stands on the same place as a claim about the threat, or it is about a country that is said to be exposed. The filter of threats plays no part here, the others do.",
        "ru": "Тексты редко говорят, против какой опасности направлено предложение. Ответом считается только предложение, связанное кодификатором с этой угрозой. Два более слабых признака перечислены отдельно и сами ничему не отвечают: оно относится к тому же месту, что и утверждение об угрозе, или к стране, которая названа под угрозой. Фильтр угроз здесь не действует, остальные действуют.",
    },
    "linked": {"en": "Linked to the threat: these answer it", "ru": "Связаны с угрозой: это ответы"},
    "place": {"en": "On the same place", "ru": "О том же месте"},
    "countries": {"en": "About a country that is exposed", "ru": "О стране, которая под угрозой"},
    "no_linked": {"en": "No proposal is linked to this threat: in these texts nothing answers it.", "ru": "Ни одно предложение не связано с этой угрозой: в этих текстах ей ничто не отвечает."},
    "no_near": {"en": "None.", "ru": "Таких нет."},
    "proposal": {"en": "What is proposed", "ru": "Что предлагается"},
    "text": {"en": "Text", "ru": "Текст"},
    "shared": {"en": "In common", "ru": "Общее"},
    "modality": {"en": "Modality", "ru": "Модальность"},
    "unanswered": {"en": "Threats that no proposal answers", "ru": "Угрозы, на которые нет ответа"},
    "unanswered_help": {"en": "Spoken of, but no proposal is linked to them. Pick one to look at it.", "ru": "О них говорят, но ни одно предложение с ними не связано. Выберите строку, чтобы рассмотреть угрозу."},
    "claims": {"en": "Claims", "ru": "Утверждения"},
    "all_answered": {"en": "None: some proposal is linked to each threat spoken of.", "ru": "Таких нет: с каждой упомянутой угрозой связано какое-нибудь предложение."},
}  # fmt: skip


def _say(context: Context, key: str, **values: object) -> str:
    said = context.language.part(f"page.threats.{key}", _WORDS[key])
    return said.format(**values) if values else said


def _label(context: Context, threat: str) -> str:
    return context.language.part(f"threats.{threat}", context.dataset.taxonomy.threats[threat].label)


def _render(context: Context) -> None:
    threat = asked_threat(context.dataset, context.view)
    drawn = charts("threats")
    with stage(context):
        st.title(plain(_say(context, "title")), anchor="threats")
        draw_chart(context, drawn["country_threat"])
        _head(context, threat)
        about = bool(evidence(context.dataset, context.selection.claims, f"threat:{threat}"))
        for name, chart in drawn.items():
            if name == "country_threat":
                continue
            draw_chart(context, chart)
            if name == "threat_flows" and about:
                _flows(context, threat)
        _against(context, threat)
        _unanswered(context)


def _head(context: Context, threat: str) -> None:
    key = "threats.threat"
    if st.session_state.get(key) != threat:
        st.session_state[key] = threat
    numbers = linked(context.dataset, context.selection.claims)
    st.header(plain(_label(context, threat)), anchor="threat")
    st.text(pick(context.dataset.taxonomy.threats[threat].definition, context.language.tag))
    with st.container(key="atlas_choice", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            plain(_say(context, "threat")),
            list(context.dataset.taxonomy.threats),
            format_func=lambda one: f"{_label(context, one)} ({numbers[one]})",
            key=key,
            on_change=lambda: state.open_named(context.dataset, f"threat:{st.session_state[key]}"),
            width=420,
        )
        if numbers[threat]:
            said = context.language.plural("sentence.claims", numbers[threat])
            st.button(
                plain(_say(context, "read", claims=said)),
                key="threats.read",
                on_click=state.select,
                args=(f"threat:{threat}",),
            )
        share(context)


def _flows(context: Context, threat: str) -> None:
    found = flows(context.selection.claims, threat)
    words = context.language
    picking_table(
        context,
        "threats.flows",
        _label(context, threat),
        [
            {
                flow_word(words, "source"): end_name(context.dataset, words, flow.source, "source"),
                flow_word(words, "exposed"): end_name(context.dataset, words, flow.exposed, "exposed"),
                flow_word(words, "claims"): flow.claims,
            }
            for flow in found
        ],
        [flow.selection for flow in found],
        height=12 * ONE_LINE,
        row_height=ONE_LINE,
    )


def _against(context: Context, threat: str) -> None:
    Section("against", context.language, _say(context, "against"), _say(context, "against_help")).draw()
    found = answers(context.dataset, any_threat(context.dataset, context.view), threat)
    for nearness in ("linked", "place", "countries"):
        _proposals(context, threat, nearness, [answer for answer in found if answer.nearness == nearness])


def _proposals(context: Context, threat: str, nearness: str, near: Sequence[Answer]) -> None:
    dataset, tag = context.dataset, context.language.tag

    def shared(answer: Answer) -> str:
        if answer.nearness == "place":
            return ", ".join(pick(dataset.place(one).names, tag) for one in answer.shared)
        return ", ".join(pick(dataset.actor_names(one), tag) for one in answer.shared)

    rows = []
    for answer in near:
        claim = answer.claim
        modality = dataset.taxonomy.modalities[claim.modality].label
        row = {
            _say(context, "proposal"): pick(claim.summary, tag),
            _say(context, "text"): text_name(dataset, claim.text),
            _say(context, "modality"): context.language.part(f"modalities.{claim.modality}", modality),
        }
        if nearness != "linked":
            row[_say(context, "shared")] = shared(answer)
        rows.append(row)
    picking_table(
        context,
        f"threats.{nearness}",
        _say(context, nearness),
        rows,
        [f"answer:{threat}/{answer.claim.id}" for answer in near],
        over=Heading(
            f"{_say(context, nearness)} ({len(near)})",
            nothing=_say(context, "no_linked" if nearness == "linked" else "no_near"),
            level=3,
        ),
        widths={_say(context, "proposal"): 460},
        height=5 * ROW_HEIGHT,
        row_height=ROW_HEIGHT,
    )


def _unanswered(context: Context) -> None:
    left = unanswered(context.dataset, any_threat(context.dataset, context.view))
    said = _say(context, "unanswered")
    picking_table(
        context,
        "threats.unanswered",
        said,
        [
            {_say(context, "threat"): _label(context, threat), _say(context, "claims"): number}
            for threat, number in left
        ],
        [f"threat:{threat}" for threat, _number in left],
        over=Heading(said, _say(context, "unanswered_help"), _say(context, "all_answered")),
        height=18 * ONE_LINE,
        row_height=ONE_LINE,
    )


PAGE = Page(id="threats", order=30, words=_WORDS, render=_render, components=("section",))
