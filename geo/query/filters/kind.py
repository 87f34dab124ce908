"""Keep the claims of a kind (base, border, hotspot, ...)."""

from __future__ import annotations

from collections.abc import Mapping

from geo.i18n import Words
from geo.query.filter import Filter, listed, one_of
from geo.store import Dataset


def _options(dataset: Dataset) -> Mapping[str, Words]:
    return {kind.id: kind.label for kind in dataset.taxonomy.kinds.values()}


FILTER = Filter(
    id="kind",
    order=30,
    words={"label": {"en": "Kind", "ru": "Вид"}},
    widget="multiselect",
    options=_options,
    keep=lambda _dataset, claim, values: claim.kind in values,
    clause=listed("filter.kind", {"en": "kind:", "ru": "вид:"}, _options),
    parse=one_of(_options),
)
