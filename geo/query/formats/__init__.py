"""The export formats of claims, one a module; found by discovery (see `geo.query.format`)."""
