"""What a chart of one country or one threat is about, as the selection that its page would have for it."""

from __future__ import annotations

from geo.model.view import View
from geo.query.answers import one_threat
from geo.query.profile import one_country, profiled
from geo.store import Dataset


def country_subject(dataset: Dataset, view: View) -> str | None:
    """Return the country that a view is of, None where it is of none or of one that nothing is said of."""
    code = one_country(dataset, view)
    return f"country:{code}" if code in profiled(dataset) else None


def threat_subject(dataset: Dataset, view: View) -> str | None:
    """Return the threat that a view is of, None where it is of none."""
    threat = one_threat(dataset, view)
    return None if threat is None else f"threat:{threat}"
