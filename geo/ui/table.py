"""The claims of a view as a table; rows stand in the order of the view's claims."""

from __future__ import annotations

import pandas as pd

from geo.i18n import language, pick
from geo.query.frames import claim_name
from geo.store import Dataset
from geo.store.kept import per_dataset
from geo.ui.evidence import period

COLUMNS = ("place", "summary", "kind", "modality", "threats", "voice", "text", "period", "mention", "id")
WITH_STATUS = (*COLUMNS, "status")
"""Where texts from outside are shown: their claims may not be reviewed yet."""


def claims_table(dataset: Dataset, ids: tuple[str, ...], tag: str) -> pd.DataFrame:
    """Return one row a claim with the columns `COLUMNS` or `WITH_STATUS`, all text, in a language."""
    shipped = dataset.base is None
    rows = [(claim_row if shipped else status_row)(dataset, one, tag) for one in ids]
    return pd.DataFrame(rows, columns=list(COLUMNS if shipped else WITH_STATUS), dtype="object")


def status_row(dataset: Dataset, claim_id: str, tag: str) -> tuple[str, ...]:
    """Return one claim's cells, in the order of `WITH_STATUS`."""
    status = language(tag).text(f"status.{dataset.claims_by_id[claim_id].status}")
    return (*claim_row(dataset, claim_id, tag), status)


@per_dataset
def claim_row(dataset: Dataset, claim_id: str, tag: str) -> tuple[str, ...]:
    """Return one claim's cells, in the order of `COLUMNS`."""
    terms, words = dataset.taxonomy, language(tag)
    claim = dataset.claims_by_id[claim_id]
    text = dataset.texts_by_id[claim.text]
    return (
        claim_name(dataset, claim, tag),
        pick(claim.summary, tag),
        pick(terms.kinds[claim.kind].label, tag),
        pick(terms.modalities[claim.modality].label, tag),
        "; ".join(pick(terms.threats[link.threat].label, tag) for link in claim.threats),
        words.text("voice.the_author") if claim.voice == "author" else claim.voice,
        f"{text.author.split()[-1]} {text.date[:4]}",
        period(claim, words),
        claim.mention,
        claim.id,
    )
