"""Fetching: archives of three kinds, hashes, and clients that are missing or fail. No network."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from geo.errors import BuildError
from geo.model.boundary import Source
from geo.store.build import fetching

CONTENT = b"some data\n"


def source(registry: str = "pypi", sha256: str | None = None, source_id: str = "one") -> Source:
    return Source(
        id=source_id, registry=registry, package="thing", version="1.0", file="thing/data.csv",
        sha256=sha256 or hashlib.sha256(CONTENT).hexdigest(), title="Thing", origin="us",
        licence="MIT", package_licence="MIT", used_for="tests",
    )  # fmt: skip


def tar_bytes(names: list[str], mode: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as bundle:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(CONTENT)
            bundle.addfile(member, io.BytesIO(CONTENT))
    return stream.getvalue()


def ar_bytes(files: dict[str, bytes]) -> bytes:
    content = b"!<arch>\n"
    for name, body in files.items():
        content += f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(body):<10}`\n".encode() + body
        content += b"\n" * (len(body) % 2)
    return content


@pytest.fixture
def archives(tmp_path: Path) -> dict[str, Path]:
    made = {
        name: tmp_path / f"thing.{ending}"
        for name, ending in (("pypi", "whl"), ("npm", "tgz"), ("debian", "deb"))
    }
    with zipfile.ZipFile(made["pypi"], "w") as packed:
        packed.writestr("thing/data.csv", CONTENT)
        packed.writestr("otherthing/data.csv2", "no")
    made["npm"].write_bytes(tar_bytes(["package/thing/data.csv"], "w:gz"))
    inner = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": b"odd",
        "data.tar.xz": tar_bytes(["./usr/thing/data.csv"], "w:xz"),
    }
    made["debian"].write_bytes(ar_bytes(inner))
    return made


@pytest.mark.parametrize("registry", ["pypi", "npm", "debian"])
def test_the_file_is_found_in_each_kind_of_archive(archives: dict[str, Path], registry: str) -> None:
    assert fetching.member(archives[registry], "thing/data.csv", "one") == CONTENT


@pytest.mark.parametrize("registry", ["pypi", "npm", "debian"])
def test_a_file_that_is_not_there_is_named(archives: dict[str, Path], registry: str) -> None:
    with pytest.raises(BuildError, match=r"sources\.toml:one: file expected one file thing/none"):
        fetching.member(archives[registry], "thing/none", "one")


@pytest.mark.parametrize("ending", ["whl", "tgz", "deb"])
def test_a_damaged_archive_is_a_build_error(tmp_path: Path, ending: str) -> None:
    damaged = tmp_path / f"thing.{ending}"
    damaged.write_bytes(b"!<arch>\nnot an archive")
    with pytest.raises(BuildError, match="a readable archive"):
        fetching.member(damaged, "thing/data.csv", "one")


class Client:
    """Stands for pip, npm and apt-get: copies an archive, or fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, archive: Path, *, fails: int = 0) -> None:
        self.calls: list[list[str]] = []
        self.fails = fails
        self.archive = archive
        monkeypatch.setattr(fetching, "_run", self.run)
        monkeypatch.setattr(fetching.shutil, "which", lambda name: name)

    def run(self, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        self.calls.append(command)
        if len(self.calls) <= self.fails:
            return subprocess.CompletedProcess(command, 1, "", "noise\nno such version")
        (folder / self.archive.name).write_bytes(self.archive.read_bytes())
        return subprocess.CompletedProcess(command, 0, "", "")


@pytest.mark.parametrize("registry", ["pypi", "npm", "debian"])
def test_fetch_checks_and_keeps(archives, tmp_path, monkeypatch, registry: str) -> None:
    client = Client(monkeypatch, archives[registry])
    for _ in range(2):
        found = fetching.fetch([source(registry)], tmp_path / "cache")
        assert found["one"].read_bytes() == CONTENT
    assert len(client.calls) == 1
    assert any("thing" in part and "1.0" in part for part in client.calls[0])


def test_two_files_of_one_package_are_one_download(archives, tmp_path, monkeypatch) -> None:
    client = Client(monkeypatch, archives["pypi"])
    fetching.fetch([source(), source(source_id="two")], tmp_path / "cache")
    assert len(client.calls) == 1


def test_a_kept_file_that_was_changed_is_fetched_again(archives, tmp_path, monkeypatch) -> None:
    client = Client(monkeypatch, archives["pypi"])
    kept = fetching.fetch([source()], tmp_path / "cache")["one"]
    kept.write_bytes(b"changed")
    assert fetching.fetch([source()], tmp_path / "cache")["one"].read_bytes() == CONTENT
    assert len(client.calls) == 2


def test_another_content_is_refused_and_not_kept(archives, tmp_path, monkeypatch) -> None:
    Client(monkeypatch, archives["pypi"])
    with pytest.raises(BuildError, match=r"boundaries/sources\.toml:one: sha256 expected 0000"):
        fetching.fetch([source(sha256="0" * 64)], tmp_path / "cache")
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]


def test_a_client_that_fails_is_quoted(archives, tmp_path, monkeypatch) -> None:
    Client(monkeypatch, archives["pypi"], fails=1)
    with pytest.raises(BuildError, match=r"pypi package thing 1\.0 to download, got 'no such version'"):
        fetching.fetch([source()], tmp_path / "cache")


def test_another_debian_version_is_tried_and_its_hash_decides(archives, tmp_path, monkeypatch) -> None:
    client = Client(monkeypatch, archives["debian"], fails=1)
    assert fetching.fetch([source("debian")], tmp_path / "cache")["one"].read_bytes() == CONTENT
    assert [call[-1] for call in client.calls] == ["thing=1.0", "thing"]


@pytest.mark.parametrize(("registry", "command"), [("npm", "npm"), ("debian", "apt-get")])
def test_a_missing_client_is_named(tmp_path, monkeypatch, registry: str, command: str) -> None:
    monkeypatch.setattr(fetching.shutil, "which", lambda _name: None)
    with pytest.raises(
        BuildError, match=rf"registry expected {command} to be installed, to fetch thing 1\.0"
    ):
        fetching.fetch([source(registry)], tmp_path)
