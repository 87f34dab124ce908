"""Keep the claims that name a country in any role: about it, party, exposed or source."""

from __future__ import annotations

from collections.abc import Mapping

from geo.i18n import Words
from geo.model.claim import Claim
from geo.query.filter import Filter, Values, listed, one_of
from geo.store import Dataset
from geo.store.kept import per_dataset


@per_dataset
def _options(dataset: Dataset) -> Mapping[str, Words]:
    named = sorted({code for claim in dataset.claims for code in dataset.countries_of(claim)})
    return {code: dataset.actor_names(code) for code in named}


def _keep(_dataset: Dataset, claim: Claim, values: Values) -> bool:
    return not claim.actors.isdisjoint(values)


FILTER = Filter(
    id="country",
    order=10,
    words={"label": {"en": "Country", "ru": "Страна"}},
    widget="multiselect",
    options=_options,
    keep=_keep,
    clause=listed("filter.country", {"en": "about", "ru": "страна:"}, _options),
    parse=lambda dataset, value: one_of(_options)(dataset, value.upper()),
    alphabetical=True,
)
