#!/bin/sh
# Serve the atlas from nginx and some replicas on this machine, without containers: make serve-replicas
#
# REPLICAS (2) processes, each on a port of its own from PORT + 1 on; nginx on PORT (8500), all on the loopback
# address. Everything that is written goes to RUN (build/replicas). Ctrl-C ends them all, each after its reruns.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
port=${PORT:-8500}
count=${REPLICAS:-2}
run=${RUN:-$root/build/replicas}
python=${PYTHON:-$root/.venv/bin/python}
PATH=$PATH:/usr/sbin:/usr/local/sbin
command -v nginx >/dev/null || { echo "nginx is not installed: sh deploy/debian-install.sh nginx-light" >&2; exit 1; }

mkdir -p "$run"
replicas=""
number=0
while [ "$number" -lt "$count" ]; do
    number=$((number + 1))
    replicas="$replicas 127.0.0.1:$((port + number))"
done
cp "$here/nginx.conf" "$here/away.html" "$run/"
# shellcheck disable=SC2086 # a list of addresses
sh "$here/replicas.sh" $replicas > "$run/replicas.conf"
echo "listen 127.0.0.1:$port;" > "$run/site.conf"

# The same secret for all, so that a cookie from one holds for the others.
[ -s "$run/secret" ] || (umask 077 && head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$run/secret")
STREAMLIT_SERVER_COOKIE_SECRET=$(cat "$run/secret")
export STREAMLIT_SERVER_COOKIE_SECRET

pids=""
stop() {
    trap - INT TERM EXIT
    # shellcheck disable=SC2086
    kill $pids 2>/dev/null || true
    wait
}
trap stop EXIT
trap 'exit 0' INT TERM

cd "$root"
for replica in $replicas; do
    "$python" -m streamlit run app.py --server.address 127.0.0.1 --server.port "${replica#*:}" \
        --server.headless true >> "$run/replica-${replica#*:}.log" 2>&1 &
    pids="$pids $!"
done
user=""
[ "$(id -u)" != 0 ] || user="user root; "
nginx -p "$run/" -c nginx.conf -g "${user}daemon off;" >> "$run/nginx.log" 2>&1 &
pids="$pids $!"

echo "http://127.0.0.1:$port/ is served by $count replicas:$replicas; logs are in $run"
wait
