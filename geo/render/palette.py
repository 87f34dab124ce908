"""Every colour of the map, by key, for the light and the dark theme.

Chosen to stay apart under protanopia, deuteranopia and tritanopia where fills lie side by side
(``tests/render/test_palette.py`` computes it); where two hues come close, a pattern or a band says
it again. Threats keep the colours that the taxonomy gives them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from geo.store import Dataset

Theme = Literal["light", "dark"]

_SHARED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({
    # surfaces
    "sea": ("#DCE6EC", "#11181F"),
    "land": ("#F3F1EB", "#222A31"),
    "lake": ("#CFDDE6", "#16202A"),
    "river": ("#B9CDDA", "#2B4254"),
    "paper": ("#FFFFFF", "#1A2027"),
    # writing
    "ink": ("#1F2A33", "#EDF1F4"),
    "muted": ("#56626C", "#A3AFB9"),
    "casing": ("#FFFFFF", "#11181F"),
    # lines
    "boundary": ("#FFFFFF", "#0D1318"),
    "claimed": ("#1F2A33", "#EDF1F4"),
    "disputed": ("#6A3D7C", "#D3A4E6"),
    "area": ("#7A4A00", "#F0C060"),
    "spoken": ("#33424F", "#C9D3DB"),
    "exposed": ("#C2410C", "#FF8A4C"),
    "source": ("#6A1B4D", "#F08CC0"),
    "selected": ("#111820", "#FFFFFF"),
    # marks
    "mark": ("#FFFFFF", "#0D1318"),
    "mark-ink": ("#1F2A33", "#F4F6F8"),
    "mark-edge": ("#1F2A33", "#C9D3DB"),
})  # fmt: skip

STATUS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({
    "member": ("#8DB2D2", "#2C5D8A"),
    "suspended": ("#C3B3DE", "#513B6E"),
    "frozen": ("#BCD8EC", "#33668F"),
    "former": ("#E3C27E", "#7D6128"),
    "observer": ("#B4CF9C", "#3F6B4A"),
    "neighbour": ("#DDD8CB", "#444C54"),
    "other": ("#EDEAE2", "#2F373E"),
})  # fmt: skip
"""Fill of a country by its standing towards the CSTO: light, dark."""


def palette(dataset: Dataset, theme: Theme) -> Mapping[str, str]:
    """Return every colour of a theme by key, ``#RRGGBB``.

    A standing that has no entry here takes the colour of the taxonomy in both themes; threats are
    ``threat-<id>``.
    """
    column = 0 if theme == "light" else 1
    colours = {key: pair[column] for key, pair in _SHARED.items()}
    for status, term in dataset.taxonomy.statuses.items():
        colours[f"status-{status}"] = STATUS[status][column] if status in STATUS else term.colour
    for threat, definition in dataset.taxonomy.threats.items():
        colours[f"threat-{threat}"] = definition.colour
    return MappingProxyType(colours)
