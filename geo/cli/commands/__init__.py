"""The commands, one a module; found by discovery (see `geo.cli.command`)."""
