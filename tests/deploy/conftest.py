"""What the deployment's tests share: nginx has to be there, and a missing one is no pass."""

import pytest

from .stack import find_nginx


@pytest.fixture(scope="session")
def nginx() -> str:
    """The path of nginx, which ``make test`` installs."""
    found = find_nginx()
    if found is None:
        pytest.fail("nginx is not installed: sh deploy/debian-install.sh nginx-light")
    return found
