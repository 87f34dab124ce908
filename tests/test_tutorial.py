"""Every piece of Python in the tutorial runs, in order, and what it asserts holds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def code(page: str) -> str:
    """Return the page's Python with each line where it stands in the page, so that errors name it."""
    text = (DOCS / page).read_text("utf-8")
    lines = [""] * (text.count("\n") + 1)
    for block in BLOCK.finditer(text):
        first = text.count("\n", 0, block.start(1))
        for number, line in enumerate(block.group(1).splitlines()):
            lines[first + number] = line
    return "\n".join(lines)


def run(source: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("ATLAS_")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-"],
        input=source,
        capture_output=True,
        check=False,
        text=True,
        env=env,
    )


def test_the_tutorial_runs() -> None:
    source = code("tutorial.md")
    assert source.count("assert ") >= 10
    done = run(source)
    assert (done.returncode, done.stderr) == (0, "")
    assert "interethnic" in done.stdout.lower() or "south" in done.stdout


def test_a_tutorial_that_is_wrong_is_seen() -> None:
    done = run(code("tutorial.md").replace('"frozen"', '"thawed"'))
    assert done.returncode == 1
    assert "AssertionError" in done.stderr


def test_links_between_pages_lead_somewhere() -> None:
    for page in ("tutorial.md", "exports.md"):
        for target in re.findall(r"\]\(([\w./-]+\.md)", (DOCS / page).read_text("utf-8")):
            assert (DOCS / target).is_file(), target
