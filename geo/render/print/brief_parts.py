"""The parts of the country brief, each a list of reportlab's flowables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from xml.sax.saxutils import escape

from reportlab.platypus import Flowable, Paragraph, Spacer

from geo.i18n import format_day, pick
from geo.model.claim import Claim
from geo.model.facts import Fact
from geo.query import frames
from geo.query.export import Export
from geo.query.matrix import matrix
from geo.render.layer import layers
from geo.render.palette import palette
from geo.render.payload import map_payload
from geo.render.print.brief_layout import HEADING, SMALL, style, table
from geo.render.print.brief_words import brief_word
from geo.render.record_words import kilometres, record_word


class Sources:
    """Numbers the sources in the order that facts point to them."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.found: list[str] = []

    def mark(self, fact: Fact) -> str:
        """Return the mark of a fact's source, as markup."""
        if fact.source not in self.found:
            self.found.append(fact.source)
        return f' <font size="5.5" color="#56626C">[{self.found.index(fact.source) + 1}]</font>'

    def lines(self) -> list[str]:
        """Return the list of sources, as markup."""
        known = self.export.dataset.reference.sources_by_id
        return [
            f"[{number}] {escape(known[one].title)}{f', {known[one].date}' if known[one].date else ''}. {escape(known[one].url)}"
            for number, one in enumerate(self.found, 1)
        ]


def legend(export: Export) -> str:
    """Return what the map's colours mean, as markup: a square of the colour before each meaning."""
    colours = palette(export.dataset, "light")
    found: list[str] = []
    for layer_id, name in map_payload(export.dataset, export.view)["legend"]:
        style = layers()[layer_id].styles(export.dataset)[name]
        colour = style.band or style.fill or style.stroke
        if colour is not None and style.words is not None:
            words = export.language.part(f"layer.{layer_id}.{name}", style.words)
            found.append(f'<font color="{colours[colour]}">\u25a0</font>\u00a0{escape(words)}')
    return " &nbsp; ".join(found)


def standing(export: Export, country: str, sources: Sources) -> list[Flowable]:
    """Return which organisations a country has belonged to, from when until when."""
    words = export.language
    rows = [
        (
            escape(pick(export.dataset.actor_names(fact.organisation), words.tag)) + sources.mark(fact),
            escape(record_word(words, f"standing.{fact.status}")), fact.start, fact.end or "",
        )
        for fact in sorted(export.dataset.reference.membership, key=lambda one: (one.start, one.id)) if fact.country == country
    ]  # fmt: skip
    heads = ("organisation", "status", "from", "until")
    return [
        Paragraph(escape(brief_word(words, "standing")), HEADING),
        table(export, heads, rows, (0.58, 0.18, 0.12, 0.12)),
    ]


def borders(export: Export, country: str, sources: Sources) -> list[Flowable]:
    """Return a country's land borders with published and drawn length, status and claims."""
    words, dataset = export.language, export.dataset
    rows: list[tuple[str, ...]] = []
    for border_id, row in frames.by_border(dataset, export.view).iterrows():
        if country not in (row["a"], row["b"]):
            continue
        other = row["b"] if row["a"] == country else row["a"]
        fact = dataset.reference.borders_by_id.get(str(border_id))
        length = dataset.reference.published_length(str(border_id))
        rows.append((
            escape(pick(dataset.actor_names(other), words.tag)) + (sources.mark(fact) if fact else ""),
            kilometres(words, length.km) + sources.mark(length) if length else "",
            kilometres(words, row["drawn_km"]),
            escape(record_word(words, f"status.{fact.status}")) if fact and fact.status else "", str(row["claims"]),
        ))  # fmt: skip
    heads = ("neighbour", "published", "drawn", "status", "claims")
    return [
        Paragraph(escape(brief_word(words, "borders")), HEADING),
        table(export, heads, rows, (0.34, 0.17, 0.17, 0.18, 0.14)),
    ]


def facilities(export: Export, country: str, sources: Sources) -> list[Flowable]:
    """Return the facilities that stood on a country's soil on the view's day."""
    words, reference, day = export.language, export.dataset.reference, export.selection.day
    rows: list[tuple[str, ...]] = []
    for fact in reference.facilities_on(day):
        if fact.country != country:
            continue
        names = [
            pick(export.dataset.actor_names(code), words.tag)
            for code in dict.fromkeys(one.operator for one in reference.operators(fact.id, day))
        ]
        until = fact.lease_until or ""
        rows.append((
            escape(reference.facility_label(fact.id, words.tag)) + sources.mark(fact), escape(", ".join(names)),
            brief_word(words, "computed", until=until) if fact.lease_basis == "computed" else until,
        ))  # fmt: skip
    heading = brief_word(words, "facilities", day=format_day(words.tag, day))
    return [
        Paragraph(escape(heading), HEADING),
        table(export, ("facility", "operator", "lease"), rows, (0.6, 0.22, 0.18)),
    ]


def threats(export: Export, country: str, claims: Sequence[Claim]) -> list[Flowable]:
    """Return the threats that it is exposed to or a source of, how it is spoken of, and what is never said."""
    words, terms = export.language, export.dataset.taxonomy.threats
    cells = {
        (cell.threat, cell.role): cell.claims
        for cell in matrix(export.dataset, tuple(claims))
        if cell.country == country
    }
    labels = {threat: words.part(f"threats.{threat}", term.label) for threat, term in terms.items()}
    spoken = [threat for threat in terms if (threat, "exposed") in cells or (threat, "source") in cells]
    rows = [
        (
            escape(labels[threat]),
            str(cells.get((threat, "exposed"), 0)),
            str(cells.get((threat, "source"), 0)),
        )
        for threat in spoken
    ]
    counts: Counter[str] = Counter(claim.modality for claim in claims)
    modalities = ", ".join(
        f"{words.part(f'modalities.{one}', term.label).lower()} {counts[one]}"
        for one, term in export.dataset.taxonomy.modalities.items()
    )
    silent = ", ".join(labels[threat].lower() for threat in terms if threat not in spoken)
    made: list[Flowable] = [
        Paragraph(escape(brief_word(words, "threats")), HEADING),
        table(export, ("threat", "exposed", "source"), rows, (0.6, 0.2, 0.2)),
        Spacer(1, 2),
        Paragraph(escape(brief_word(words, "modalities", list=modalities)), SMALL),
    ]
    if silent:
        made.append(Paragraph(escape(brief_word(words, "silent", list=silent)), SMALL))
    return made


def said(export: Export, claims: Sequence[Claim], shown: AbstractSet[str]) -> list[Flowable]:
    """Return the claims to print, and how many there are where some are left out."""
    words, dataset = export.language, export.dataset
    made: list[Flowable] = [Paragraph(escape(brief_word(words, "said")), HEADING)]
    if len(shown) < len(claims):
        made.append(Paragraph(escape(brief_word(words, "more", shown=len(shown), number=len(claims))), SMALL))
    for claim in claims:
        if claim.id not in shown:
            continue
        text = dataset.texts_by_id[claim.text]
        paragraph = text.paragraph(claim.start)
        where = [
            f"{text.author.split()[-1]} {text.date[:4]}", brief_word(words, "paragraph", number=paragraph) if paragraph else "",
            words.part(f"kinds.{claim.kind}", dataset.taxonomy.kinds[claim.kind].label).lower(),
            words.part(f"modalities.{claim.modality}", dataset.taxonomy.modalities[claim.modality].label).lower(),
            "" if claim.voice == "author" else claim.voice, claim.id,
        ]  # fmt: skip
        note = claim.correction and brief_word(
            words, "disagrees", note=pick(claim.correction.note, words.tag)
        )
        made.append(
            Paragraph(
                f'{escape(pick(claim.summary, words.tag))} <font size="5.8" color="#56626C">'
                f"({escape(', '.join(part for part in where if part))})</font>"
                + (f' <font color="#A3370A">{escape(note)}</font>' if note else ""),
                style(6.8, after=1.4),
            )
        )
    return made
