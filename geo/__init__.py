"""CSTO Atlas: what analytical texts say about the CSTO and its neighbours, on maps.

>>> import geo
>>> atlas = geo.load()
>>> frame = atlas.claims(country="KGZ", threat="interethnic_violence")

Importing the package is cheap: it reads no data and imports neither Streamlit nor folium. What
`load` and `folium_map` need is imported when they are first asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.atlas import folium_map, load

__all__ = ["__version__", "folium_map", "load"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in {"folium_map", "load"}:
        msg = f"module 'geo' has no attribute {name!r}"
        raise AttributeError(msg)
    from geo import atlas  # noqa: PLC0415 - importing the package stays cheap

    return getattr(atlas, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
