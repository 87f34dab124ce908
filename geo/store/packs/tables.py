"""The two tables, and how a database is asked for them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

METADATA: Final = sa.MetaData()

PACKS: Final = sa.Table(
    "atlas_packs",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("bytes", sa.Integer, nullable=False),
    # Seconds since 1970, so that both databases sort and compare them alike.
    sa.Column("made", sa.Integer, nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
"""Packs by link id. ``hash`` is that of ``body``, ``owner`` that of the token, ``body`` canonical JSON."""

DRAFTS: Final = sa.Table(
    "atlas_drafts",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("bytes", sa.Integer, nullable=False),
    sa.Column("made", sa.Integer, nullable=False, index=True),
    sa.Column("saved", sa.Integer, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("draft", sa.LargeBinary, nullable=False),
    sa.Column("work", sa.LargeBinary, nullable=False),
)
"""Drafts by id. ``draft`` (JSON, deflated) is written once and has ``hash``; ``work`` (JSON) often."""

LOCK: Final = 0x61746C6173
"""Number of the advisory lock that writers of one PostgreSQL database take in turn."""
