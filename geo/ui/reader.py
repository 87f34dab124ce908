"""The reader component: a text with its passages marked, or its outline where it is not at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from geo.i18n import Language, pick
from geo.model.claim import Claim
from geo.query import reader as reading
from geo.store import Dataset
from geo.ui import state
from geo.ui.atlas import atlas
from geo.ui.component import mount

KEY: Final = "atlas_reader"
NO_THREAT: Final = "#7A838C"
"""Colour of the line under a passage that speaks of no threat."""


def reader(payload: Mapping[str, Any]) -> None:
    """Draw the reader; a click on a passage opens its claim."""
    mount("reader", payload, KEY, on_open_change=_opened)


def _opened() -> None:
    state.open_named(atlas(), st.session_state[KEY].get("open"))


def reader_payload(
    dataset: Dataset,
    text_id: str,
    claims: tuple[Claim, ...],
    selection: str | None,
    *,
    words: Language,
    said: Mapping[str, str],
) -> dict[str, Any]:
    """Return what the reader shows: text only, offsets already turned into runs of characters.

    Parameters
    ----------
    claims
        Those that the filters keep; of other texts' claims nothing is shown.
    said
        The component's words: ``previous``, ``next``, ``position`` (with ``{at}``), ``count``, ``label``.
    """
    own = [claim for claim in claims if claim.text == text_id]
    blocks = reading.blocks(dataset, text_id, own)
    text = dataset.texts_by_id[text_id]
    if blocks:
        # Orphaned claims have no place in the text at hand: they are listed beside it, not in it.
        own = [claim for claim in own if dataset.passages.state(claim) == "held"]
    index = {claim.id: number for number, claim in enumerate(own)}
    lanes = reading.lanes(own)
    return {
        "language": words.tag,
        "text_language": text.language,
        "outline": not blocks,
        "selected": (selection or "").removeprefix("claim:"),
        "words": dict(said),
        "claims": [_claim(dataset, claim, lanes[claim.id], words) for claim in own],
        "blocks": _passages(dataset, text_id, blocks, index, words)
        if blocks
        else _outline(dataset, text_id, own, index, words),
    }


def _claim(dataset: Dataset, claim: Claim, lane: int, words: Language) -> dict[str, Any]:
    terms, tag = dataset.taxonomy, words.tag
    threats = [terms.threats[link.threat] for link in claim.threats]
    return {
        "id": claim.id,
        "number": claim.id.rpartition("-")[2],
        "kind": pick(terms.kinds[claim.kind].label, tag),
        "hue": round(360 * list(terms.kinds).index(claim.kind) / len(terms.kinds)),
        "modality": pick(terms.modalities[claim.modality].label, tag),
        "tone": claim.modality,
        "threats": [[pick(threat.label, tag), threat.colour] for threat in threats],
        "colour": threats[0].colour if threats else NO_THREAT,
        "lane": lane,
        "summary": pick(claim.summary, tag),
        "locator": words.text("passage.offsets", start=claim.start, end=claim.end),
    }


def _passages(
    dataset: Dataset,
    text_id: str,
    blocks: tuple[reading.Block, ...],
    index: Mapping[str, int],
    words: Language,
) -> list[dict[str, Any]]:
    content = dataset.passages.contents[text_id]
    return [
        {
            "label": "" if block.number is None else words.text("passage.paragraph", number=block.number),
            "aside": block.aside,
            "runs": [
                [content[run.start : run.end], [index[claim] for claim in run.claims]] for run in block.runs
            ],
            "claims": [index[claim] for claim in block.claims],
        }
        for block in blocks
    ]


def _outline(
    dataset: Dataset, text_id: str, own: list[Claim], index: Mapping[str, int], words: Language
) -> list[dict[str, Any]]:
    found: dict[int | None, list[int]] = {}
    for item in reading.outline(dataset, text_id, own):
        found.setdefault(item.paragraph, []).append(index[item.claim.id])
    return [
        {
            "label": words.text("passage.title")
            if number is None
            else words.text("passage.paragraph", number=number),
            "aside": False,
            "runs": [],
            "claims": claims,
        }
        for number, claims in found.items()
    ]
