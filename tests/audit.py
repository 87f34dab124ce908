"""``python -m tests.audit PIP_AUDIT [--unless-offline]``: known weaknesses of what ``deploy/requirements.lock`` pins.

pip-audit passes over what the package index tells nothing about, and calls that no known weakness. Here a package that
nobody could be asked about is an error; with ``--unless-offline``, as CI has it, it is none where not one could be.

Exit status: 0 none known, 1 weaknesses known or a package not asked about, 2 pip-audit itself failed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "deploy" / "requirements.lock"


def verdict(packages: Sequence[Mapping[str, Any]], *, unless_offline: bool) -> tuple[int, list[str]]:
    """Return exit status and lines of a report, from the ``dependencies`` of pip-audit's JSON."""
    known = [
        f"{one['name']} {one['version']}: {weakness['id']}, mended in {', '.join(weakness['fix_versions']) or 'no version'}"
        for one in packages
        for weakness in one.get("vulns", ())
    ]
    silent = [str(one["name"]) for one in packages if "skip_reason" in one]
    if known:
        return 1, known
    if silent and len(silent) == len(packages) and unless_offline:
        return 0, [f"NOT AUDITED: the package index told nothing about any of {len(packages)} packages"]
    if silent or not packages:
        return 1, [f"not audited: {', '.join(silent) or 'no package in the lock file'}"]
    return 0, [f"{len(packages)} packages, no known weakness"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.audit", description=__doc__.partition("\n")[0])
    parser.add_argument("pip_audit", help="the pip-audit to run")
    parser.add_argument(
        "--unless-offline", action="store_true", help="pass where no package could be asked about"
    )
    options = parser.parse_args()
    asked = [options.pip_audit, "--disable-pip", "--require-hashes", "-r", str(LOCK), "--format", "json",
             "--progress-spinner", "off"]  # fmt: skip
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        sys.stderr.write(done.stderr)
        return 2
    status, lines = verdict(packages, unless_offline=options.unless_offline)
    sys.stdout.write("\n".join(lines) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
