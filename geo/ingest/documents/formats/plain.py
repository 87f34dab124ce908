"""Plain text: what is text and nothing else."""

from geo.ingest.documents.document import Limits
from geo.ingest.documents.format import Format, Parsed, Sample


def _is_plain(sample: Sample) -> bool:
    """Take whatever no other format took; where it is no text, asking for the text says so."""
    return isinstance(sample.text, str)


def _parse(sample: Sample, limits: Limits) -> Parsed:  # noqa: ARG001 - every format takes both
    return Parsed(sample.text)


FORMAT = Format("plain", 100, "plain text", _is_plain, _parse)
