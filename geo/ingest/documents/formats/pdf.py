"""PDF files with a text layer. Pictures are never decoded, so a scan is told and not read."""

from __future__ import annotations

import codecs
import contextlib
import importlib
import logging
import pkgutil
from io import BytesIO
from typing import Any, Final

import pypdf
from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from geo.ingest.documents.document import Limits, Notice
from geo.ingest.documents.format import Format, Parsed, Sample
from geo.ingest.documents.pdf_lines import join_pages
from geo.ingest.documents.plain_text import day, has_words
from geo.ingest.documents.reasons import Unfit

# pypdf imports parts of itself, and these, when a page asks for them; by then no file can be opened any more.
for _module in (*(one.name for one in pkgutil.walk_packages(pypdf.__path__, "pypdf.")), "fontTools.cffLib"):
    with contextlib.suppress(ImportError):
        importlib.import_module(_module)
for _codec in (
    "utf-16-be",
    "utf-16-le",
    "latin-1",
    "cp1252",
    "mac_roman",
    "charmap",
    "ascii",
    "unicode_escape",
    "utf-16",
    "utf-32",
    "gbk",
    "big5",
    "shift_jis",
):
    codecs.lookup(_codec)

_MOST_PAGES: Final = 2000
_MOST_READABLE_SIGNS: Final = 0.3
"""Share of letters and digits below which a text layer is the garbage of a font without a key."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def _is_pdf(sample: Sample) -> bool:
    # Readers accept some bytes of something else before the mark, so those are no hiding place.
    return b"%PDF-" in sample.data[:1024]


def _parse(sample: Sample, limits: Limits) -> Parsed:
    bounds = apply_configuration(
        maximum_declared_stream_length=limits.inflated, array_based_stream_maximum_output_length=limits.inflated,
        zlib_maximum_output_length=limits.inflated, lzw_maximum_output_length=limits.inflated,
        run_length_maximum_output_length=limits.inflated, stream_decoding_work_maximum_length=4 * limits.inflated,
        page_tree_maximum_entries=_MOST_PAGES, page_tree_maximum_page_entries=_MOST_PAGES,
    )  # fmt: skip
    try:
        with bounds:
            reader = PdfReader(BytesIO(sample.data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unfit("encrypted")
            return _read(reader, limits)
    except (DependencyError, FileNotDecryptedError):
        raise Unfit("encrypted") from None
    except LimitReachedError:
        raise Unfit("too_much_inside", most=f"{limits.inflated:,}") from None


def _read(reader: PdfReader, limits: Limits) -> Parsed:
    pages: list[str] = []
    length = pictures = failed = 0
    for page in reader.pages:
        try:
            text = page.extract_text()
        except (LimitReachedError, DependencyError, FileNotDecryptedError):
            raise
        except Exception:  # noqa: BLE001 - pypdf raises what a broken page makes Python raise
            failed += 1
            continue
        length += len(text)
        if length > limits.characters:
            raise Unfit("too_long", most=f"{limits.characters:,}")
        if not has_words(text) and _has_picture(page):
            pictures += 1
        pages.append(text)
    if failed and not any(map(has_words, pages)):
        raise Unfit("unreadable", format="PDF", fault="no page that can be read")
    text = join_pages(pages)
    if not has_words(text) and pictures:
        raise Unfit("image_only")
    if has_words(text) and _is_garbage(text):
        raise Unfit("unreadable", format="PDF", fault="a text layer that is not made of letters")
    total = str(len(pages) + failed)
    notices = []
    if pictures:
        notices.append(Notice("pages_without_text", (("number", str(pictures)), ("total", total))))
    if failed:
        notices.append(Notice("pages_unreadable", (("number", str(failed)), ("total", total))))
    return Parsed(text, notices=tuple(notices), **_said(reader))


def _said(reader: PdfReader) -> dict[str, str | None]:
    """Return title, author, date and language, as far as the file tells them without fault."""
    said: dict[str, str | None] = {}
    with contextlib.suppress(Exception):
        about: Any = reader.metadata or {}
        for key, name in (("title", "/Title"), ("author", "/Author")):
            value = about.get(name)
            said[key] = str(value) if value is not None else None
        said["date"] = day(str(about.get("/CreationDate", "")))
    with contextlib.suppress(Exception):
        said["language"] = str(reader.root_object.get("/Lang", "")) or None
    return said


def _has_picture(page: PageObject) -> bool:
    """Tell whether a page shows a picture; it is not decoded."""
    with contextlib.suppress(Exception):
        resources: Any = page.get("/Resources")
        objects = resources.get_object().get("/XObject").get_object()
        return any(one.get_object().get("/Subtype") == "/Image" for one in objects.values())
    return False


def _is_garbage(text: str) -> bool:
    signs = [char for char in text[:20_000] if not char.isspace()]
    return sum(char.isalnum() for char in signs) < _MOST_READABLE_SIGNS * len(signs)


FORMAT = Format("pdf", 10, "PDF", _is_pdf, _parse)
