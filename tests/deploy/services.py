"""The systemd units and their installation, for real: ``make services`` (Podman has to be there, and to run as root).

A Debian with systemd in a container of its own is set up by the words of docs/deploy.md. ``BUILD_OPTIONS`` and
``RUN_OPTIONS`` are further options for Podman, such as a volume with certificates.
"""

import os
import shlex
import subprocess
import time

import pytest

from tests.bench.servers import free_port

from .stack import ROOT, ask, command

NAME = "csto-atlas-services"
MACHINE = """
FROM docker.io/library/debian:bookworm-slim
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \\
    systemd systemd-sysv dbus git make python3-venv nginx-light ca-certificates
CMD ["/lib/systemd/systemd"]
"""
UNITS = ("atlas@8501", "atlas@8502", "atlas-nginx")


def podman(*words, given=b""):
    return command(["podman", *words], given=given)


def inside(script):
    """Run a script of the shell in the machine, as its administrator."""
    return podman("exec", "-i", NAME, "sh", "-e", given=script.encode())


def options(name):
    return shlex.split(os.environ.get(name, ""))


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the machine's port 80 answers."""
    folder = tmp_path_factory.mktemp("services")
    (folder / "Containerfile").write_text(MACHINE, "utf-8")
    podman("build", *options("BUILD_OPTIONS"), "-t", NAME, str(folder))
    port = free_port()
    try:
        podman(
            "run", "-d", "--name", NAME, "--privileged", "--systemd=always", "-p", f"127.0.0.1:{port}:80",
            "--cpuset-cpus=0,1", "-v", f"{ROOT}:/src:ro", *options("RUN_OPTIONS"), NAME,
        )  # fmt: skip
        until(lambda: "running" in inside("systemctl is-system-running || true"))
        inside("""
            git config --global --add safe.directory '*'
            git clone --quiet /src /opt/atlas
            cp /src/deploy/* /opt/atlas/deploy/
        """)
        yield f"http://127.0.0.1:{port}"
    finally:
        podman("rm", "-f", NAME)


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.5)


def install():
    return inside("cd /opt/atlas && make install-service NAME=127.0.0.1 2>&1")


def test_other_sites_of_the_machine_are_not_pushed_aside(address):
    inside("touch /etc/nginx/conf.d/other.conf")
    with pytest.raises(RuntimeError, match="serves other sites"):
        install()
    inside("rm /etc/nginx/conf.d/other.conf; systemctl is-active nginx")


def test_one_command_serves_the_atlas_although_debians_nginx_had_the_port(address):
    assert "http://127.0.0.1/ is served by 2 replicas" in install()
    assert inside(f"systemctl is-active {' '.join(UNITS)}").split() == ["active"] * 3
    assert inside("systemctl is-enabled nginx || true").strip() == "disabled"
    answer = ask(address)
    assert answer.status == 200
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    owners = inside("stat -c '%U %a' /var/lib/atlas /etc/atlas/environment").splitlines()
    assert owners == ["atlas 755", "root 600"]


def test_a_replica_that_is_killed_comes_back_and_nobody_is_turned_away(address):
    inside("systemctl kill -s KILL atlas@8501")
    assert {ask(address).status for _ in range(5)} == {200}
    until(lambda: "200" in inside("""
        /opt/atlas/.venv/bin/python -c "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8501); c.request('GET', '/readyz'); \
        print(c.getresponse().status)" 2>/dev/null || true
    """))  # fmt: skip


def test_an_upgrade_answers_everybody(address):
    time.sleep(6)  # nginx knows again that both are there
    upgrade = subprocess.Popen(
        ["podman", "exec", NAME, "make", "-C", "/opt/atlas", "upgrade-service", "NAME=127.0.0.1"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    asked = []
    while upgrade.poll() is None:
        asked.append(ask(address).status)
        time.sleep(0.1)
    assert b"is served by 2 replicas" in (upgrade.communicate()[0] or b"")
    assert len(asked) > 50
    assert set(asked) == {200}


def test_no_log_line_of_a_unit_is_an_error(address):
    said = inside(f"journalctl --no-pager {' '.join(f'-u {unit}' for unit in UNITS)}")
    assert '"message": "ready"' in said
    assert "Traceback" not in said
    assert "[emerg]" not in said
