"""The audit says what is known, and never calls silence safety."""

import pytest

from tests.audit import verdict

GOOD = {"name": "good", "version": "1", "vulns": []}
BAD = {"name": "bad", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
SILENT = {"name": "silent", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("packages", "offline", "status", "said"),
    [
        ([GOOD, GOOD], False, 0, "2 packages, no known weakness"),
        ([GOOD, BAD], True, 1, "bad 2: PYSEC-1, mended in 2.1"),
        ([SILENT, BAD], True, 1, "bad 2: PYSEC-1, mended in 2.1"),
        ([GOOD, SILENT], True, 1, "not audited: silent"),
        ([SILENT], False, 1, "not audited: silent"),
        ([SILENT, SILENT], True, 0, "NOT AUDITED: the package index told nothing about any of 2 packages"),
        ([], True, 1, "not audited: no package in the lock file"),
    ],
)
def test_what_the_audit_says(packages, offline, status, said):
    assert verdict(packages, unless_offline=offline) == (status, [said])
