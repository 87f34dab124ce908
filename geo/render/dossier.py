"""The dossier: one HTML page that opens from disk without a network.

It is the standalone map with everything behind it below: charts, the claims, the evidence for each, the
citation and the stamp. Charts are drawings beside their tables: those of every page that say something of the
view. Only the map runs script; the rest is text that went through one escaping function, and the page's own
policy lets it ask nobody for anything.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, cast

from geo.errors import RenderError
from geo.i18n import Words, pick
from geo.model.base import Precision
from geo.model.claim import Claim
from geo.model.view import View
from geo.query.citation import cite
from geo.query.export import Export
from geo.query.frames import claim_name, claim_precision
from geo.render.bundle import asset
from geo.render.chart import Chart, all_charts
from geo.render.folium_map import standalone_html
from geo.render.print.still import still
from geo.render.told import told

_WORDS: Final[Mapping[str, Words]] = {
    "parts": {"en": "Parts of this dossier", "ru": "Части досье"},
    "about": {"en": "About this file", "ru": "Об этом файле"},
    "claims": {"en": "Claims", "ru": "Утверждения"},
    "evidence": {"en": "Evidence", "ru": "Основания"},
    "cite": {"en": "How to cite", "ru": "Как ссылаться"},
    "precision": {"en": "Located as", "ru": "Точность места"},
    "id": {"en": "Claim", "ru": "Утверждение"},
    "none": {"en": "No claim fits these filters together.", "ru": "Этим фильтрам вместе не отвечает ни одно утверждение."},
    "text": {"en": "{title} by {author}, {publisher}, {date}", "ru": "{title}, {author}, {publisher}, {date}"},
    "record": {"en": "On record: {source}", "ru": "Источник: {source}"},
    "outcome": {"en": "What came of it: {verdict}. {outcome}", "ru": "Что из этого вышло: {verdict}. {outcome}"},
}  # fmt: skip


def dossier(export: Export) -> str:
    """Return the dossier of a view.

    Raises
    ------
    RenderError
        Where the standalone map is not of the form that this is put into.
    """
    page = _settled(standalone_html(export.dataset, export.view, export.made))
    parts = {
        **_drawn(export),
        "claims": (_say(export, "claims"), _table(export)),
        "evidence": (_say(export, "evidence"), _evidence(export)),
        "cite": (_say(export, "cite"), _citation(export)),
        "about": (_say(export, "about"), _rows(export.stamp.lines(export.language))),
    }
    links = "".join(
        f'<li><a href="#{name}">{_text(heading)}</a></li>' for name, (heading, _body) in parts.items()
    )
    sections = "\n".join(
        f'<section id="{name}" aria-labelledby="{name}-heading"><h2 id="{name}-heading">{_text(heading)}</h2>\n{body}\n</section>'
        for name, (heading, body) in parts.items()
    )
    tag = export.view.language
    below = (
        f'<div class="dossier" lang="{tag}"><nav aria-label="{_text(_say(export, "parts"))}"><ul>{links}</ul></nav>\n'
        f"{sections}\n</div>\n"
    )
    page = _replaced(page, "<html>", f'<html lang="{tag}">')
    page = _replaced(page, "</head>", f"<style>{asset('dossier.css')}</style>\n</head>")
    return _replaced(page, "</body>", f"{below}</body>")


def _settled(page: str) -> str:
    """Return the map's page with a fixed id for the map's element.

    folium gives each element a random id, which would make two dossiers of one view differ.
    """
    found = re.search(r'<div class="folium-map" id="(map_[0-9a-f]{32})">', page)
    if found is None:
        raise RenderError("dossier: page expected one element of the map, got none")
    return page.replace(found.group(1), "atlas_map")


def _drawn(export: Export) -> dict[str, tuple[str, str]]:
    """Return heading and body of each chart that says something of the view, by id, in order.

    A chart of one country or threat stands here where the view is of one; its heading names it.
    """
    found: dict[str, tuple[str, str]] = {}
    for chart in all_charts().values():
        label = chart.label(export.language)
        if chart.subject is None:
            found[f"chart-{chart.id}"] = (label, _chart(export, export.view, chart))
            continue
        subject = chart.subject(export.dataset, export.view)
        if subject is not None:
            heading = f"{_named(export, subject)}: {label}"
            view = replace(export.view, selection=subject)
            found[f"chart-{chart.id}"] = (heading, _chart(export, view, chart))
    return found


def _named(export: Export, subject: str) -> str:
    family, _, code = subject.partition(":")
    if family == "threat":
        return export.language.part(f"threats.{code}", export.dataset.taxonomy.threats[code].label)
    return pick(export.dataset.actor_names(code), export.language.tag)


def _replaced(page: str, old: str, new: str) -> str:
    if page.count(old) != 1:
        raise RenderError(f"dossier: page expected {old!r} once, got it {page.count(old)} times")
    return page.replace(old, new)


def _text(value: object) -> str:
    return html.escape(str(value), quote=True)


def _say(export: Export, key: str, **values: object) -> str:
    said = export.language.part(f"dossier.{key}", _WORDS[key])
    return said.format(**values) if values else said


def _rows(pairs: Iterable[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{_text(term)}</dt><dd>{_text(value)}</dd>' for term, value in pairs)}</dl>"


def _chart(export: Export, view: View, chart: Chart) -> str:
    """Return a chart: drawn where it can be, and as its table, each number with a bar as long as it is large."""
    context = (export.dataset, view, export.selection, export.language)
    rows = chart.table(*context)
    alt = _text(chart.alt(*context))
    made = [f"<p>{alt}</p>"]
    drawn = still(chart.figure(*context), chart.id)
    if drawn is not None:
        made.append(f'<div class="still" role="img" aria-label="{alt}">{drawn}</div>')
    if rows:
        most = max((value for row in rows for value in row.values() if isinstance(value, int)), default=0)
        made.append(
            _scroll(list(rows[0]), [[_number(value, most) for value in row.values()] for row in rows])
        )
    return "\n".join(made)


def _number(value: str | int, most: int) -> str:
    if not isinstance(value, int):
        return f"<td>{_text(value)}</td>"
    width = round(70 * value / most) if most else 0
    return f'<td class="number"><span class="bar" style="width:{width}px"></span>{value}</td>'


def _scroll(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{_text(one)}</th>' for one in heads)
    body = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    # A region that scrolls can be reached by keyboard.
    return f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>'


def _table(export: Export) -> str:
    if not export.claims:
        return f"<p>{_text(_say(export, 'none'))}</p>"
    words, taxonomy = export.language, export.dataset.taxonomy
    heads = [
        words.text(f"column.{name}") for name in ("place", "summary", "kind", "modality", "threats", "text")
    ]
    rows = []
    for claim in export.claims:
        cells = (
            claim_name(export.dataset, claim, words.tag),
            pick(claim.summary, words.tag),
            words.part(f"kinds.{claim.kind}", taxonomy.kinds[claim.kind].label),
            words.part(f"modalities.{claim.modality}", taxonomy.modalities[claim.modality].label),
            "; ".join(
                words.part(f"threats.{one.threat}", taxonomy.threats[one.threat].label)
                for one in claim.threats
            ),
            export.dataset.texts_by_id[claim.text].title,
        )
        link = f'<td><a href="#claim-{claim.id}">{_text(claim.id)}</a></td>'
        rows.append([link, *(f"<td>{_text(cell)}</td>" for cell in cells)])
    return _scroll([_say(export, "id"), *heads], rows)


def _evidence(export: Export) -> str:
    return "\n".join(_article(export, claim) for claim in export.claims)


def _article(export: Export, claim: Claim) -> str:
    words, dataset = export.language, export.dataset
    said = told(dataset, claim, words)
    text = dataset.texts_by_id[claim.text]
    precision = dataset.taxonomy.precisions[cast("Precision", claim_precision(dataset, claim))]
    source = _say(
        export, "text", title=text.title, author=text.author, publisher=text.publisher, date=text.date
    )
    rows = [
        *said["rows"],
        (_say(export, "precision"), words.part(f"precisions.{precision.id}", precision.label)),
    ]
    made = [
        f'<article id="claim-{claim.id}"><h3>{_text(claim.id)}</h3>',
        f'<p class="tags">{_text(said["tags"])}</p>',
        f'<p class="summary">{_text(said["summary"])}</p>',
        f"<blockquote>{_text(said['passage'])}</blockquote>" if "passage" in said else "",
        _rows(rows),
        f'<p class="note"><a href="{_text(text.url)}" rel="noreferrer">{_text(source)}</a></p>',
    ]
    if claim.correction is not None:
        made.append(
            f'<div class="disagrees"><p>{_text(said["correction"])}</p>{_record(export, claim.correction.fact)}</div>'
        )
    if claim.outcome is not None:
        forecast = dataset.reference.forecast(claim.outcome.partition(":")[2])
        outcome = forecast.outcome_ru if words.tag == "ru" else forecast.outcome
        came = _say(export, "outcome", verdict=words.text(f"verdict.{forecast.verdict}"), outcome=outcome)
        made.append(f'<div class="disagrees"><p>{_text(came)}</p>{_record(export, claim.outcome)}</div>')
    return "".join((*made, "</article>"))


def _record(export: Export, ref: str) -> str:
    """Return the source of a reference fact, with its link."""
    reference = export.dataset.reference
    source = reference.source_of(reference.fact(ref))
    named = f"{source.title}, {source.date}" if source.date else source.title
    said = _text(_say(export, "record", source=named))
    # Only what is a web address becomes a link.
    if not source.url.startswith(("http://", "https://")):
        return f'<p class="note">{said}</p>'
    return f'<p class="note"><a href="{_text(source.url)}" rel="noreferrer">{said}</a></p>'


def _citation(export: Export) -> str:
    made = cite(export.dataset, export.view, export.base_url, export.made, export.language)
    return (
        f"<p>{_text(made.text)}</p>\n<h3>BibTeX</h3><pre>{_text(made.bibtex)}</pre>\n"
        f"<h3>RIS</h3><pre>{_text(made.ris)}</pre>"
    )
