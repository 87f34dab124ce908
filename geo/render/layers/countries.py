"""Countries: filled by their standing towards the CSTO on the day, banded by how the claims speak of them.

Silence is not safety: a country that no claim names is pale and has no band; one that is only
named has a plain band; one exposed to a threat a strong one; a source of one a broken one.
"""

from __future__ import annotations

from collections.abc import Mapping

from geo.model.view import View
from geo.query import selection as selecting
from geo.query.selection import Selection
from geo.render.layer import CANDIDATE, NOT_REVIEWED, Feature, Layer, Style
from geo.store import Dataset

_PATTERNED = frozenset({"suspended", "frozen"})
_MEMBERS = frozenset({"member", *_PATTERNED})


def _styles(dataset: Dataset) -> Mapping[str, Style]:
    styles = {
        status: Style(
            words=term.label, fill=f"status-{status}",
            pattern="hatch" if status in _PATTERNED else None, ink="spoken" if status in _PATTERNED else None,
            foremost=True if status in _MEMBERS else None,
        )
        for status, term in dataset.taxonomy.statuses.items()
    }  # fmt: skip
    return styles | {
        "exposed": Style(
            words={"en": "Exposed to a threat", "ru": "Под угрозой"}, band="exposed", band_weight=2.8
        ),
        "source": Style(
            words={"en": "Source of a threat", "ru": "Источник угрозы"},
            band="source", band_weight=2.8, band_dash="6 4",
        ),
        "mentioned": Style(
            words={"en": "Mentioned, no threat", "ru": "Упомянута без угрозы"}, band="spoken", band_weight=1.1
        ),
        CANDIDATE: Style(words=NOT_REVIEWED, band_weight=1.6, band_dash="1 4"),
        "silent": Style(words={"en": "Not mentioned", "ru": "Не упомянута"}, tint=0.34),
    }  # fmt: skip


def _build(dataset: Dataset, view: View, selection: Selection) -> tuple[Feature, ...]:
    statuses = selecting.statuses(dataset, selection.day, view.point_of_view)
    mentions = selecting.mentions(dataset, selection.claims)
    counts = selecting.counts(dataset, selection.claims)
    # How the claims speak of a country is shown as soon as one that is reviewed says so.
    reviewed = tuple(claim for claim in selection.claims if claim.status == "reviewed")
    known = mentions if len(reviewed) == len(selection.claims) else selecting.mentions(dataset, reviewed)
    return tuple(
        Feature(
            code,
            (statuses[code], mentions[code], *(() if known[code] == mentions[code] else (CANDIDATE,))),
            counts.get(code, 0),
        )
        for code in sorted(dataset.country_codes)
    )


LAYER = Layer(
    id="countries",
    order=20,
    words={"label": {"en": "Countries", "ru": "Страны"}},
    draw="polygon",
    styles=_styles,
    build=_build,
    geometry="countries",
    selects="country:",
    named=True,
)
