#!/bin/sh
# Install Debian packages where that is possible; otherwise say what to install by hand.
set -eu
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Please install: $* (or the like of them on this system), then run the command again." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Please install as root: apt-get install $*" >&2
        exit 1
    fi
    as_root="sudo"
fi
echo "installing $* ..." >&2
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
