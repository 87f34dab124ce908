"""Documents that are attacks, and honest ones that are too much: each ends within 5 s, within bounded memory, with
a message, and opens no connection. Each is taken apart in its own process, as it is in the atlas.
"""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from geo.errors import DocumentError
from geo.i18n import languages
from geo.ingest.documents import Document, Limits, process, read_document
from geo.ingest.documents.words import explain
from tests.ingest.documents import samples

pytestmark = pytest.mark.slow

SECONDS = 5.0
PEAK = Limits().memory
"""Bytes of memory that no document may exceed. Address space is bounded, so resident memory is too."""

TROUBLE = {"took_too_long", "too_heavy", "too_much_inside", "unreadable", "bad_archive", "empty"}
"""What may become of a bomb: which bound it meets first depends on the machine."""


class Watch:
    """Measures the peak of resident memory of each process that takes a document apart."""

    def __init__(self) -> None:
        self.peak = 0
        self.processes = 0

    def follow(self, pid: int) -> None:
        self.processes += 1
        status = Path(f"/proc/{pid}/status")

        def look() -> None:
            try:
                while True:
                    for line in status.read_text().splitlines():
                        if line.startswith("VmHWM"):
                            self.peak = max(self.peak, int(line.split()[1]) * 1024)
                    time.sleep(0.01)
            except OSError:
                return

        threading.Thread(target=look, daemon=True).start()


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    found = Watch()
    start = process._started

    def started():
        running = start()
        found.follow(running.pid)
        return running

    monkeypatch.setattr(process, "_started", started)
    return found


@pytest.fixture
def listener() -> Iterator[tuple[int, list[int]]]:
    """Yield a port on loopback and the list of connections that came to it."""
    server = socket.create_server(("127.0.0.1", 0))
    hits: list[int] = []

    def listen() -> None:
        try:
            while True:
                connection, _ = server.accept()
                hits.append(1)
                connection.close()
        except OSError:
            return

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield server.getsockname()[1], hits
    server.close()


def outcome(data: bytes, name: str = "article") -> Document | DocumentError:
    try:
        return read_document(data, name)
    except DocumentError as error:
        for tag in languages():
            said = explain(error, tag)
            assert len(said) > 15
            assert "{" not in said
        return error


def pages_loop() -> bytes:
    return samples.pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2000000000 >>",
        b"<< /Type /Pages /Kids [2 0 R] /Parent 3 0 R /Count 1 >>",
    ])  # fmt: skip


def form_loop() -> bytes:
    form = samples.stream(
        b"/X Do " * 2000,
        b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 6 0 R >> >>",
    )
    return samples.page_pdf(samples.stream(b"/X Do " * 2000), b"/XObject << /X 6 0 R >>", [form])


def object_stream_bomb() -> bytes:
    content = samples.deflated(1 << 28, unit=b"1 ")
    return samples.pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        samples.stream(content, b"/Type /ObjStm /N 100000000 /First 0 /Filter /FlateDecode"),
    ])  # fmt: skip


BOMBS: dict[str, Callable[[], bytes]] = {
    "docx, 30 MB of blanks": lambda: samples.docx(" " * 30_000_000),
    "docx, 100 MB of blanks": lambda: samples.docx(" " * 100_000_000),
    "docx, 30 MB of empty paragraphs": lambda: samples.docx("<w:p/>" * 5_000_000),
    "docx, attributes by the hundred thousand": lambda: samples.docx(
        "<w:p " + " ".join(f'a{n}=""' for n in range(400_000)) + "/>"
    ),
    "docx, a thousand properties": lambda: samples.docx(
        samples.paragraph("Osh"), {"docProps/core.xml": "<a>" * 300_000}
    ),
    "pdf, a quarter of a gigabyte": lambda: samples.page_pdf(
        samples.stream(samples.deflated(1 << 28), b"/Filter /FlateDecode")
    ),
    "pdf, deflated thrice": lambda: samples.page_pdf(
        samples.stream(
            samples.deflated(1 << 28, 3), b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
        )
    ),
    "pdf, 30 MB of operators": lambda: samples.page_pdf(
        samples.stream(samples.deflated(30_000_000, unit=b"q Q "), b"/Filter /FlateDecode")
    ),
    "pdf, run lengths": lambda: samples.page_pdf(
        samples.stream(b"\x81a" * 900_000, b"/Filter /RunLengthDecode")
    ),
    "pdf, an array in an array": lambda: samples.pdf([b"[" * 500_000]),
    "pdf, dictionaries within dictionaries": lambda: samples.pdf([b"<< /A " * 300_000]),
    "pdf, a tree of pages that loops": pages_loop,
    "pdf, a form that draws itself": form_loop,
    "pdf, a bomb of objects": object_stream_bomb,
    "pdf, two megabytes of rubbish": lambda: b"%PDF-1.7\n" + b"1 0 obj << /A [ ( " * 110_000,
    "pdf, a cross reference that points to itself": lambda: (
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF"
    ),
    "html, elements nested deep": lambda: b"<div>" * 390_000 + b"Osh",
    "html, formatting that is taken up anew": lambda: b"<a><i><b><p>" * 100_000,
    "html, tables in tables": lambda: b"<table><tr><td>" * 130_000,
    "html, two million attributes": lambda: b"<p " + b"a " * 950_000 + b">Osh",
    "html, comments without end": lambda: b"<!--" * 490_000,
    "html, a style to search": lambda: b"<p style='display" + b" " * 1_900_000 + b"'>Osh",
    "markdown, brackets": lambda: b"# x\n" + b"[" * 590_000,
    "markdown, stars": lambda: b"# x\n" + b"*a_" * 190_000,
    "markdown, links that don't close": lambda: b"# x\n" + b"[a](<b" * 99_000,
    "json, nested": lambda: b'{"a":' * 390_000 + b"1" + b"}" * 10,
    "plain, controls": lambda: b"\x1b[31m" * 400_000,
    "nested archives": lambda: samples.zipped({"a.zip": samples.zipped({"b.zip": samples.deflated(1 << 28)})}),
    "bytes at random": lambda: bytes((n * n * 31 + n // 7) % 251 for n in range(1_900_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_soon_within_bounds_and_says_why(name, watch):
    data = BOMBS[name]()
    if len(data) > Limits().bytes:
        data = data[: Limits().bytes]
    start = time.monotonic()
    result = outcome(data)
    assert time.monotonic() - start < SECONDS
    assert watch.processes == 1
    assert 5_000_000 < watch.peak < PEAK
    if isinstance(result, DocumentError):
        assert result.reason in TROUBLE | {"other_format", "too_long", "not_text", "unknown_encoding"}
    else:
        assert len(result.text) <= Limits().characters


def test_fifty_megabytes_are_refused_before_anything_looks_at_them(watch):
    start = time.monotonic()
    result = outcome(b"Osh " * 12_500_000)
    assert isinstance(result, DocumentError)
    assert result.reason == "too_big"
    assert time.monotonic() - start < 0.5
    assert watch.processes == 0


def test_a_million_characters_without_a_blank_are_text():
    result = outcome(b"a" * 1_000_000)
    assert isinstance(result, Document)
    assert len(result.text) == 1_000_000


@pytest.mark.parametrize("size", [400_000, 1_900_000])
def test_long_honest_texts_are_read(size, watch):
    text = ("Протесты начались в Оше, сообщил губернатор.\n" * (size // 20))[: size // 2]
    for encoding in ("utf-8", "cp1251"):
        result = outcome(text.encode(encoding))
        assert isinstance(result, Document)
        assert result.text == text
    assert watch.peak < PEAK


def reaching_out(port: int) -> dict[str, bytes]:
    """Return documents that ask for an address on loopback in every way that their formats know."""
    url = f"http://127.0.0.1:{port}/hit"
    entity = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % p SYSTEM "{url}"> %p; <!ENTITY e SYSTEM "{url}">]>'
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="urn:image" Target="{url}" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="urn:attachedTemplate" Target="{url}" TargetMode="External"/></Relationships>'
    )
    annotation = f"<< /Type /Annot /Subtype /Link /A << /S /URI /URI ({url}) >> >>".encode()
    outside = f"<< /Length 0 /F << /FS /URL /F ({url}) >> >>\nstream\n\nendstream".encode()
    return {
        "an entity in DOCX": samples.docx("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", head=entity),
        "relationships of DOCX": samples.docx(
            samples.paragraph("Calm in Osh"),
            {"word/_rels/document.xml.rels": relations, "_rels/.rels": relations},
        ),
        "a web page": (
            f'<!doctype html><head><base href="{url}"><link rel=stylesheet href="{url}"><meta http-equiv=refresh '
            f'content="0;url={url}"><script src="{url}"></script></head><body background="{url}"><p>Calm in Osh<img '
            f'src="{url}"><iframe src="{url}"></iframe><object data="{url}"></object><svg><image href="{url}"/></svg>'
        ).encode(),
        "Markdown": f"# Osh\n\n![a]({url}) [b]({url}) <img src='{url}'> calm".encode(),
        "XHTML with an entity": (
            entity.replace("<!DOCTYPE x", "<!DOCTYPE html") + "<html><body><p>Osh &e;"
        ).encode(),
        "PDF": samples.page_pdf(
            samples.stream(samples.shown("Calm in Osh")), b"", [annotation, outside]
        ).replace(b"/Type /Page /Parent", b"/Type /Page /Annots [6 0 R] /Parent"),
        "PDF whose contents are elsewhere": samples.page_pdf(outside),
        "KML": f'<?xml version="1.0"?><kml><NetworkLink><Link><href>{url}</href></Link></NetworkLink></kml>'.encode(),
        "VRT": (
            f"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/vsicurl/{url}</SrcDataSource></OGRVRTLayer>"
            "</OGRVRTDataSource>"
        ).encode(),
        "an address": url.encode(),
    }  # fmt: skip


def test_no_document_makes_the_atlas_ask_for_anything(listener):
    port, hits = listener
    results = {name: outcome(data) for name, data in reaching_out(port).items()}
    time.sleep(0.1)
    assert hits == []
    read = {name for name, result in results.items() if isinstance(result, Document)}
    assert {"relationships of DOCX", "a web page", "Markdown", "PDF"} <= read
    assert {"an entity in DOCX", "KML", "VRT"}.isdisjoint(read)


def test_the_listener_hears_what_asks(listener):
    port, hits = listener
    socket.create_connection(("127.0.0.1", port)).close()
    time.sleep(0.1)
    assert hits == [1]


def test_no_document_reads_a_file_of_the_machine(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("xyzzy")
    entity = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    writer = PdfWriter(io.BytesIO(samples.page_pdf(samples.stream(samples.shown("Calm in Osh")))))
    outside = DecodedStreamObject()
    outside.set_data(b"")
    outside[NameObject("/F")] = NameObject(str(secret))
    writer.pages[0][NameObject("/Contents")] = outside
    out = io.BytesIO()
    writer.write(out)
    for data in (
        samples.docx("<w:p><w:r><w:t>Osh &e;</w:t></w:r></w:p>", head=entity),
        (entity.replace("<!DOCTYPE x", "<!DOCTYPE html") + "<html><body><p>Osh &e;").encode(),
        f"# Osh\n\n![a]({secret.as_uri()}) <object data='{secret}'></object>".encode(),
        out.getvalue(),
        str(secret).encode() + b" Osh",
    ):
        result = outcome(data)
        assert "xyzzy" not in (result.text if isinstance(result, Document) else str(result))
