"""What all models share: frozen, closed to unknown fields, and a few code types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


class Model(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


def _has_english(names: Mapping[str, str]) -> Mapping[str, str]:
    blank = [tag for tag, name in names.items() if not name.strip()]
    if "en" not in names or blank:
        msg = f"a text for 'en' and no blank one expected, got {dict(names)!r}"
        raise ValueError(msg)
    return names


def _bilingual(names: Mapping[str, str]) -> Mapping[str, str]:
    _has_english(names)
    if "ru" not in names:
        msg = f"texts for 'en' and 'ru' expected, got only {sorted(names)}"
        raise ValueError(msg)
    return names


Names = Annotated[dict[str, str], AfterValidator(_has_english)]
"""Names by BCP 47 language; English is always there."""

Summary = Annotated[dict[str, str], AfterValidator(_bilingual)]
"""A sentence in our own words by BCP 47 language; English and Russian are always there."""

Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3 code."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
"""Lower-case ASCII id."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 as 64 lower-case hexadecimal digits."""

Precision = Literal["site", "settlement", "district", "province", "region", "country", "border", "none"]
Modality = Literal["fact", "assessment", "forecast", "proposal"]
Basis = Literal["explicit", "inferred"]
Status = Literal["candidate", "reviewed"]
"""``candidate``: proposed by a machine and not yet looked at by anyone."""
Confidence = Literal["high", "medium", "low"]
