"""A container's health check: exit 0 where this replica answers. It imports nothing of the atlas, so it is quick."""

from __future__ import annotations

import http.client
import os
import sys
from typing import Final

PATIENCE: Final = 4
"""Seconds."""


def main() -> int:
    """Ask the replica on this machine's loopback address; return the exit status."""
    port = int(os.environ.get("STREAMLIT_SERVER_PORT", "8501"))
    base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/{base}/healthz" if base else "/healthz")
        return 0 if connection.getresponse().status == http.client.OK else 1
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
