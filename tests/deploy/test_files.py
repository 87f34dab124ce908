"""The files that others run as they are: what they name exists, and what they set is a setting."""

import re
import subprocess
import time

import pytest

from geo.ui.settings import Settings, variable
from tests.bench.servers import free_port

from .stack import DEPLOY, ROOT, find_nginx

SETTINGS = {variable(field) for field in Settings.model_fields}
FILES = [
    "Containerfile",
    "compose.yaml",
    "env.example",
    "atlas@.service",
    "atlas-nginx.service",
    "install-service.sh",
]


def read(name):
    return (DEPLOY / name).read_text("utf-8")


def unknown(text):
    """Return the variables that a file sets or passes on and the server does not know."""
    return set(re.findall(r"\bATLAS_[A-Z_]+\b", text)) - SETTINGS


@pytest.mark.parametrize("name", FILES)
def test_every_setting_that_is_set_is_one(name):
    assert unknown(read(name)) == set()
    assert unknown("ATLAS_ALOWED_HOSTS: x") == {"ATLAS_ALOWED_HOSTS"}


def included(path):
    """Tell whether .dockerignore lets a path into the build: later lines win, and a folder takes in what it holds."""
    found = True
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        rule = line.strip().removeprefix("!")
        if not rule or rule.startswith("#"):
            continue
        if rule in {"*", path} or path.startswith(f"{rule}/"):
            found = line.startswith("!")
    return found


def test_everything_that_the_container_copies_is_there_and_let_in():
    sources = []
    for line in read("Containerfile").splitlines():
        if line.startswith("COPY") and "--from" not in line:
            sources += [one.rstrip("/") for one in line.split()[1:-1]]
    assert len(sources) >= 7
    for source in sources:
        assert (ROOT / source).exists(), source
        assert included(source), source
    assert not included("tests")
    assert not included(".git/config")
    assert not included("deploy/.env")


def test_the_container_runs_as_nobody_special_and_checks_itself():
    text = read("Containerfile")
    assert re.search(r"^USER 10001$", text, re.MULTILINE)
    assert text.index("USER 10001") < text.index("CMD [")
    assert "--require-hashes" in text
    (probe,) = re.findall(r'/atlas/(geo/[\w/]+\.py)"\]', text)
    assert (ROOT / probe).exists()


def test_nginx_is_told_of_each_replica_that_compose_starts():
    text = read("compose.yaml")
    database, *replicas = sorted(re.findall(r"ipv4_address: ([\d.]+)", text))
    assert len(replicas) == 2
    assert f"@{database}/atlas" in text
    (told,) = re.findall(r"replicas\.sh ([\d.: ]+) >", text)
    assert told.split() == [f"{one}:8501" for one in replicas]
    for mounted in re.findall(r"- \./([\w.-]+):", text):
        assert (DEPLOY / mounted).exists() or (DEPLOY / f"{mounted}.example").exists(), mounted
    assert text.count("read_only: true") == 2
    assert text.count("cap_drop: [ALL]") == 2
    assert "internal: true" in text


def install(root, name="atlas.example.org"):
    return subprocess.run(
        ["sh", str(DEPLOY / "install-service.sh"), name], env={"PATH": "/usr/bin:/bin", "ROOT": str(root)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_service_is_laid_out_once_and_what_the_operator_wrote_is_kept(tmp_path, nginx):
    assert install(tmp_path).returncode == 0
    environment = tmp_path / "etc/atlas/environment"
    first = environment.read_text("utf-8")
    assert "ATLAS_URL=http://atlas.example.org/" in first
    assert len(re.findall(r"SECRET=[0-9a-f]{64}$", first, re.MULTILINE)) == 1
    assert environment.stat().st_mode & 0o077 == 0, "a secret stands in it"
    site = tmp_path / "etc/atlas/site.conf"
    site.write_text(site.read_text("utf-8") + "# mine\n", "utf-8")
    assert install(tmp_path).returncode == 0
    assert environment.read_text("utf-8") == first
    assert site.read_text("utf-8").count("access_log") == 1
    assert site.read_text("utf-8").endswith("# mine\n")


def test_what_the_service_hands_to_nginx_is_valid(tmp_path, nginx):
    assert install(tmp_path).returncode == 0
    replicas = (tmp_path / "etc/atlas/replicas").read_text("utf-8").strip().removeprefix("REPLICAS=").split()
    folder = tmp_path / "run"
    folder.mkdir()
    for name in ("nginx.conf", "away.html"):
        (folder / name).write_text(read(name), "utf-8")
    written = subprocess.run(
        ["sh", str(DEPLOY / "replicas.sh"), *replicas], capture_output=True, text=True, check=True
    )
    (folder / "replicas.conf").write_text(written.stdout, "utf-8")
    site = (tmp_path / "etc/atlas/site.conf").read_text("utf-8")
    (folder / "site.conf").write_text(site.replace("listen 80;", f"listen 127.0.0.1:{free_port()};"), "utf-8")
    done = subprocess.run(
        [find_nginx(), "-t", "-p", f"{folder}/", "-c", "nginx.conf"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["", "a b", "x;reboot", "-x", "https://a.example"])
def test_a_name_that_is_none_is_refused(tmp_path, name):
    assert install(tmp_path, name).returncode != 0
    assert not (tmp_path / "etc").exists()


def test_the_replicas_of_make_serve_replicas_answer_and_end_together(tmp_path, nginx):
    from .stack import ask

    port = free_port()
    process = subprocess.Popen(
        ["sh", str(DEPLOY / "serve-replicas.sh")],
        env={"PATH": "/usr/bin:/bin", "PORT": str(port), "REPLICAS": "1", "RUN": str(tmp_path), "HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        end = time.monotonic() + 60
        status = 0
        while status != 200 and time.monotonic() < end:
            time.sleep(0.3)
            try:
                status = ask(f"http://127.0.0.1:{port}/healthz").status
            except OSError:
                continue
        assert status == 200
    finally:
        process.terminate()
        process.wait(timeout=40)
    for gone in (port, port + 1):
        with pytest.raises(OSError, match="refused"):
            ask(f"http://127.0.0.1:{gone}/healthz")
