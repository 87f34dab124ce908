"""The export formats that draw, or that need a file on disk, one a module (see `geo.render.export`)."""
