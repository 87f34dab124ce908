"""What each format becomes, read in this process: title, author, date, paragraphs, and what is left out."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from geo.ingest.documents.child import take_apart
from geo.ingest.documents.document import Document, Limits
from geo.ingest.documents.format import formats
from geo.ingest.documents.reasons import REASONS, Unfit
from tests.ingest.documents import samples

LIMITS = Limits()
RUSSIAN = "Боевики напали на пост у села Кок-Таш, сообщил губернатор; «граница закрыта» — подъёзд, ещё № 5."


def read(data: bytes, limits: Limits = LIMITS) -> Document:
    return take_apart(data, limits)


def refused(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Unfit) as caught:
        take_apart(data, limits)
    for words in REASONS[caught.value.reason]:
        words.format(**caught.value.values)
    return caught.value.reason


def test_the_formats_are_those_that_the_refusals_name():
    assert list(formats()) == ["pdf", "docx", "html", "markdown", "plain"]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866", "iso8859-5"],
)
def test_encodings_of_russian(encoding):
    text = RUSSIAN if encoding not in {"iso8859-5", "koi8-r", "cp866"} else RUSSIAN.translate({
        ord(char): other for char, other in zip("«»—№", '""-N', strict=True)
    })  # fmt: skip
    document = read(text.encode(encoding))
    assert (document.text, document.format, document.language) == (text, "plain", "ru")


def test_western_letters_are_read():
    text = "Où est passé l’été, se demandaient les élèves de Genève près d’Osh ?"
    assert read(text.encode("cp1252")).text == text


def test_line_ends_are_one_kind_and_everything_else_stays_as_given():
    given = "a\r\nb\rc\u2028d\x0ce\x85f\u200f שלום \u202eg e\u0301 \ufb01"
    assert read(given.encode()).text == "a\nb\nc\nd\ne\nf\u200f שלום \u202eg e\u0301 \ufb01"


def test_stray_control_characters_are_left_out():
    assert read(b"Osh\x1b[0m is \x07calm" + b" and so is Batken, they say." * 20).text.startswith(
        "Osh[0m is calm and"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" \n\t ", "empty"),
        (b"1 2 3", "empty"),
        (bytes(range(256)) * 40, "not_text"),
        (b"\x93\x81\x17\x02" * 300, "not_text"),
        ("Ошибка".encode("utf-16")[:-1], "unknown_encoding"),
        (b"\x89PNG\r\n\x1a\n\0\0", "other_format"),
        (b"\x7fELF\2\1\1\0\0\0", "other_format"),
        (b"{\\rtf1 Osh}", "other_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "other_format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60 + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (b'{"type": "FeatureCollection", "features": [{"name": "Osh"}]}', "other_format"),
        (b"[" * 1_000_000 + b"]", "other_format"),
        (b"<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTDataSource>", "other_format"),
        (b'<?xml version="1.0"?><kml><Document><name>Osh</name></Document></kml>', "other_format"),
        (samples.LAUGHS.encode() + b"<l>&a9;</l>", "other_format"),
        ("<?xml version='1.0'?><svg>Osh</svg>".encode("utf-16"), "other_format"),
        (b"%PDF-1.4 and then nothing of a PDF", "unreadable"),
        (b"PK\x03\x04 and then nothing of an archive", "bad_archive"),
        (samples.zipped({"doc.kml": "<kml/>"}), "other_format"),
        (samples.zipped({"inner.zip": samples.zipped({"a": "Osh"})}), "other_format"),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, bytes) else value,
)
def test_what_is_no_article_is_refused_with_its_reason(data, reason):
    assert refused(data) == reason


def test_a_text_that_begins_with_a_bracket_is_no_json():
    assert read(b"[Updated] Protests in Osh [see map]").format == "plain"
    assert read(b"MZ is how some programs begin, and this text too.").format == "plain"


def test_html_is_read_as_the_page_shows_it():
    document = read(
        b"<!doctype html><html lang='en-GB'><head><title>Calm in Osh | Outlet</title>"
        b"<meta name=author content='A. Writer'><meta property='article:published_time' content='2021-05-03T10:00:00Z'>"
        b"<script>alert('Batken')</script><style>p{}</style></head><body><nav><a href=/>Kabul</a></nav>"
        b"<article><h1>Calm in Osh</h1><p>The <b>bazaar</b>\n opened.<br>Rain.</p>"
        b"<p onclick='x()'>Fish &amp; bread &lt;b&gt;</p><p hidden>Isfara</p><p style='display: none'>Vorukh</p>"
        b"<!-- Khujand --><noscript>Panj</noscript><ul><li>one<li>two</ul>"
        b"<table><tr><td>a<td>b<tr><td>c<td>d</table></article><footer>Moscow</footer>"
    )
    assert document.text == (
        "Calm in Osh\n\nThe bazaar opened.\nRain.\n\nFish & bread <b>\n\none\ntwo\n\na\tb\nc\td"
    )
    assert (document.title, document.author, document.date, document.language, document.format) == (
        "Calm in Osh", "A. Writer", "2021-05-03", "en", "html",
    )  # fmt: skip


def test_a_page_without_an_article_is_read_whole():
    document = read(b"<html><body><p>Short.</p><article>Aside.</article><p>" + b"Osh. " * 50)
    assert document.text.startswith("Short.\n\nAside.\n\nOsh. Osh.")


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_page_declares_its_encoding(encoding):
    page = f'<html><head><meta charset="{encoding}"></head><p>Тихо в Оше.</p>'
    assert read(page.encode(encoding)).text == "Тихо в Оше."


def test_no_codec_but_those_of_texts_can_be_declared():
    page = b'<html><meta charset="unicode_escape"><p>Caf\xe9 in Osh, \\x41 caf\xe9, un caf\xe9'
    assert read(page).text == "Café in Osh, \\x41 café, un café"


def test_an_entity_of_a_page_is_not_expanded():
    page = (
        samples.LAUGHS.replace("<!DOCTYPE l", "<!DOCTYPE html") + "<html><body><p>Osh &a9;</p></body></html>"
    )
    assert len(read(page.encode()).text) < 5000


def test_markdown_loses_its_marks():
    document = read(
        b"---\ntitle: 'Calm in Osh'\nauthor: A. Writer\ndate: 2021-05-03\n---\n\n# Heading\n\n"
        b"The **bazaar** of [Osh](http://127.0.0.1/x) `opened`.\n\n* one\n* two\n\n<script>alert(1)</script>\n\n"
        b"| a | b |\n|---|---|\n| c | d |\n"
    )
    assert document.text == "Heading\n\nThe bazaar of Osh opened.\n\none\ntwo\n\na\tb\nc\td"
    assert (document.title, document.author, document.date, document.format) == (
        "Calm in Osh", "A. Writer", "2021-05-03", "markdown",
    )  # fmt: skip


def test_plain_text_with_a_star_stays_plain():
    text = "* Osh\n- Batken\n1. Isfara #protests 2 * 3 [sic]\n"
    assert (read(text.encode()).text, read(text.encode()).format) == (text, "plain")


def test_docx_paragraphs_tables_boxes_and_notes():
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{samples.paragraph('Box.')}</mc:Choice><mc:Fallback>{samples.paragraph('Box.')}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    table = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>".format(
        *map(samples.paragraph, "abc")
    )
    deleted = "<w:p><w:del><w:r><w:delText>Kabul</w:delText></w:r></w:del><w:ins><w:r><w:t>Osh</w:t></w:r></w:ins></w:p>"
    document = read(
        samples.docx(
            samples.paragraph("Таджикско") + f"<w:sdt><w:sdtContent>{samples.paragraph('Second.')}</w:sdtContent></w:sdt>"
            "<w:p><w:r><w:t>x</w:t><w:br/><w:t>y</w:t><w:tab/><w:t>z</w:t></w:r></w:p>" + table + deleted + box,
            {
                "word/footnotes.xml": f'<w:footnotes xmlns:w="{samples.W}">{samples.paragraph("Note.")}</w:footnotes>',
                "docProps/core.xml": '<c:p xmlns:c="urn:c" xmlns:d="urn:d"><d:title>Calm\u202e\x85 in Osh</d:title>'
                "<d:creator>A. Writer</d:creator><d:created>2021-05-03T00:00:00Z</d:created></c:p>",
            },
        )
    )  # fmt: skip
    assert document.text == "Таджикско\n\nSecond.\n\nx\ny\tz\n\na\tb\nc\n\nOsh\n\nBox.\n\nNote."
    assert (document.title, document.author, document.date, document.format) == (
        "Calm in Osh", "A. Writer", "2021-05-03", "docx",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (samples.docx("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", head=samples.LAUGHS), "bad_archive"),
        (
            samples.docx(f"<w:p><w:r><w:t>{'&a;' * 9000}</w:t></w:r></w:p>", head=samples.QUADRATIC),
            "bad_archive",
        ),
        (samples.docx("<w:x>" * 100_000), "bad_archive"),
        (samples.docx("<w:p>no end"), "bad_archive"),
        (samples.docx(samples.paragraph("Osh"), {"../../etc/cron.d/x": "x"}), "bad_archive"),
        (samples.docx(samples.paragraph("Osh"), {"C:\\x": "x"}), "bad_archive"),
        (
            samples.docx(samples.paragraph("Osh"), {f"word/media/{n}": "" for n in range(4001)}),
            "bad_archive",
        ),
        (samples.docx(" " * 40_000_000), "too_much_inside"),
        (samples.docx(""), "empty"),
        (samples.docx(samples.paragraph("Osh " * 600_000)), "too_long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_docx_that_is_a_trap_is_refused(data, reason):
    assert refused(data) == reason


def test_an_archive_that_lies_about_sizes_is_refused():
    data = samples.docx(samples.paragraph("Osh " * 100_000))
    size = len(f'<?xml version="1.0"?><w:document xmlns:w="{samples.W}"><w:body></w:body></w:document>')
    size += len(samples.paragraph("Osh " * 100_000))
    assert data.count(size.to_bytes(4, "little")) == 2
    assert refused(data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))) == "bad_archive"


def test_an_encrypted_member_is_told():
    data = bytearray(samples.docx(samples.paragraph("Osh")))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)) == "encrypted"


def test_pdf_text_is_read_and_words_are_mended():
    text = b"".join(
        b"BT /F1 12 Tf 72 %d Td (%s) Tj ET\n" % (700 - 20 * number, line)
        for number, line in enumerate(
            [b"The bazaar of Osh opened again on Monday, and the Tajik-", b"Afghan border stayed shut, the gover-",
             b"nor said. Rain.", b"Another paragraph begins here and it goes on to the end.", b"17"]
        )
    )  # fmt: skip
    document = read(samples.page_pdf(samples.stream(text)))
    assert document.text == (
        "The bazaar of Osh opened again on Monday, and the Tajik-Afghan border stayed shut, the governor said. Rain."
        "\n\nAnother paragraph begins here and it goes on to the end."
    )
    assert document.format == "pdf"


def _written(password: str | None = None) -> bytes:
    writer = PdfWriter(io.BytesIO(samples.page_pdf(samples.stream(samples.shown("Calm in Osh.")))))
    writer.add_metadata(
        {"/Title": "Тихо", "/Author": "A. Writer", "/CreationDate": "D:20210503100000+03'00'"}
    )
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_says_title_author_and_date():
    document = read(_written())
    assert (document.text, document.title, document.author, document.date) == (
        "Calm in Osh.", "Тихо", "A. Writer", "2021-05-03",
    )  # fmt: skip


def test_a_pdf_with_a_password_is_told_and_one_that_only_forbids_printing_is_read():
    assert refused(_written("secret")) == "encrypted"
    assert read(_written("")).text == "Calm in Osh."


PICTURE = samples.stream(b"\xff", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
                         b" /ColorSpace /DeviceGray")  # fmt: skip


def test_a_scan_is_told():
    scan = samples.page_pdf(samples.stream(b"/I Do"), b"/XObject << /I 6 0 R >>", [PICTURE])
    assert refused(scan) == "image_only"


def test_pages_that_are_pictures_beside_text_are_counted():
    writer = PdfWriter()
    for page in (
        samples.page_pdf(samples.stream(samples.shown("Calm in Osh."))),
        samples.page_pdf(samples.stream(b"/I Do"), b"/XObject << /I 6 0 R >>", [PICTURE]),
    ):
        writer.append(io.BytesIO(page))
    out = io.BytesIO()
    writer.write(out)
    document = read(out.getvalue())
    assert document.text == "Calm in Osh."
    (notice,) = document.notices
    assert (notice.code, dict(notice.values)) == ("pages_without_text", {"number": "1", "total": "2"})


def test_an_empty_page_is_empty():
    assert refused(samples.page_pdf(samples.stream(b""))) == "empty"


def test_a_text_layer_without_letters_is_not_taken_for_text():
    assert refused(samples.page_pdf(samples.stream(samples.shown("a" + "#!@%&" * 40)))) == "unreadable"


def test_bounds_are_what_the_caller_says():
    assert refused(b"Osh " * 100, Limits(characters=100)) == "too_long"
    assert refused(samples.docx(samples.paragraph("Osh " * 1000)), Limits(inflated=2000)) == "too_much_inside"
