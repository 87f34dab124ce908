"""Find the settlement that hand-kept files mean by ``Name, ISO3``: the most populous one of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.store.declension import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def most_populous(rows: Iterable[Sequence[str]], wanted: Iterable[str]) -> dict[str, int]:
    """Return the number of the row of each ``Name, ISO3`` that a settlement bears, in whatever case and spelling of accents.

    Parameters
    ----------
    rows
        Lines of the table of places: id, name, lon, lat, iso3, province, precision, population, Russian name.
    wanted
        Names as the hand-kept file has them.
    """
    keys = {target: f"{fold_name(target[:-5])}, {target[-3:]}" for target in wanted}
    among = set(keys.values())
    best: dict[str, tuple[int, int]] = {}
    for number, (_, name, _, _, iso3, _, precision, size, _) in enumerate(rows):
        key = f"{fold_name(name)}, {iso3}"
        if precision == "settlement" and key in among and int(size) > best.get(key, (-1, 0))[0]:
            best[key] = (int(size), number)
    return {target: best[key][1] for target, key in keys.items() if key in best}
