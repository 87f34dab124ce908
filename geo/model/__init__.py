"""Typed, frozen models of everything the atlas knows. They read no files."""
