"""Add one text from outside to a dataset: the same checks as `data/texts` gets, and a dataset of its own.

The dataset that ships is never changed. The new one shares everything with it but texts, claims,
places and passages, so it is cheap to make and to forget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.errors import DataError, Problem
from geo.model.claim import Claim
from geo.model.pack import Pack
from geo.model.place import Place
from geo.model.text import Text
from geo.store.dataset import Dataset
from geo.store.placement import geometry_problems
from geo.store.texts import Passages
from geo.store.validate import Parts, content_problems


def add_pack(dataset: Dataset, pack: Pack, pack_id: str) -> Dataset:
    """Return the dataset with a pack's text beside its own.

    Raises
    ------
    DataError
        With everything about the pack that does not go with this dataset.
    """
    found = problems(dataset, pack.text, pack.claims, pack.places, pack.article)
    if found:
        raise DataError(found)
    return add(dataset, pack.text, pack.claims, pack.places, pack.article, pack_id=pack_id)


def problems(
    dataset: Dataset, text: Text, claims: Sequence[Claim], places: Sequence[Place], article: str | None
) -> list[Problem]:
    """Return everything that keeps a text from being added, as `geo.store.validate` would say it.

    Parameters
    ----------
    places
        Those that the dataset lacks and the claims stand on.
    article
        The text itself where it is at hand; every hash is then checked.
    """
    base = dataset.ground
    found = [
        Problem.of(f"texts/{text.id}/text.toml", text.id, "id", "an id that no text has", text.id)
        for known in base.texts
        if known.id == text.id
    ]
    found += [
        Problem.of(f"places/{place.id}.json", place.id, "id", "an id that no place has", place.id)
        for place in places
        if place.id in base.gazetteer
    ]
    own = {place.id: place for place in places}
    parts = Parts(
        (text,), tuple(claims), {**base.gazetteer, **own}, base.taxonomy, base.reference, base.boundaries,
        Passages({} if article is None else {text.id: article}),
    )  # fmt: skip
    # What may be wrong with the atlas's own data is not held against the text.
    files = {f"texts/{text.id}/text.toml", f"texts/{text.id}/claims.json"}
    files |= {f"places/{place.id}.json" for place in places}
    found += [one for one in content_problems(parts) if one.file in files]
    found += geometry_problems(own, base.boundaries)
    return sorted(set(found))


def add(
    dataset: Dataset,
    text: Text,
    claims: Sequence[Claim],
    places: Sequence[Place],
    article: str | None,
    *,
    pack_id: str | None = None,
) -> Dataset:
    """Return the dataset with a text that has been checked."""
    base = dataset.ground
    contents = dict(base.passages.contents)
    if article is not None:
        contents[text.id] = article
    own = {place.id: place for place in places}
    return replace(
        base, texts=(*base.texts, text), claims=(*base.claims, *claims), gazetteer={**base.gazetteer, **own},
        passages=Passages(contents), base=base, pack=pack_id,
    )  # fmt: skip


def alone(
    dataset: Dataset, text: Text, claims: Sequence[Claim], places: Sequence[Place], article: str
) -> Dataset:
    """Return a dataset that holds one text only: what its reviewer looks at."""
    base = dataset.ground
    own = {place.id: place for place in places}
    return replace(
        base, texts=(text,), claims=tuple(claims), gazetteer={**base.gazetteer, **own},
        passages=Passages({text.id: article}), base=base,
    )  # fmt: skip
