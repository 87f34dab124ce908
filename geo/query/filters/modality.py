"""Keep the claims of a modality: fact as stated, assessment, forecast or proposal."""

from __future__ import annotations

from collections.abc import Mapping

from geo.i18n import Words
from geo.query.filter import Filter, listed, one_of
from geo.store import Dataset


def _options(dataset: Dataset) -> Mapping[str, Words]:
    return {modality.id: modality.label for modality in dataset.taxonomy.modalities.values()}


FILTER = Filter(
    id="modality",
    order=40,
    words={"label": {"en": "Modality", "ru": "Модальность"}},
    widget="multiselect",
    options=_options,
    keep=lambda _dataset, claim, values: claim.modality in values,
    clause=listed("filter.modality", {"en": "modality:", "ru": "модальность:"}, _options),
    parse=one_of(_options),
)
