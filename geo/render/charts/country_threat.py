"""Country × threat: how many claims expose a country to a threat, and how many trace the threat to it."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping
from typing import Final

from geo.i18n import Language, Words, pick
from geo.model.view import View
from geo.query.matrix import Cell, Role, matrix
from geo.query.selection import Selection
from geo.render.chart import Chart, Row, Spec, literal
from geo.store import Dataset

_WORDS: Final[Mapping[str, Words]] = {
    "label": {"en": "Threats by country", "ru": "Угрозы по странам"},
    "help": {
        "en": "Each number is a count of claims. Click one to read them.",
        "ru": "Каждое число — количество утверждений. Нажмите, чтобы прочесть их.",
    },
    "exposed": {"en": "Exposed to it", "ru": "Под угрозой"},
    "source": {"en": "Source of it", "ru": "Источник угрозы"},
    "country": {"en": "Country", "ru": "Страна"},
    "threat": {"en": "Threat", "ru": "Угроза"},
    "none": {"en": "No claim shown links a country with a threat.", "ru": "Ни одно из показанных утверждений не связывает страну с угрозой."},
    "alt": {
        "en": "{countries} countries and {threats} threats. Most often exposed: {country} to “{threat}”, {number}.",
        "ru": "Стран: {countries}, угроз: {threats}. Чаще всего под угрозой: {country}, «{threat}», {number}.",
    },
}  # fmt: skip

# Mid-tones that hold on a light and a dark page; the shape says the role again without colour.
_LOOK: Final[Mapping[Role, tuple[str, str, float]]] = {
    "exposed": ("circle", "#C2410C", -0.23),
    "source": ("diamond", "#8E3B74", 0.23),
}
_ROW: Final = 40
_FOOT: Final = 44
"""Pixels below the last row, for the legend."""
_LINE: Final = 18
"""Characters of a label's line: short lines leave a narrow screen room for the numbers."""
_LINES: Final = 3


def _word(language: Language, key: str) -> str:
    return language.part(f"chart.country_threat.{key}", _WORDS[key])


def _country(dataset: Dataset, language: Language, code: str) -> str:
    return pick(dataset.actor_names(code), language.tag)


def _threat(dataset: Dataset, language: Language, threat: str) -> str:
    term = dataset.taxonomy.threats.get(threat)
    return language.part(f"threats.{threat}", term.label) if term else threat


def _axes(dataset: Dataset, cells: tuple[Cell, ...]) -> tuple[list[str], list[str]]:
    """Return countries, the most often named first, and threats in the order of the taxonomy."""
    totals: Counter[str] = Counter()
    for cell in cells:
        totals[cell.country] += cell.claims
    order = {threat: number for number, threat in enumerate(dataset.taxonomy.threats)}
    threats = sorted(
        {cell.threat for cell in cells}, key=lambda threat: (order.get(threat, len(order)), threat)
    )
    return [code for code, _number in sorted(totals.items(), key=lambda item: (-item[1], item[0]))], threats


def _spec(dataset: Dataset, _view: View, selection: Selection, language: Language) -> Spec:
    cells = matrix(dataset, selection.claims)
    countries, threats = _axes(dataset, cells)
    columns = {code: number for number, code in enumerate(countries)}
    rows = {threat: number for number, threat in enumerate(threats)}
    names = {code: _country(dataset, language, code) for code in countries}
    labels = {threat: _threat(dataset, language, threat) for threat in threats}
    traces = []
    for role, (symbol, colour, shift) in _LOOK.items():
        shown = [cell for cell in cells if cell.role == role]
        said = _word(language, role)
        traces.append({
            "type": "scatter",
            "x": [columns[cell.country] for cell in shown],
            "y": [rows[cell.threat] + shift for cell in shown],
            "text": [str(cell.claims) for cell in shown],
            "customdata": [[f"cell:{cell.country}/{cell.threat}/{cell.role}"] for cell in shown],
            "hovertext": [
                literal(f"{names[cell.country]} · {labels[cell.threat]} · {said}: {cell.claims}") for cell in shown
            ],
            "hoverinfo": "text", "mode": "markers+text", "name": literal(said), "textposition": "middle center",
            "textfont": {"color": "#FFFFFF", "size": 10},
            "marker": {"symbol": symbol, "size": 16 if role == "exposed" else 19, "color": colour, "line": {"width": 0}},
            "cliponaxis": False,
        })  # fmt: skip
    # Margins are set here from the labels' lengths: Plotly would draw the chart several times to find them.
    # The dict is handed over at once: setting a figure's parts one by one costs ten times as much.
    axis = {
        "gridcolor": "rgba(128,128,128,0.28)",
        "zeroline": False,
        "automargin": False,
        "fixedrange": True,
        "visible": bool(cells),
    }
    heads, sides = [_label(names[code]) for code in countries], [_label(labels[threat]) for threat in threats]
    head = 24 + 6 * _longest(heads)
    # Heads stand aslant: the last one reaches half of its length beyond its column, of which 12 pixels at least are there.
    beyond = 8 + max(0, 3 * _longest(heads[-1:]) - 12)
    layout = {
        "template": {}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "height": head + _FOOT + _ROW * max(len(threats), 1),
        "margin": {"l": 16 + 7 * _longest(sides), "r": beyond, "t": head, "b": _FOOT, "autoexpand": False},
        "legend": {"orientation": "h", "yanchor": "bottom", "y": -0.02, "yref": "container", "x": 0},
        "dragmode": False, "clickmode": "event+select", "hovermode": "closest",
        "xaxis": axis | {
            "tickvals": list(range(len(countries))), "ticktext": heads, "side": "top", "tickangle": -60,
            "ticklabeloverflow": "allow", "range": [-0.6, max(len(countries), 1) - 0.4],
        },
        "yaxis": axis | {
            "tickvals": list(range(len(threats))), "ticktext": sides, "tickfont": {"size": 11.5},
            "range": [max(len(threats), 1) - 0.4, -0.6],
        },
        "annotations": [] if cells else [{
            "text": literal(_word(language, "none")), "showarrow": False, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5,
        }],
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def _longest(labels: list[str]) -> int:
    """Return the number of characters in the longest line of any label."""
    return max((len(line) for label in labels for line in label.split("<br>")), default=0)


def _label(text: str) -> str:
    return "<br>".join(literal(line) for line in textwrap.wrap(text, _LINE, break_long_words=True)[:_LINES])


def _alt(dataset: Dataset, _view: View, selection: Selection, language: Language) -> str:
    cells = matrix(dataset, selection.claims)
    if not cells:
        return _word(language, "none")
    countries, threats = _axes(dataset, cells)
    exposed = [cell for cell in cells if cell.role == "exposed"] or list(cells)
    most = max(exposed, key=lambda cell: (cell.claims, cell.country, cell.threat))
    return _word(language, "alt").format(
        countries=len(countries), threats=len(threats), country=_country(dataset, language, most.country),
        threat=_threat(dataset, language, most.threat), number=language.plural("sentence.claims", most.claims),
    )  # fmt: skip


def _table(dataset: Dataset, _view: View, selection: Selection, language: Language) -> tuple[Row, ...]:
    cells = {
        (cell.country, cell.threat, cell.role): cell.claims for cell in matrix(dataset, selection.claims)
    }
    countries, threats = _axes(dataset, matrix(dataset, selection.claims))
    return tuple(
        {
            _word(language, "country"): _country(dataset, language, country),
            _word(language, "threat"): _threat(dataset, language, threat),
            _word(language, "exposed"): cells.get((country, threat, "exposed"), 0),
            _word(language, "source"): cells.get((country, threat, "source"), 0),
        }
        for country in countries for threat in threats
        if (country, threat, "exposed") in cells or (country, threat, "source") in cells
    )  # fmt: skip


CHART = Chart(
    id="country_threat",
    order=10,
    words=_WORDS,
    spec=_spec,
    alt=_alt,
    table=_table,
    pages=("map", "threats"),
)
