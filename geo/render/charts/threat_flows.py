"""Who is exposed to one threat, and where from: a Sankey of sources and exposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from geo.i18n import Language, Words, pick
from geo.model.view import View
from geo.query.answers import asked_threat
from geo.query.counting import Flow, flows
from geo.query.selection import Selection
from geo.render.chart import Chart, Row, Spec, literal
from geo.render.dots import nothing
from geo.render.subject import threat_subject
from geo.store import Dataset

_WORDS: Final[Mapping[str, Words]] = {
    "label": {"en": "Who is exposed, and where from", "ru": "Кто под угрозой и откуда она исходит"},
    "help": {
        "en": "Left: where the threat comes from. Right: who is exposed. The width is the number of claims that say so; a claim that names several counts for each pair. Pick a row below to read them.",
        "ru": "Слева — откуда исходит угроза, справа — кто под угрозой. Ширина — число таких утверждений; если названо несколько сторон, утверждение считается для каждой пары. Выберите строку ниже, чтобы прочесть их.",
    },
    "source": {"en": "Where from", "ru": "Откуда"},
    "exposed": {"en": "Who is exposed", "ru": "Кто под угрозой"},
    "claims": {"en": "Claims", "ru": "Утверждения"},
    "no_source": {"en": "no source named", "ru": "источник не назван"},
    "no_exposed": {"en": "nobody named", "ru": "никто не назван"},
    "none": {"en": "No claim shown is about this threat.", "ru": "Ни одно из показанных утверждений не говорит об этой угрозе."},
    "alt": {
        "en": "{threat}: {sources} sources, {exposed} exposed. Most often: from {source} to {most}, {number}.",
        "ru": "{threat}: источников — {sources}, под угрозой — {exposed}. Чаще всего: {source} → {most}, {number}.",
    },
}  # fmt: skip
_NODE: Final = 34
"""Pixels a node needs so that labels do not run into each other."""
_COLOURS: Final = ("#8E3B74", "#C2410C")
"""Of sources and of exposed, as in the matrix."""


def flow_word(language: Language, key: str) -> str:
    """Return one of the chart's words, for the page that lists the same flows."""
    return language.part(f"chart.threat_flows.{key}", _WORDS[key])


def end_name(dataset: Dataset, language: Language, code: str | None, role: str) -> str:
    """Return the name of a source or exposed; an organisation's short one."""
    if code is None:
        return flow_word(language, f"no_{role}")
    organisation = dataset.taxonomy.organisations.get(code)
    if organisation is not None and code not in dataset.country_codes:
        return pick(organisation.short, language.tag)
    return pick(dataset.actor_names(code), language.tag)


def _flows(dataset: Dataset, view: View, selection: Selection) -> tuple[Flow, ...]:
    return flows(selection.claims, asked_threat(dataset, view))


def _spec(dataset: Dataset, view: View, selection: Selection, language: Language) -> Spec:
    found = _flows(dataset, view, selection)
    # One who is both source and exposed stands on both sides: nothing flows in a circle.
    sources = list(dict.fromkeys(flow.source for flow in found))
    exposed = list(dict.fromkeys(flow.exposed for flow in found))
    labels = [end_name(dataset, language, code, "source") for code in sources] + [
        end_name(dataset, language, code, "exposed") for code in exposed
    ]
    sankey = {
        "type": "sankey", "arrangement": "fixed",
        "node": {
            "label": [literal(label) for label in labels], "pad": 14, "thickness": 12, "line": {"width": 0},
            "color": [_COLOURS[0]] * len(sources) + [_COLOURS[1]] * len(exposed),
            "hovertemplate": "%{label}: %{value:d}<extra></extra>",
        },
        "link": {
            "source": [sources.index(flow.source) for flow in found],
            "target": [len(sources) + exposed.index(flow.exposed) for flow in found],
            "value": [flow.claims for flow in found],
            "customdata": [[flow.selection] for flow in found],
            "color": "rgba(140,120,130,0.35)",
            "hovertemplate": "%{source.label} → %{target.label}: %{value:d}<extra></extra>",
        },
    }  # fmt: skip
    layout = {
        "template": {}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "height": 60 + _NODE * max(len(sources), len(exposed), 2), "margin": {"l": 8, "r": 8, "t": 16, "b": 16},
        "xaxis": {"visible": False}, "yaxis": {"visible": False},
        "annotations": [] if found else [nothing(flow_word(language, "none"))],
    }  # fmt: skip
    return {"data": [sankey] if found else [], "layout": layout}


def _alt(dataset: Dataset, view: View, selection: Selection, language: Language) -> str:
    found = _flows(dataset, view, selection)
    if not found:
        return flow_word(language, "none")
    most = found[0]
    threat = dataset.taxonomy.threats[most.threat]
    return flow_word(language, "alt").format(
        threat=language.part(f"threats.{most.threat}", threat.label),
        sources=len({flow.source for flow in found} - {None}),
        exposed=len({flow.exposed for flow in found} - {None}),
        source=end_name(dataset, language, most.source, "source"),
        most=end_name(dataset, language, most.exposed, "exposed"),
        number=language.plural("sentence.claims", most.claims),
    )


def _table(dataset: Dataset, view: View, selection: Selection, language: Language) -> tuple[Row, ...]:
    return tuple(
        {
            flow_word(language, "source"): end_name(dataset, language, flow.source, "source"),
            flow_word(language, "exposed"): end_name(dataset, language, flow.exposed, "exposed"),
            flow_word(language, "claims"): flow.claims,
        }
        for flow in _flows(dataset, view, selection)
    )


CHART = Chart(
    id="threat_flows",
    order=20,
    words=_WORDS,
    spec=_spec,
    alt=_alt,
    table=_table,
    pages=("threats",),
    subject=threat_subject,
)
