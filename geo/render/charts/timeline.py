"""From 1991 to now: how each country stood towards the CSTO, what happened there, when the texts came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from geo.i18n import Language, Words, format_day, pick
from geo.model.dates import first_day, last_day
from geo.model.view import View
from geo.query.counting import Count
from geo.query.selection import Selection
from geo.query.timeline import FIRST_YEAR, Band, Moment, bands, last_day_known, moments, undated
from geo.render.chart import Chart, Row, Spec, literal
from geo.store import Dataset

_WORDS: Final[Mapping[str, Words]] = {
    "label": {"en": "Timeline", "ru": "Хронология"},
    "help": {
        "en": "Each row is a country: the band is its standing towards the CSTO, the marks are events and foreign or alliance facilities. The broken line is the day of this view. Click a mark for the claims about that country, or of that text.",
        "ru": "Каждая строка — страна: полоса показывает её статус в ОДКБ, знаки — события и иностранные или союзные объекты. Прерывистая линия — дата этого вида. Нажмите на знак, чтобы прочесть утверждения об этой стране или из этого текста.",
    },
    "texts": {"en": "Texts", "ru": "Тексты"},
    "text": {"en": "Text published", "ru": "Вышел текст"},
    "event": {"en": "Event", "ru": "Событие"},
    "membership": {"en": "Change of standing", "ru": "Смена статуса"},
    "opened": {"en": "Facility opened", "ru": "Объект открыт"},
    "closed": {"en": "Facility closed or handed over", "ru": "Объект закрыт или передан"},
    "as_of": {"en": "as of {day}", "ru": "на {day}"},
    "now": {"en": "now", "ru": "сейчас"},
    "alt": {
        "en": "Timeline from {start} to {end}: {events} events, {membership} changes of standing towards the CSTO, {opened} facilities opened and {closed} closed or handed over, {texts} texts. The day of this view is {day}. {undated} facilities have no known date of opening and are not marked as opened.",
        "ru": "Хронология с {start} по {end} год. Событий: {events}; смен статуса в ОДКБ: {membership}; открыто объектов: {opened}, закрыто или передано: {closed}; текстов: {texts}. Дата этого вида: {day}. Объектов без известной даты открытия: {undated}, их открытие не отмечено.",
    },
    "date": {"en": "Date", "ru": "Дата"},
    "sort": {"en": "What", "ru": "Что"},
    "what": {"en": "In words", "ru": "Словами"},
    "countries": {"en": "Countries", "ru": "Страны"},
    "source": {"en": "Source", "ru": "Источник"},
    "confidence": {"en": "Confidence", "ru": "Достоверность"},
}  # fmt: skip

# Mid-tones that hold on a light and a dark page; the shape says the sort again without colour.
_LOOK: Final[Mapping[str, tuple[str, str, int, float]]] = {
    "text": ("star", "#2F7FB5", 13, 0.0),
    "event": ("diamond", "#C2410C", 10, -0.28),
    "membership": ("line-ns-open", "#7A838C", 12, 0.0),
    "opened": ("triangle-up", "#3B8A57", 9, 0.3),
    "closed": ("triangle-down", "#8E6BB0", 9, 0.3),
}
"""Symbol, colour, size in pixels, and how far off its country's line in rows."""
_GRID: Final = "rgba(128,128,128,0.28)"
_ROW: Final = 46
_HEAD: Final = 130


def _word(language: Language, key: str) -> str:
    return language.part(f"chart.timeline.{key}", _WORDS[key])


def _shown(dataset: Dataset, view: View) -> tuple[tuple[Moment, ...], tuple[Band, ...]]:
    """Return what concerns the countries that the filter chooses; everything where it chooses none."""
    wanted = set(view.chosen("country"))
    return (
        tuple(m for m in moments(dataset) if not wanted or not m.countries or wanted & set(m.countries)),
        tuple(band for band in bands(dataset) if not wanted or band.country in wanted),
    )


def _rows(
    dataset: Dataset, view: View, found: Sequence[Moment], standing: Sequence[Band], tag: str
) -> list[str]:
    """Return the countries that have a row: those that ever had a standing first, then by name."""
    wanted = set(view.chosen("country"))
    members = {band.country for band in standing}
    named = {code for moment in found for code in moment.countries if not wanted or code in wanted}
    return sorted(
        members | named, key=lambda code: (code not in members, pick(dataset.actor_names(code), tag))
    )


def _label(moment: Moment, language: Language) -> str:
    return moment.label_ru if language.tag == "ru" else moment.label


def _status(dataset: Dataset, status: str, language: Language) -> str:
    return pick(dataset.taxonomy.statuses[status].label, language.tag)


def _spec(dataset: Dataset, view: View, selection: Selection, language: Language) -> Spec:
    found, standing = _shown(dataset, view)
    rows = _rows(dataset, view, found, standing, language.tag)
    number = {code: place for place, code in enumerate(rows, 1)}
    end = last_day_known(dataset)
    traces = _bands(dataset, standing, number=number, end=end, language=language)
    for sort, (symbol, colour, size, shift) in _LOOK.items():
        points = [
            (moment, code)
            for moment in found if moment.sort == sort
            for code in (moment.countries or ("",)) if code in number or not code
        ]  # fmt: skip
        if not points:
            continue
        traces.append({
            "type": "scatter",
            "x": [moment.day.isoformat() for moment, _code in points],
            "y": [number[code] + shift if code else 0 for _moment, code in points],
            "customdata": [[_opens(dataset, moment, code)] for moment, code in points],
            "hovertext": [_hover(dataset, moment, language) for moment, _code in points],
            "hoverinfo": "text", "mode": "markers", "name": literal(_word(language, sort)), "cliponaxis": False,
            "marker": {"symbol": symbol, "size": size, "color": colour, "line": {"width": 2 if sort == "membership" else 0, "color": colour}},
        })  # fmt: skip
    said = _word(language, "as_of").format(day=format_day(language.tag, selection.day))
    day = selection.day.isoformat()
    layout = {
        "template": {}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "height": _HEAD + _ROW * (len(rows) + 1), "margin": {"l": 8, "r": 12, "t": 28, "b": 8},
        "legend": {"orientation": "h", "yanchor": "bottom", "y": -0.02, "yref": "container", "x": 0},
        "dragmode": False, "clickmode": "event+select", "hovermode": "closest",
        "xaxis": {
            "type": "date", "range": [f"{FIRST_YEAR}-01-01", max(f"{end.year + 1}-01-01", day)], "gridcolor": _GRID,
            "zeroline": False, "fixedrange": True, "dtick": "M60", "tick0": "1990-01-01", "tickformat": "%Y",
            "hoverformat": "%Y-%m-%d",
        },
        "yaxis": {
            "tickvals": list(range(len(rows) + 1)),
            "ticktext": [
                literal(_word(language, "texts")),
                *(literal(pick(dataset.actor_names(code), language.tag)) for code in rows),
            ],
            "range": [len(rows) + 0.6, -0.6], "gridcolor": _GRID, "zeroline": False, "automargin": True,
            "fixedrange": True,
        },
        "shapes": [{
            "type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"width": 2, "dash": "dash", "color": "#2F7FB5"},
        }],
        "annotations": [{
            "x": day, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False, "text": literal(said),
            "xanchor": "left" if selection.day.year < 2010 else "right",
        }],
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def _bands(
    dataset: Dataset,
    standing: Sequence[Band],
    *,
    number: Mapping[str, int],
    end: dt.date,
    language: Language,
) -> list[dict[str, Any]]:
    traces = []
    for status, term in dataset.taxonomy.statuses.items():
        x: list[str | None] = []
        y: list[Any] = []
        hover: list[str] = []
        opens: list[list[str]] = []
        for band in standing:
            if band.status != status:
                continue
            until = first_day(band.end) if band.end else end
            until_said = band.end or _word(language, "now")
            name = pick(dataset.actor_names(band.country), language.tag)
            said = literal(f"{name}: {_status(dataset, status, language)}, {band.start} – {until_said}")
            x += [first_day(band.start).isoformat(), until.isoformat(), None]
            y += [number[band.country], number[band.country], None]
            hover += [said, said, ""]
            opens += [[_country(dataset, band.country)], [_country(dataset, band.country)], [""]]
        if x:
            traces.append({
                "type": "scatter", "x": x, "y": y, "hovertext": hover, "hoverinfo": "text", "customdata": opens,
                "mode": "lines", "opacity": 0.75, "name": literal(_status(dataset, status, language)),
                "line": {"width": 12, "color": term.colour},
            })  # fmt: skip
    return traces


def _country(dataset: Dataset, code: str) -> str:
    return f"country:{code}" if code in dataset.country_codes else ""


def _opens(dataset: Dataset, moment: Moment, code: str) -> str:
    """Return the selection that a mark stands for: the country's claims, or those of the text."""
    if moment.sort == "text":
        return Count(text=moment.ref.partition(":")[2]).selection
    return _country(dataset, code)


def _source(dataset: Dataset, moment: Moment) -> tuple[str, str]:
    """Return the source of a moment and how sure it is ("" for a text)."""
    if moment.sort == "text":
        text = dataset.texts_by_id[moment.ref.partition(":")[2]]
        return f"{text.publisher}, {text.date}", ""
    fact = dataset.reference.fact(moment.ref)
    source = dataset.reference.source_of(fact)
    return f"{source.title}, {source.date}" if source.date else source.title, fact.confidence


def _hover(dataset: Dataset, moment: Moment, language: Language) -> str:
    dates = f"{moment.date} – {moment.end}" if moment.end else moment.date
    said = [f"{_word(language, moment.sort)}: {_label(moment, language)}", dates, _source(dataset, moment)[0]]
    return "<br>".join(literal(line) for line in said)


def _alt(dataset: Dataset, view: View, selection: Selection, language: Language) -> str:
    found, _standing = _shown(dataset, view)
    counts = {sort: sum(moment.sort == sort for moment in found) for sort in _LOOK}
    return _word(language, "alt").format(
        start=FIRST_YEAR, end=last_day_known(dataset).year, events=counts["event"], membership=counts["membership"],
        opened=counts["opened"], closed=counts["closed"], texts=counts["text"], undated=len(undated(dataset)),
        day=format_day(language.tag, selection.day),
    )  # fmt: skip


def _table(dataset: Dataset, view: View, _selection: Selection, language: Language) -> tuple[Row, ...]:
    rows = []
    for moment in _shown(dataset, view)[0]:
        source, confidence = _source(dataset, moment)
        long = moment.end is not None and last_day(moment.end) != moment.day
        names = ", ".join(pick(dataset.actor_names(code), language.tag) for code in moment.countries)
        rows.append({
            _word(language, "date"): f"{moment.date} – {moment.end}" if long else moment.date,
            _word(language, "sort"): _word(language, moment.sort),
            _word(language, "what"): _label(moment, language),
            _word(language, "countries"): names,
            _word(language, "source"): source,
            _word(language, "confidence"): language.text(f"confidence.{confidence}") if confidence else "",
        })  # fmt: skip
    return tuple(rows)


CHART = Chart(
    id="timeline",
    order=10,
    words=_WORDS,
    spec=_spec,
    alt=_alt,
    table=_table,
    pages=("lookback",),
)
