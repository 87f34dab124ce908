"""The pages, one a module; found by discovery (see `geo.ui.page`)."""
