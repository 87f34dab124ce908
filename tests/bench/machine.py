"""What the figures were measured on."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

import psutil

PACKAGES = (
    "streamlit",
    "folium",
    "streamlit-folium",
    "plotly",
    "pandas",
    "geopandas",
    "uvicorn",
    "websockets",
    "playwright",
)


def machine(chromium: str) -> dict[str, Any]:
    """Return the processor, memory, versions and load, without anything that names the machine."""
    return {
        "when": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "chromium": chromium,
        "packages": {name: importlib.metadata.version(name) for name in PACKAGES},
        "commit": _commit(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.is_file():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _commit() -> str:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=root, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "none"
