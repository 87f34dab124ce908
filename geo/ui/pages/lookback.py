"""Looking back: what the texts expected and asked for, against what happened, year by year."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from geo.i18n import Words, format_day, pick
from geo.model.claim import Claim
from geo.query.ledger import Entry, hindsight, ledger, unjudged
from geo.query.sentence import sentence
from geo.query.timeline import day_of_year, years
from geo.render.chart import charts
from geo.render.payload import map_payload
from geo.ui import state
from geo.ui.charts import draw_chart
from geo.ui.citing import share
from geo.ui.component import atlas_map, evidence_panel
from geo.ui.evidence import evidence_payload
from geo.ui.page import Context, Page
from geo.ui.picking import Heading, picking_table
from geo.ui.plain import plain

_WORDS: Final[Mapping[str, Words]] = {
    "title": {"en": "Looking back", "ru": "Взгляд назад"},
    "as_of": {"en": "As of {day}", "ru": "На {day}"},
    "year": {"en": "Year: the map shows its last day", "ru": "Год: карта показывает его последний день"},
    "back": {"en": "Year before", "ru": "Годом раньше"},
    "on": {"en": "Year after", "ru": "Годом позже"},
    "play": {"en": "Play year by year", "ru": "Показать год за годом"},
    "stop": {"en": "Stop", "ru": "Стоп"},
    "standing": {"en": "Day of the newest text", "ru": "День новейшего текста"},
    "ledger": {"en": "Expected, asked for, and what came of it", "ru": "Чего ждали, чего просили и что вышло"},
    "ledger_help": {
        "en": "Verdicts are the atlas’s own, each with its reason and source, and read from today; the column “On that day” tells how the matter stood on the day of this view. Pick a row to read the reasoning and the claims.",
        "ru": "Выводы принадлежат атласу, у каждого есть обоснование и источник; они сделаны с сегодняшней точки зрения. Столбец «На ту дату» говорит, как дело обстояло на дату этого вида. Выберите строку, чтобы прочесть обоснование и утверждения.",
    },
    "none": {"en": "No judged forecast or proposal fits the filters.", "ru": "Под фильтры не подходит ни один проверенный прогноз и ни одно предложение."},
    "text": {"en": "Text", "ru": "Текст"},
    "said": {"en": "What was said", "ru": "Что было сказано"},
    "modality": {"en": "Said as", "ru": "Сказано как"},
    "verdict": {"en": "Verdict", "ru": "Вывод"},
    "outcome": {"en": "What happened", "ru": "Что произошло"},
    "date": {"en": "Outcome dated", "ru": "Дата исхода"},
    "on_day": {"en": "On that day", "ru": "На ту дату"},
    "unmade": {"en": "not yet said", "ru": "ещё не сказано"},
    "open": {"en": "still open", "ru": "ещё не решено"},
    "settled": {"en": "decided by then", "ru": "уже решено"},
    "claims": {"en": "Claims", "ru": "Утверждений"},
    "why": {"en": "Why", "ru": "Почему"},
    "known": {"en": "Known as of {date}; {confidence}", "ru": "Сведения на {date}; {confidence}"},
    "source": {"en": "Source: {title}", "ru": "Источник: {title}"},
    "findings": {"en": "Findings it rests on", "ru": "На чём основан вывод"},
    "behind": {"en": "Claims that it judges", "ru": "Утверждения, о которых вывод"},
    "unjudged": {"en": "Not judged ({number})", "ru": "Без вывода ({number})"},
    "unjudged_help": {
        "en": "Forecasts and proposals of the texts for which the record holds no outcome yet. They are neither right nor wrong here.",
        "ru": "Прогнозы и предложения текстов, об исходе которых в справочных данных пока ничего нет. Здесь они не верны и не ошибочны.",
    },
}  # fmt: skip

_PLAYING: Final = "lookback.playing"
_DRAWN: Final = "lookback.drawn"
STEP: Final = 2.0
"""Seconds that a year stands while the years are played."""
LEFT: Final = 5 * STEP
"""Seconds after which a reader who comes back to the page finds the years standing still."""


def _render(context: Context) -> None:
    dataset, view = context.dataset, context.view
    with st.container(key="atlas_sentence"):
        st.text(sentence(dataset, view, context.selection, context.language))
    st.title(plain(_say(context, "title")), anchor="lookback")
    _year(context)
    with st.container(key="atlas_stage", horizontal=True, wrap=False):
        with st.container(key="atlas_map_box", width="stretch"):
            atlas_map(map_payload(dataset, view))
        with st.container(key="atlas_evidence", width=440):
            evidence_panel(evidence_payload(dataset, view))
    _below(context)


def _below(context: Context) -> None:
    share(context)
    for chart in charts("lookback").values():
        draw_chart(context, chart, shows_something=True)
    claims = hindsight(context.dataset, context.view).claims
    _ledger(context, ledger(context.dataset, claims, context.selection.day))
    _unjudged(context, unjudged(claims))


def _say(context: Context, key: str, **values: object) -> str:
    said = context.language.part(f"page.lookback.{key}", _WORDS[key])
    return said.format(**values) if values else said


def _year(context: Context) -> None:
    """Choose the year whose last day the page is drawn for; the filter "as of" is that day."""
    dataset = context.dataset
    first, last = years(dataset)
    day = context.selection.day
    st.header(plain(_say(context, "as_of", day=format_day(context.language.tag, day))), anchor="as_of")
    key = "lookback.year"
    shown = min(max(day.year, first), last)
    if st.session_state.get(key) != shown:
        st.session_state[key] = shown

    def go(year: int) -> None:
        state.choose("as_of", day_of_year(dataset, min(max(year, first), last)))

    def chosen() -> None:
        st.session_state[_PLAYING] = False
        go(int(st.session_state[key]))

    def toggle() -> None:
        playing = not st.session_state.get(_PLAYING, False)
        st.session_state[_PLAYING] = playing
        st.session_state[_DRAWN] = time.monotonic()
        # At the end it starts again from the beginning.
        if playing and shown >= last:
            go(first)

    st.slider(_say(context, "year"), first, last, key=key, on_change=chosen)
    if time.monotonic() - st.session_state.get(_DRAWN, 0.0) > LEFT:
        st.session_state[_PLAYING] = False
    playing = st.session_state.get(_PLAYING, False)
    with st.container(horizontal=True):
        st.button(
            _say(context, "back"),
            key="lookback.back",
            on_click=go,
            args=(shown - 1,),
            disabled=shown <= first,
        )
        st.button(
            _say(context, "on"), key="lookback.on", on_click=go, args=(shown + 1,), disabled=shown >= last
        )
        st.button(_say(context, "stop" if playing else "play"), key="lookback.play", on_click=toggle)
        if context.view.chosen("as_of"):
            st.button(
                _say(context, "standing"), key="lookback.standing", on_click=state.choose, args=("as_of", ())
            )
    st.session_state[_DRAWN] = time.monotonic()
    if playing:
        _play(shown, last, go)


def _play(shown: int, last: int, go: Any) -> None:
    """Go on to the next year after a while, and so on until the last."""

    @st.fragment(run_every=STEP)
    def tick() -> None:
        # It is drawn with the page too; only a run of its own, later, is a step.
        if time.monotonic() - st.session_state[_DRAWN] < STEP / 2:
            return
        go(shown + 1)
        if shown + 1 >= last:
            st.session_state[_PLAYING] = False
        st.rerun()

    tick()


def _ledger(context: Context, entries: Sequence[Entry]) -> None:
    words = context.language
    counts = Counter(entry.forecast.verdict for entry in entries)
    counted = " · ".join(f"{words.text(f'verdict.{verdict}')}: {counts[verdict]}" for verdict in counts)
    opened = (context.view.selection or "").removeprefix("claim:")
    chosen = next((entry for entry in entries if opened in [claim.id for claim in entry.claims]), None)
    # The row stands for the claim that is open, where it is one of several that the entry judges.
    selections = [f"claim:{opened if entry is chosen else entry.claims[0].id}" for entry in entries]
    widths = {
        _say(context, key): width
        for key, width in (
            ("text", 110), ("said", 280), ("modality", 110), ("verdict", 120), ("outcome", 320), ("why", 320),
            ("date", 110), ("on_day", 120), ("claims", 90),
        )
    }  # fmt: skip
    rows = [_row(context, entry) for entry in entries]
    label = _say(context, "ledger")
    over = Heading(label, f"{counted}\n{_say(context, 'ledger_help')}", nothing=_say(context, "none"))
    picking_table(
        context, "lookback.ledger", label, rows, selections, over=over, row_height=88, widths=widths
    )
    if chosen is not None:
        _entry(context, chosen)


def _row(context: Context, entry: Entry) -> dict[str, Any]:
    words, forecast = context.language, entry.forecast
    russian = words.tag == "ru"
    text = context.dataset.texts_by_id[forecast.text]
    return {
        _say(context, "text"): f"{text.author.split()[-1]} {text.date[:4]}",
        _say(context, "said"): forecast.claim_ru if russian else forecast.claim,
        _say(context, "modality"): pick(
            context.dataset.taxonomy.modalities[forecast.modality].label, words.tag
        ),
        _say(context, "verdict"): words.text(f"verdict.{forecast.verdict}"),
        _say(context, "outcome"): forecast.outcome_ru if russian else forecast.outcome,
        _say(context, "why"): forecast.reasoning_ru if russian else forecast.reasoning,
        _say(context, "date"): forecast.outcome_date,
        _say(context, "on_day"): _say(context, entry.standing),
        _say(context, "claims"): len(entry.claims),
    }


def _entry(context: Context, entry: Entry) -> None:
    """Show one entry whole: outcome, reasoning, source and date, the findings, the claims."""
    words, forecast, reference = context.language, entry.forecast, context.dataset.reference
    russian = words.tag == "ru"
    with st.container(border=True, key="lookback_entry", gap="xsmall"):
        said = forecast.claim_ru if russian else forecast.claim
        st.subheader(plain(f"{words.text(f'verdict.{forecast.verdict}')}: {said}"), anchor="entry")
        st.text(f"{forecast.outcome_date}: {forecast.outcome_ru if russian else forecast.outcome}")
        st.text(f"{_say(context, 'why')}: {forecast.reasoning_ru if russian else forecast.reasoning}")
        confidence = words.text(f"confidence.{forecast.confidence}")
        st.text(_say(context, "known", date=forecast.evidence_latest, confidence=confidence))
        _source(context, entry.source.title, entry.source.date, entry.source.url)
        if entry.evidence:
            st.caption(plain(_say(context, "findings")))
        for finding in entry.evidence:
            st.text(f"{finding.date}: {finding.finding}")
            source = reference.source_of(finding)
            _source(context, source.title, source.date, source.url)
        st.caption(plain(_say(context, "behind")))
        for claim in entry.claims:
            st.button(
                plain(f"{claim.id}: {pick(claim.summary, words.tag)}"),
                key=f"lookback.claim.{claim.id}",
                type="tertiary",
                on_click=state.select,
                args=(f"claim:{claim.id}",),
            )


def _source(context: Context, title: str, date: str | None, url: str) -> None:
    said = _say(context, "source", title=f"{title}, {date}" if date else title)
    st.text(f"{said}\n{url}")


def _unjudged(context: Context, claims: Sequence[Claim]) -> None:
    words, dataset = context.language, context.dataset
    rows = []
    for claim in claims:
        text = dataset.texts_by_id[claim.text]
        rows.append(
            {
                _say(context, "text"): f"{text.author.split()[-1]} {text.date[:4]}",
                _say(context, "modality"): pick(dataset.taxonomy.modalities[claim.modality].label, words.tag),
                _say(context, "said"): pick(claim.summary, words.tag),
            }
        )
    widths = {_say(context, "text"): 130, _say(context, "modality"): 130, _say(context, "said"): 760}
    said = _say(context, "unjudged", number=len(claims))
    picking_table(
        context, "lookback.unjudged", said, rows, [f"claim:{claim.id}" for claim in claims],
        over=Heading(said, _say(context, "unjudged_help")), widths=widths,
    )  # fmt: skip


PAGE = Page(id="lookback", order=60, words=_WORDS, render=_render, has_map=True)
