"""One module a format of documents; see `geo.ingest.documents.format`."""
