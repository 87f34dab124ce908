"""folium as a host of the atlas map: a standalone page, and a ``folium.Map`` for notebooks.

Nothing is fetched: Leaflet and the renderer stand in the page, and all data goes through
`geo.render.encode.inert_json`. Only the far level of detail is embedded, to keep the file small.
"""

from __future__ import annotations

import base64
import datetime as dt
import html
from typing import Any, Final

import folium
from branca.element import Element, Figure
from folium.template import Template

from geo.errors import RenderError
from geo.i18n import Language, format_day
from geo.i18n import language as language_of
from geo.model.view import View
from geo.query import selection as selecting
from geo.query.export import made_on
from geo.query.sentence import sentence
from geo.render.bundle import asset, bundled
from geo.render.encode import inert_json
from geo.render.geometry_files import geometry_content, geometry_name, pictures
from geo.render.layer import layers
from geo.render.leaflet_files import leaflet_files
from geo.render.payload import map_payload
from geo.render.told import told
from geo.render.words import map_words
from geo.store import Dataset

POLICY: Final = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
"""Content security policy of a standalone page: whatever it held, it could ask nobody for anything."""


class AtlasMap(folium.Map):
    """A folium map that the atlas renderer draws. Other folium elements can be added to it.

    Its Leaflet map is the JavaScript variable that folium gives every map, so children find it.
    """

    default_js: Final = []  # type: ignore[misc]
    default_css: Final = []  # type: ignore[misc]
    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <meta name="viewport" content="width=device-width, initial-scale=1">
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id="{{ this.get_name() }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = AtlasPage.start(L, document.getElementById("{{ this.get_name() }}"),
                JSON.parse(document.getElementById("{{ this.get_name() }}_data").textContent));
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(tiles=None)


class _Raw(Element):
    """Markup that is put out as it is: branca would compile it as a template."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.markup = markup

    def render(self, **_kwargs: Any) -> str:
        """Return the markup."""
        return self.markup


def folium_map(dataset: Dataset, view: View, made: dt.date | None = None) -> folium.Map:
    """Return the map of a view as a ``folium.Map`` that needs no network.

    A click on a mark shows its claims in a panel beside the map. Passages are only in it where the
    text's licence lets us redistribute them.

    Parameters
    ----------
    made
        The day to stamp, today by default (`geo.query.export.made_on`).
    """
    page = AtlasMap()
    figure = _figure(page)
    language = language_of(view.language)
    styles = "\n".join((leaflet_files()["leaflet.css"], asset("atlas_map.css"), asset("standalone.css")))
    script = leaflet_files()["leaflet.js"]
    data = inert_json(_page_data(dataset, view, language, made or made_on()))
    header = {
        "atlas_title": f"<title>{html.escape(language.text('app.title'))}</title>",
        "atlas_styles": f"<style>{_closed(styles, 'style')}</style>",
        "atlas_leaflet": f"<script>{_closed(script, 'script')}</script>",
        "atlas_renderer": f"<script>{_closed(bundled('standalone.js', 'AtlasPage'), 'script')}</script>",
        "atlas_data": f'<script type="application/json" id="{page.get_name()}_data">{data}</script>',
    }
    for name, markup in header.items():
        figure.header.add_child(_Raw(markup), name=name)
    return page


def standalone_html(dataset: Dataset, view: View, made: dt.date | None = None) -> str:
    """Return the map of a view as one HTML page that can be opened from disk.

    It asks nobody for anything, and its own content security policy holds it to that. ``made`` is the
    day to stamp, today by default.
    """
    page = folium_map(dataset, view, made)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    figure = _figure(page)
    figure.header.add_child(_Raw(policy), name="atlas_policy", index=1)
    written: str = figure.render()
    return written


def _figure(page: folium.Map) -> Figure:
    figure = page.get_root()
    if not isinstance(figure, Figure):
        msg = f"folium_map: root expected to be a Figure, got {type(figure).__name__}"
        raise RenderError(msg)
    return figure


def _closed(source: str, tag: str) -> str:
    """Return a source that can stand in an element, or refuse one that would close it early."""
    if f"</{tag}" in source.lower() or "<!--" in source:
        msg = f"{tag}: source expected not to end its own element, got '</{tag}' or '<!--' in it"
        raise RenderError(msg)
    return source


def _page_data(dataset: Dataset, view: View, language: Language, made: dt.date) -> dict[str, Any]:
    payload = map_payload(dataset, view)
    far = ("common_far", f"{view.point_of_view}_far")
    contents = {f"atlas_{view.language}": geometry_content(dataset, f"atlas_{view.language}")}
    contents |= {name: geometry_content(dataset, name) for name in far}
    payload["files"]["close"] = payload["files"]["far"]
    claims = selecting.select(dataset, view).claims
    evidence = {
        selected: [claim.id for claim in selecting.evidence(dataset, claims, selected)]
        for layer in layers().values() if layer.selects is not None
        for feature, row in payload["layers"].get(layer.id, {}).items() if row[1]
        for selected in [layer.selects + feature]
    }  # fmt: skip
    if view.selection is not None:
        evidence[view.selection] = [claim.id for claim in selecting.evidence(dataset, claims, view.selection)]
    shown = {claim_id for ids in evidence.values() for claim_id in ids}
    return {
        "page": {
            "title": language.text("app.title"),
            "sentence": sentence(dataset, view, selecting.select(dataset, view), language),
            "stamp": map_words(language)["panel.stamp"].format(
                version=dataset.version, day=format_day(language.tag, made)
            ),
        },
        "payload": payload,
        "files": {geometry_name(dataset, name): content for name, content in contents.items()},
        "pictures": {
            name: f"data:image/png;base64,{base64.b64encode(picture.content).decode('ascii')}"
            for name, picture in pictures(dataset).items()
        },
        "evidence": evidence,
        "claims": {claim.id: told(dataset, claim, language) for claim in claims if claim.id in shown},
    }
