"""The filters, one a module; found by discovery (see `geo.query.filter`)."""
