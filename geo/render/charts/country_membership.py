"""One country's standing in every organisation over time, as bands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from geo.i18n import Language, Words, pick
from geo.model.dates import first_day, last_day
from geo.model.facts import Membership
from geo.model.view import View
from geo.query.profile import memberships, profile_country
from geo.query.selection import Selection
from geo.render.chart import Chart, Row, Spec, literal
from geo.render.dots import nothing
from geo.render.record_words import record_word
from geo.render.subject import country_subject
from geo.store import Dataset

_WORDS: Final[Mapping[str, Words]] = {
    "label": {"en": "Membership over time", "ru": "Членство во времени"},
    "help": {
        "en": "Reference facts, not claims. A band is solid as far as the evidence reaches and pale where it has no recorded end. The line is the chosen day.",
        "ru": "Справочные факты, а не утверждения. Полоса сплошная, пока есть подтверждение, и бледная там, где конец не отмечен. Линия — выбранный день.",
    },
    "organisation": {"en": "Organisation", "ru": "Организация"},
    "status": {"en": "Standing", "ru": "Положение"},
    "start": {"en": "From", "ru": "С"},
    "end": {"en": "Until", "ru": "До"},
    "open": {"en": "no end on record ({day})", "ru": "конец не отмечен ({day})"},
    "none": {"en": "No membership is on record.", "ru": "Членство не отмечено."},
    "alt": {"en": "{country}: {said}.", "ru": "{country}: {said}."},
}  # fmt: skip

# Mid-tones that hold on both themes; a pattern says again what a hue says.
_LOOK: Final[Mapping[str, tuple[str, str]]] = {
    "signatory": ("#6D9DC5", ""),
    "member": ("#3D78AE", ""),
    "suspended": ("#8D72B8", "/"),
    "frozen": ("#5FA8D3", "x"),
    "withdrawn": ("#B08A3C", "."),
    "observer": ("#6B9A58", ""),
    "associate": ("#6B9A58", "-"),
    "dialogue_partner": ("#6B9A58", "|"),
}
_ROW: Final = 34
_PALE: Final = 0.35
_DAY_MS: Final = 86_400_000
"""Plotly's unit of a length on a date axis is the millisecond."""


def membership_word(language: Language, key: str) -> str:
    """Return one of the chart's words, for the page that tells the same facts."""
    return language.part(f"chart.country_membership.{key}", _WORDS[key])


def organisation_name(dataset: Dataset, code: str, language: Language) -> str:
    """Return an organisation's short name, the code where it has none."""
    organisation = dataset.taxonomy.organisations.get(code)
    return pick(organisation.short, language.tag) if organisation else code


def _last(dataset: Dataset, day: dt.date) -> dt.date:
    """Return where the time axis ends: the newest evidence of any membership, or the chosen day."""
    return max(day, *(last_day(row.evidence_latest) for row in dataset.reference.membership))


def _bands(row: Membership, end_of_axis: dt.date) -> list[tuple[dt.date, dt.date, float]]:
    """Return a standing's bands: start, end, opacity. One without an end is pale after its evidence."""
    start = first_day(row.start)
    if row.end is not None:
        return [(start, first_day(row.end), 1.0)]
    known = max(start, min(last_day(row.evidence_latest), end_of_axis))
    return [(start, known, 1.0), (known, end_of_axis, _PALE)]


def _spec(dataset: Dataset, view: View, selection: Selection, language: Language) -> Spec:
    rows = memberships(dataset, profile_country(dataset, view))
    organisations = list(dict.fromkeys(row.organisation for row in rows))
    end = _last(dataset, selection.day)
    traces = []
    for status, (colour, shape) in _LOOK.items():
        bands = [
            (row, band)
            for row in rows
            if row.status == status
            for band in _bands(row, end)
            if band[1] > band[0]
        ]
        if not bands:
            continue
        traces.append({
            "type": "bar", "orientation": "h", "width": 0.62,
            "base": [band[0].isoformat() for _row, band in bands],
            "x": [(band[1] - band[0]).days * _DAY_MS for _row, band in bands],
            "y": [organisations.index(row.organisation) for row, _band in bands],
            "marker": {
                "color": colour, "opacity": [band[2] for _row, band in bands], "line": {"width": 0},
                "pattern": {"shape": shape, "fillmode": "overlay", "fgcolor": "#FFFFFF", "size": 6, "solidity": 0.2},
            },
            "name": literal(record_word(language, f"standing.{status}")),
            "hovertext": [literal(_said(dataset, row, language)) for row, _band in bands], "hoverinfo": "text",
        })  # fmt: skip
    names = [literal(organisation_name(dataset, code, language)) for code in organisations]
    day = selection.day.isoformat()
    layout = {
        "template": {}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "barmode": "overlay",
        "height": 100 + _ROW * max(len(organisations), 1), "dragmode": False, "hovermode": "closest",
        "margin": {"l": 20 + 8 * max(map(len, names), default=0), "r": 14, "t": 34, "b": 66, "autoexpand": False},
        "showlegend": True,
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 0, "yref": "container", "x": 0},
        "xaxis": {
            "type": "date", "side": "top", "range": ["1991-01-01", end.isoformat()], "zeroline": False,
            "gridcolor": "rgba(128,128,128,0.28)", "fixedrange": True, "automargin": False, "visible": bool(rows),
        },
        "yaxis": {
            "tickvals": list(range(len(organisations))), "ticktext": names, "fixedrange": True, "automargin": False,
            "zeroline": False, "showgrid": False, "range": [max(len(organisations), 1) - 0.4, -0.6],
            "visible": bool(rows),
        },
        "shapes": [] if not rows else [{
            "type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"color": "#C2410C", "width": 1.5, "dash": "dot"},
        }],
        "annotations": [] if rows else [nothing(membership_word(language, "none"))],
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def _until(row: Membership, language: Language) -> str:
    return row.end or membership_word(language, "open").format(day=row.evidence_latest)


def _said(dataset: Dataset, row: Membership, language: Language) -> str:
    name, status = (
        organisation_name(dataset, row.organisation, language),
        record_word(language, f"standing.{row.status}"),
    )
    return f"{name}: {status}, {row.start} – {_until(row, language)}"


def _alt(dataset: Dataset, view: View, _selection: Selection, language: Language) -> str:
    country = profile_country(dataset, view)
    rows = memberships(dataset, country)
    if not rows:
        return membership_word(language, "none")
    return membership_word(language, "alt").format(
        country=pick(dataset.actor_names(country), language.tag),
        said="; ".join(_said(dataset, row, language) for row in rows),
    )


def _table(dataset: Dataset, view: View, _selection: Selection, language: Language) -> tuple[Row, ...]:
    return tuple(
        {
            membership_word(language, "organisation"): organisation_name(dataset, row.organisation, language),
            membership_word(language, "status"): record_word(language, f"standing.{row.status}"),
            membership_word(language, "start"): row.start,
            membership_word(language, "end"): _until(row, language),
        }
        for row in memberships(dataset, profile_country(dataset, view))
    )


CHART = Chart(
    id="country_membership",
    order=20,
    words=_WORDS,
    spec=_spec,
    alt=_alt,
    table=_table,
    pages=("countries",),
    subject=country_subject,
)
