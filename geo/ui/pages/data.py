"""Data and method: the codebook with counts, the texts, the sources and their licences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from geo.i18n import pick
from geo.model.boundary import Sources
from geo.store.boundary_files import read_by_hand
from geo.ui.citing import share
from geo.ui.component import evidence_panel
from geo.ui.evidence import evidence_payload
from geo.ui.page import Context, Page
from geo.ui.record import data_record, text_table


def _render(context: Context) -> None:
    words, dataset = context.language, context.dataset
    st.title(words.text("data.heading"))
    share(context)
    st.text(
        words.text(
            "data.intro", version=dataset.version, claims=len(dataset.claims), texts=len(dataset.texts)
        )
    )
    with st.container(key="atlas_evidence"):
        evidence_panel(evidence_payload(dataset, context.view))
    claims, terms = dataset.claims, dataset.taxonomy
    _codebook(context, "kinds", terms.kinds, Counter(claim.kind for claim in claims))
    _codebook(context, "modalities", terms.modalities, Counter(claim.modality for claim in claims))
    threats = Counter(threat for claim in claims for threat in {link.threat for link in claim.threats})
    _codebook(context, "threats", terms.threats, threats)
    _texts(context)
    _boundaries(context)
    _places(context)
    _sources(context)
    data_record(context)


def _codebook(context: Context, name: str, terms: Mapping[str, Any], counts: Mapping[str, int]) -> None:
    words = context.language
    st.header(words.text(f"data.{name}"), anchor=name)
    rows = [
        (pick(term.label, words.tag), pick(term.definition, words.tag), counts.get(term_id, 0), term_id)
        for term_id, term in terms.items()
    ]
    _show(context, name, rows, {"label": 230, "definition": 520, "claims": 110, "id": 190})


def _texts(context: Context) -> None:
    words, dataset = context.language, context.dataset
    st.header(words.text("data.texts"), anchor="texts")
    st.text(words.text("data.texts_help"))
    counts = Counter(claim.text for claim in dataset.claims)
    rows = [
        (
            text.title, text.author, words.text(f"confidence.{text.author_confidence}"), text.publisher, text.date, text.licence,
            words.text("data.held" if text.id in dataset.passages.contents else "data.absent"), counts[text.id], text.url,
        )
        for text in dataset.texts
    ]  # fmt: skip
    widths = {
        "title": 260, "author": 150, "author_confidence": 130, "publisher": 180, "date": 100, "licence": 140,
        "at_hand": 110, "claims": 90, "url": 320,
    }  # fmt: skip
    _show(context, "texts", rows, widths)


def _boundaries(context: Context) -> None:
    words, dataset = context.language, context.dataset
    st.header(words.text("data.points_of_view"), anchor="points_of_view")
    rows = [
        (pick(view.names, words.tag), pick(view.description, words.tag))
        for view in dataset.boundaries.points_of_view.values()
    ]
    _show(context, "points_of_view", rows, {"label": 240, "definition": 780})


def _places(context: Context) -> None:
    words, dataset = context.language, context.dataset
    st.header(words.text("data.places"), anchor="places")
    precisions = dataset.taxonomy.precisions
    rows = [
        (
            pick(place.names, words.tag),
            pick(precisions[place.precision].label, words.tag),
            place.source,
            place.licence,
        )
        for place in dataset.gazetteer.values()
    ]
    _show(context, "places", rows, {"label": 250, "precision": 150, "source": 420, "licence": 200})


def _sources(context: Context) -> None:
    words, dataset = context.language, context.dataset
    st.header(words.text("data.boundary_sources"), anchor="boundary_sources")
    rows = [
        (source.title, source.origin, source.licence, f"{source.package} {source.version}", source.used_for)
        for source in read_by_hand(dataset.data_dir, "sources.toml", Sources).source
    ]
    widths = {"title": 260, "origin": 180, "licence": 150, "package": 180, "used_for": 280}
    _show(context, "boundary_sources", rows, widths)
    st.header(words.text("data.sources"), anchor="sources")
    st.text(words.text("data.sources_help"))
    facts = Counter(fact.source for fact in dataset.reference.by_ref.values())
    found = [
        (source.title, source.date or "", facts[source.id], source.url)
        for source in dataset.reference.sources
    ]
    _show(context, "sources", found, {"title": 420, "date": 100, "facts": 90, "url": 500})


def _show(context: Context, name: str, rows: Iterable[tuple[Any, ...]], widths: Mapping[str, int]) -> None:
    text_table(name, rows, widths, lambda column: context.language.text(f"column.{column}"))


PAGE = Page(
    id="data",
    order=90,
    words={"title": {"en": "Data and method", "ru": "Данные и метод"}},
    render=_render,
)
