"""Model of ``data/taxonomy/threat_weights.json``: how much each sign speaks for and against each threat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from geo.model.base import Model

Points = Annotated[float, Field(ge=-20, le=20)]


class ThreatWeights(Model):
    """A logistic regression for each threat, made by ``make weights``; nobody edits it by hand.

    A passage speaks of a threat where ``bias`` plus the points of its signs is above 0. ``signs`` holds the points by sign
    and threat; a sign is a list of ``cues.toml`` as reading names it (``threat.<id>``, ``weak.<id>``, ``class.<name>``), or
    ``rule.<id>`` where the rules find a threat and ``again.<id>`` where they find it in a second sentence.
    """

    bias: Mapping[str, Points]
    signs: Mapping[str, Mapping[str, Points]]
