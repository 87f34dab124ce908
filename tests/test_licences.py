"""Everything that is installed to run the atlas may be used with an MIT-licensed project."""

from __future__ import annotations

import re
from importlib import metadata

import pytest

from tests.test_requirements import PROJECT, closure

PERMISSIVE = re.compile(
    r"\b(MIT(-CMU)?|BSD|Apache|ISC|PSF|Python Software Foundation|HPND|Unlicense|Zlib|MPL[- ]?2|Mozilla Public License 2"
    r"|CC0|0BSD|CNRI)\b", re.IGNORECASE,
)  # fmt: skip
COPYLEFT = re.compile(r"\b(A?GPL|GNU (Affero )?General Public|SSPL|BUSL|CC[- ]BY[- ]N[CD])", re.IGNORECASE)

READ_BY_HAND: dict[str, str] = {
    # Its metadata says "same as Leaflet", and Leaflet's LICENSE is the two-clause BSD licence.
    "xstatic-leaflet": "BSD-2-Clause",
}
"""Distributions whose metadata names no licence, with what their own files say."""


def licence_of(name: str) -> str:
    """Return what a distribution's metadata says of its licence, in one line."""
    fields = metadata.metadata(name)
    said = [fields.get("License-Expression") or ""]
    said += [
        one.rpartition("::")[2].strip()
        for one in fields.get_all("Classifier") or ()
        if one.startswith("License ::")
    ]
    if not any(said):
        said.append((fields.get("License") or "").strip().splitlines()[0] if fields.get("License") else "")
    return "; ".join(part for part in said if part)


def acceptable(licence: str) -> bool:
    return bool(PERMISSIVE.search(licence)) and not COPYLEFT.search(licence)


@pytest.mark.parametrize("name", sorted(closure(PROJECT["dependencies"])))
def test_a_dependency_may_be_used(name: str) -> None:
    licence = READ_BY_HAND.get(name) or licence_of(name)
    assert acceptable(licence), f"{name}: {licence or 'no licence named'}"


@pytest.mark.parametrize(
    "licence",
    ["GPL-3.0-only", "GNU General Public License v3", "AGPL-3.0", "MIT AND GPL-2.0", "", "Proprietary"],
)
def test_what_may_not_be_used_is_seen(licence: str) -> None:
    assert not acceptable(licence)


@pytest.mark.parametrize(
    "licence", ["MIT", "BSD License", "Apache-2.0", "ISC", "MPL-2.0 AND MIT", "PSF-2.0", "MIT-CMU"]
)
def test_what_may_be_used_is_accepted(licence: str) -> None:
    assert acceptable(licence)
