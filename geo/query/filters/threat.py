"""Keep the claims that speak of a threat."""

from __future__ import annotations

from collections.abc import Mapping

from geo.i18n import Words
from geo.model.claim import Claim
from geo.query.filter import Filter, Values, listed, one_of
from geo.store import Dataset


def _options(dataset: Dataset) -> Mapping[str, Words]:
    return {threat.id: threat.label for threat in dataset.taxonomy.threats.values()}


def _keep(_dataset: Dataset, claim: Claim, values: Values) -> bool:
    return any(link.threat in values for link in claim.threats)


FILTER = Filter(
    id="threat",
    order=20,
    words={"label": {"en": "Threat", "ru": "Угроза"}},
    widget="multiselect",
    options=_options,
    keep=_keep,
    clause=listed("filter.threat", {"en": "threat:", "ru": "угроза:"}, _options),
    parse=one_of(_options),
)
