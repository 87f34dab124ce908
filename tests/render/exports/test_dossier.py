"""The dossier, read back by an HTML parser; what it does in a browser is tried in tests/browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from geo.errors import RenderError
from geo.i18n import language
from geo.model.view import View
from geo.query.citation import cite
from geo.query.export import Export
from geo.query.selection import select
from geo.render import dossier as module
from geo.render.chart import all_charts, charts
from geo.render.subject import country_subject, threat_subject
from geo.store import Dataset
from tests.render.exports.conftest import BASE, DAY

Write = Callable[..., Path]


class Page(HTMLParser):
    """The texts of a page by the element that they stand in, and every link."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.article: str | None = None
        self.summaries: dict[str, str] = {}
        self.rows: dict[str, list[str]] = {}
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.add(tag)
        self.open.append((tag, found))
        self.ids += [value for name, value in attributes if name == "id" and value]
        if tag == "article":
            self.article = (found["id"] or "").removeprefix("claim-")
            self.summaries[self.article] = ""
            self.rows[self.article] = []
        if tag == "dd" and self.article:
            self.rows[self.article].append("")
        if tag == "a":
            self.links.append(found["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag == "article":
            self.article = None

    def handle_data(self, data: str) -> None:
        if self.article and self.open:
            tag, attributes = self.open[-1]
            if attributes.get("class") == "summary":
                self.summaries[self.article] += data
            if tag == "dd":
                self.rows[self.article][-1] += data


def test_it_holds_everything_in_less_than_three_megabytes(atlas: Dataset, write: Write) -> None:
    path = write(atlas, "html")
    assert path.stat().st_size < 3_000_000
    page = Page(path.read_text("utf-8"))
    assert list(page.summaries) == [claim.id for claim in atlas.claims]
    assert len(page.ids) == len(set(page.ids))
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)
    assert {"claims", "evidence", "cite", "about", *(f"chart-{name}" for name in charts())} <= inside


@pytest.mark.parametrize("tag", ["en", "ru"])
@pytest.mark.parametrize(
    ("view", "country", "threat"),
    [
        (View(), False, False),
        (View().choose("country", ("KGZ",)), True, False),
        (View().choose("country", ("ARM", "KGZ")), False, False),
        (View(page="countries"), True, False),
        (View(selection="cell:KGZ/drug_trafficking/exposed"), False, True),
        (View().choose("threat", ("drug_trafficking",)).choose("country", ("TJK",)), True, True),
        (View(page="threats"), False, True),
    ],
)
def test_it_holds_the_charts_of_every_page_that_say_something_of_the_view(
    atlas: Dataset, view: View, country: bool, threat: bool, tag: str
) -> None:
    export = Export(atlas, replace(view, language=tag), DAY, BASE)
    found = module._drawn(export)
    wanted = {
        name for name, chart in all_charts().items()
        if chart.subject is None or (country and chart.subject is country_subject) or (threat and chart.subject is threat_subject)
    }  # fmt: skip
    assert set(found) == {f"chart-{name}" for name in wanted}
    assert {"chart-timeline", "chart-country_threat"} <= set(found)
    for name, chart in all_charts().items():
        if name in wanted and chart.subject is not None:
            heading, body = found[f"chart-{name}"]
            assert heading.endswith(f": {chart.label(export.language)}")
            subject = chart.subject(atlas, export.view)
            own = replace(export.view, selection=subject)
            assert escape(chart.alt(atlas, own, export.selection, export.language)) in body


def test_a_chart_in_it_is_of_the_country_that_its_heading_names(atlas: Dataset) -> None:
    """What evidence is open may name another country; the filter says which one the view is of."""
    view = View(selection="place:osh").choose("country", ("ARM",))
    heading, body = module._drawn(Export(atlas, view, DAY, BASE))["chart-country_membership"]
    own = replace(view, selection="country:ARM")
    assert heading.startswith("Armenia: ")
    chart = all_charts()["country_membership"]
    assert escape(chart.alt(atlas, own, select(atlas, view), language("en"))) in body


def test_with_every_chart_it_is_still_small(atlas: Dataset, write: Write) -> None:
    view = View(page="countries", selection="country:RUS").choose("threat", ("unspecified_instability",))
    assert {one.id for one in all_charts().values()} == {
        name.removeprefix("chart-") for name in module._drawn(Export(atlas, view, DAY, BASE))
    }
    assert write(atlas, "html", view).stat().st_size < 3_000_000


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_it_is_stamped_and_cited(atlas: Dataset, write: Write, tag: str) -> None:
    view = View(language=tag).choose("country", ("KGZ",))
    content = write(atlas, "html", view).read_bytes().decode()
    export = Export(atlas, view, DAY, BASE)
    for value in (*export.stamp.fields().values(), *vars_of(cite(atlas, view, BASE, DAY, export.language))):
        if value != export.stamp.point_of_view_id:
            assert escape(value) in content, value
    assert f'<html lang="{tag}">' in content


def vars_of(citation: object) -> list[str]:
    return [getattr(citation, name) for name in ("text", "bibtex", "ris")]


def test_it_asks_nobody_for_anything(atlas: Dataset, write: Write) -> None:
    content = write(atlas, "html").read_text("utf-8")
    assert re.search(r'<meta http-equiv="Content-Security-Policy" content="default-src \'none\';', content)
    page = Page(content)
    assert page.tags.isdisjoint({"iframe", "img", "link", "object", "embed", "form", "base"})
    assert not re.search(r"<script[^>]*\ssrc=", content)


def test_hostile_texts_are_text(infested: Dataset, write: Write) -> None:
    page = Page(write(infested, "html").read_text("utf-8"))
    for claim in infested.claims:
        assert page.summaries[claim.id] == claim.summary["en"], claim.id
        assert claim.mention in page.rows[claim.id]
        assert ("the author" if claim.voice == "author" else claim.voice) in page.rows[claim.id]
    assert page.tags.isdisjoint({"img", "b", "iframe"})
    assert all(link.startswith(("#", "https://", "http://")) for link in page.links)


def test_no_passage_that_may_not_be_redistributed(world: Dataset) -> None:
    """The world's articles are at hand, all rights reserved: none of their sentences may get out."""
    said = module._evidence(Export(world, View(), DAY))
    for claim in world.claims:
        passage = world.passages.passage(claim)
        assert passage == claim.mention or passage not in said


def test_a_page_of_another_form_is_refused(atlas: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    export = Export(atlas, View(), DAY)
    monkeypatch.setattr(module, "standalone_html", lambda *_: "<html><head></head><body></body></html>")
    with pytest.raises(RenderError, match="expected one element of the map"):
        module.dossier(export)
    with pytest.raises(RenderError, match="expected '<p>' once, got it 2 times"):
        module._replaced("<p><p>", "<p>", "")
