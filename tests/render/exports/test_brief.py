"""The brief of a country, read back by pypdf."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from geo.errors import UnknownValueError
from geo.i18n import pick
from geo.model.view import View
from geo.query.export import Export
from geo.query.profile import profiled
from geo.query.selection import evidence, select
from geo.render.export import exports
from geo.render.print import brief as module
from geo.store import Dataset
from tests.render.exports.conftest import BASE, DAY

pytestmark = pytest.mark.slow

Write = Callable[..., Path]


def squeezed(text: str) -> str:
    return "".join(text.split())


def said(path: Path) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(path).pages))


@pytest.mark.parametrize("tag", ["en", "ru"])
@pytest.mark.parametrize("code", ["KGZ", "ARM", "USA", "RUS"])
def test_it_has_at_most_two_pages_and_says_what_is_on_record(
    atlas: Dataset, write: Write, code: str, tag: str
) -> None:
    view = View(language=tag).choose("country", (code,))
    path = write(atlas, "pdf", view)
    reader = PdfReader(path)
    assert len(reader.pages) <= 2
    found = said(path)
    assert pick(atlas.boundaries.names(code), tag) in reader.metadata.title
    stamp = Export(atlas, view, DAY, BASE).stamp
    for name in ("shows", "point_of_view", "data_version", "made", "licences", "link"):
        assert squeezed(stamp.fields()[name]) in found, name
    for fact in atlas.reference.membership:
        if fact.country == code:
            assert squeezed(pick(atlas.actor_names(fact.organisation), tag)) in found
            assert fact.start in found
    for fact in atlas.reference.facilities_on(select(atlas, view).day):
        if fact.country == code:
            assert squeezed(atlas.reference.facility_label(fact.id, tag)) in found
    assert reader.metadata.subject == stamp.shows
    assert reader.trailer["/Root"]["/Lang"] == tag


def test_it_says_how_many_claims_it_leaves_out(atlas: Dataset, write: Write) -> None:
    view = View().choose("country", ("KGZ",))
    found = said(write(atlas, "pdf", view))
    claims = evidence(atlas, select(atlas, view).claims, "country:KGZ")
    printed = [claim for claim in claims if claim.id in found]
    assert 10 < len(printed) < len(claims)
    assert squeezed(f"{len(printed)} of {len(claims)} claims") in found
    for claim in printed:
        assert squeezed(claim.summary["en"]) in found
    few = max(len(atlas.countries_of(claim)) for claim in printed)
    assert all(len(atlas.countries_of(claim)) >= few for claim in claims if claim not in printed)


def test_all_claims_are_there_where_they_fit(atlas: Dataset, write: Write) -> None:
    view = View().choose("country", ("KGZ",)).choose("threat", ("interethnic_violence",))
    found = said(write(atlas, "pdf", view))
    assert all(claim.id in found for claim in select(atlas, view).claims)
    assert "claims,thosethatname" not in found


def test_corrections_are_visible(atlas: Dataset, write: Write) -> None:
    view = View().choose("country", ("ARM",)).choose("kind", ("base",))
    corrected = [claim for claim in select(atlas, view).claims if claim.correction]
    assert corrected
    found = said(write(atlas, "pdf", view))
    assert all(squeezed(claim.correction.note["en"]) in found for claim in corrected)


def test_a_selected_country_is_the_one(atlas: Dataset, write: Write) -> None:
    chosen = write(atlas, "pdf", View(selection="country:ARM")).read_bytes()
    assert chosen == write(atlas, "pdf", View().choose("country", ("ARM",))).read_bytes()


@pytest.mark.parametrize(
    "view", [View(), View().choose("country", ("ARM", "KGZ")), View(selection="place:osh")]
)
def test_a_view_of_no_single_country_is_refused(atlas: Dataset, view: View) -> None:
    with pytest.raises(UnknownValueError, match=r"country expected one of AFG, ARM, .* UZB, got"):
        list(exports()["pdf"].write(Export(atlas, view, DAY)))


def test_fonts_are_in_the_file(atlas: Dataset, write: Write) -> None:
    page = PdfReader(write(atlas, "pdf", View(language="ru").choose("country", ("USA",)))).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    embedded = [font for font in fonts if "/FontFile2" in font.get("/FontDescriptor", {})]
    assert any("DejaVu" in font["/BaseFont"] for font in embedded)


def test_hostile_texts_are_printed_as_they_are(infested: Dataset, write: Write) -> None:
    view = View().choose("country", ("ARM",))
    found = said(write(infested, "pdf", view))
    printed = [claim for claim in select(infested, view).claims if claim.id in found]
    assert len(printed) > 10
    for claim in printed:
        # What the font has no sign for can't be read back; all else must be.
        text = re.sub("[^ -~а-яА-ЯёЁ—«»]", "", claim.summary["en"])
        assert squeezed(text) in re.sub("[^ -~а-яА-ЯёЁ—«»]", "", found), claim.summary


def test_no_country_at_all_is_an_honest_brief(atlas: Dataset, write: Write) -> None:
    """A view that keeps nothing of a country still says what is on record of it."""
    view = View().choose("country", ("KGZ",)).choose("kind", ("base",)).choose("modality", ("forecast",))
    assert select(atlas, view).claims == ()
    path = write(atlas, "pdf", view)
    assert "CollectiveSecurityTreatyOrganization" in said(path)
    assert replace(view) == view


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_every_country_fits(atlas: Dataset, monkeypatch: pytest.MonkeyPatch, tag: str) -> None:
    # Drawing the map takes longer than all else, and its place on the sheet is the same for each.
    blank = io.BytesIO()
    Image.new("RGB", (7, 4)).save(blank, "PNG")
    monkeypatch.setattr(module, "map_picture", lambda *_: blank.getvalue())
    pages = {}
    # Russian is the longer of the two: of the countries that much is said of, both.
    for code in profiled(atlas) if tag == "en" else ("ARM", "KGZ", "RUS", "TJK", "UZB"):
        export = Export(atlas, View(language=tag).choose("country", (code,)), DAY, BASE)
        pages[code] = len(PdfReader(io.BytesIO(module.brief(export, code))).pages)
    assert {"RUS", "TJK"} <= set(pages)
    assert max(pages.values()) == 2, pages
