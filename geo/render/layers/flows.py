"""Threats as arrows from where they come to who is exposed, for the country or threat that was asked for.

Drawn only on demand, because all of them at once are a tangle: where a threat is filtered for, or
a country or a cell of the chart is selected.
"""

from __future__ import annotations

from collections.abc import Mapping

from geo.model.view import View
from geo.query.selection import Selection
from geo.render.layer import CANDIDATE, NOT_REVIEWED, Feature, Layer, Style
from geo.store import Dataset

SEVERAL = "several"
"""Style of an arrow that stands for more than one threat."""


def links(dataset: Dataset, view: View, selection: Selection) -> list[tuple[str, str, str]]:
    """Return what the arrows stand for: claim id, threat and ``source>exposed``, countries by their codes.

    There are none where neither a threat nor a country was asked for.
    """
    threats, country = _asked(view)
    if not threats and country is None:
        return []
    return [
        (claim.id, link.threat, f"{source}>{exposed}")
        for claim in selection.claims
        for link in claim.threats if not threats or link.threat in threats
        for source in link.source for exposed in link.exposed
        if source != exposed and {source, exposed} <= dataset.country_codes
        and (country is None or country in {source, exposed})
    ]  # fmt: skip


def _asked(view: View) -> tuple[frozenset[str], str | None]:
    """Return the threats and the country that arrows were asked for."""
    family, _, code = (view.selection or "").partition(":")
    if family not in {"country", "cell"}:
        return frozenset(view.chosen("threat")), None
    country, _, rest = code.partition("/")
    threat = rest.partition("/")[0]
    return frozenset({threat} if threat else view.chosen("threat")), country


def _build(dataset: Dataset, view: View, selection: Selection) -> tuple[Feature, ...]:
    threats, _ = _asked(view)
    found = links(dataset, view, selection)
    reviewed = {claim.id for claim in selection.claims if claim.status == "reviewed"}
    arrows: dict[tuple[str, ...], set[str]] = {}
    kinds: dict[str, set[str]] = {}
    for claim_id, threat, pair in found:
        # Where no threat was asked for, all of a pair share one arrow: apart they would be a tangle again.
        arrows.setdefault((pair, threat) if threats else (pair,), set()).add(claim_id)
        kinds.setdefault(pair, set()).add(threat)
    return tuple(
        Feature(
            ":".join(key),
            (key[1] if threats else _style(kinds[key[0]]), *(() if claims & reviewed else (CANDIDATE,))),
            len(claims),
        )
        for key, claims in sorted(arrows.items())
    )


def _style(threats: set[str]) -> str:
    return next(iter(threats)) if len(threats) == 1 else SEVERAL


def _styles(dataset: Dataset) -> Mapping[str, Style]:
    one = {
        threat: Style(words=term.label, stroke=f"threat-{threat}")
        for threat, term in dataset.taxonomy.threats.items()
    }
    return one | {
        CANDIDATE: Style(words=NOT_REVIEWED, dash="2 4"),
        SEVERAL: Style(words={"en": "Several threats", "ru": "Несколько угроз"}, stroke="spoken"),
    }


LAYER = Layer(
    id="flows",
    order=70,
    words={
        "label": {"en": "Threats: from source to exposed", "ru": "Угрозы: от источника к тем, кому грозят"}
    },
    draw="arrow",
    styles=_styles,
    build=_build,
)
