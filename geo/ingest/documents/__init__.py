r"""Documents that readers bring: bytes of plain text, Markdown, HTML, PDF or DOCX become one plain text.

>>> from geo.ingest.documents import read_document
>>> document = read_document(data, "article.pdf")     # bytes, and the name they came under
>>> document.text, document.title, document.language, document.format
>>> reading = reader.read(document.text)

- `read_document` takes bytes; `paste` takes text that was typed or pasted. Both give a `Document`.
- `Limits` holds every bound: bytes, characters, memory, time, how many documents are read at once.
- `DocumentError` is raised for every document that can't be taken in, with a ``reason``;
  `geo.ingest.documents.words.explain(error, "ru")` says it to a reader, `tell` does so for notices.
- `clean_name` reduces a file's name to what may be shown and kept.

**The text.** Offsets everywhere count the Unicode code points of ``Document.text``. It is the
document's text as given, not normalised (no NFC), but for this: every line end (CR LF, CR, vertical
tab, form feed, U+0085, U+2028, U+2029) is one ``\n``; other control characters, noncharacters and
byte order marks are left out; a lone surrogate is U+FFFD. Marks of direction stay. Paragraphs of
HTML, Markdown, PDF and DOCX are parted by an empty line, cells of a table by a tab.

**What is read as what** is decided by the bytes, never by the name. Nothing of a document is fetched,
run, unpacked to disk or handed to another library of the atlas (GDAL least of all).

**Where.** A process of its own takes each document apart: limited in memory, processor time and wall
time, without a descriptor it could open a file or a connection with, killed with its whole group.
"""

from geo.errors import DocumentError
from geo.ingest.documents.document import Document, Limits, Notice
from geo.ingest.documents.file_names import clean_name
from geo.ingest.documents.reading import paste, read_document

__all__ = ["Document", "DocumentError", "Limits", "Notice", "clean_name", "paste", "read_document"]
