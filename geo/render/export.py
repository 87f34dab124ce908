"""Every export format there is: those that only write (``geo.query.formats``) and those that draw.

What draws imports its library when it is first asked to write, so listing the formats stays cheap.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from geo.errors import RegistryError
from geo.query.format import Format, query_formats
from geo.registry import discover


@cache
def exports() -> Mapping[str, Format]:
    """Return every format by id, in order.

    Raises
    ------
    RegistryError
        Where a drawing format has the id of another.
    """
    written, drawn = query_formats(), discover("geo.render.exports", "FORMAT", Format)
    twice = sorted(written.keys() & drawn.keys())
    if twice:
        msg = f"geo.render.exports: ids expected none of geo.query.formats, got {', '.join(twice)}"
        raise RegistryError(msg)
    both = {**written, **drawn}
    return MappingProxyType(dict(sorted(both.items(), key=lambda item: (item[1].order, item[0]))))
