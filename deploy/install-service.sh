#!/bin/sh
# Set the atlas up as services of this machine (Debian and its like), or upgrade it: make install-service NAME=...
#
# The project has to stand in /opt/atlas, with its .venv. ROOT is a folder to write to instead of /, to look at what
# would be written; nothing is started then.
set -eu
name=${1:?name of the site expected, such as atlas.example.org}
here=$(cd "$(dirname "$0")" && pwd)
root=${ROOT:-}
ports=$(i=1; while [ "$i" -le "$(nproc)" ]; do echo "$((8500 + i))"; i=$((i + 1)); done)

case $name in
    *[!A-Za-z0-9.-]* | "" | .* | -*) echo "a host name expected, got $name" >&2; exit 2 ;;
esac
mkdir -p "$root/etc/atlas" "$root/etc/systemd/system"
cp "$here/atlas@.service" "$here/atlas-nginx.service" "$root/etc/systemd/system/"

# What is there already belongs to the operator.
[ -e "$root/etc/atlas/environment" ] || (umask 077 && cat > "$root/etc/atlas/environment" <<END
ATLAS_URL=http://$name/
ATLAS_UPLOADS=shared
ATLAS_DATABASE_URL=sqlite:////var/lib/atlas/packs.sqlite3
STREAMLIT_SERVER_COOKIE_SECRET=$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')
END
)
[ -e "$root/etc/atlas/site.conf" ] || sed -e 's/^listen 8080/listen 80/' -e 's/8443/443/' \
    -e "s/atlas\.example\.org/$name/g" "$here/site.conf.example" > "$root/etc/atlas/site.conf"
grep -q access_log "$root/etc/atlas/site.conf" || \
    echo "access_log syslog:server=unix:/dev/log,nohostname,tag=atlas atlas;" >> "$root/etc/atlas/site.conf"
echo "REPLICAS=$(for port in $ports; do printf '127.0.0.1:%s ' "$port"; done)" > "$root/etc/atlas/replicas"
[ -z "$root" ] || exit 0

# The nginx of the system starts as it is installed, and holds port 80 for a page of its own that nobody needs.
if systemctl is-active --quiet nginx; then
    sites=$(find /etc/nginx/sites-enabled /etc/nginx/conf.d -mindepth 1 ! -name default 2>/dev/null)
    [ -z "$sites" ] || { echo "this machine's nginx serves other sites ($sites): let it hand $name on, or stop it" >&2; exit 1; }
    systemctl disable --quiet --now nginx
fi
id atlas >/dev/null 2>&1 || useradd --system --home-dir /var/lib/atlas --shell /usr/sbin/nologin atlas
systemctl daemon-reload
systemctl enable --quiet atlas-nginx
systemctl is-active --quiet atlas-nginx && systemctl reload atlas-nginx || systemctl start atlas-nginx
# One after the other: while one starts anew, readers are with the others.
for port in $ports; do
    systemctl enable --quiet "atlas@$port"
    systemctl restart "atlas@$port"
    tries=0
    until STREAMLIT_SERVER_PORT=$port "$here/../.venv/bin/python" "$here/../geo/ui/entry/probe.py"; do
        tries=$((tries + 1))
        [ "$tries" -lt 60 ] || { echo "the replica on port $port does not answer: journalctl -u atlas@$port" >&2; exit 1; }
        sleep 1
    done
    # nginx asks a replica that was away again after five seconds (replicas.sh): the next one may go then.
    sleep 6
done
# What a reader is answered: the page with its policy, or the way to the one with HTTPS.
port=$(sed -n 's/^listen \([0-9]*\).*/\1/p' "$root/etc/atlas/site.conf" | head -n 1)
tries=0
until "$here/../.venv/bin/python" - "$port" "$name" <<'END'
import http.client, sys
connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=5)
try:
    connection.request("GET", "/", headers={"Host": sys.argv[2]})
    answer = connection.getresponse()
except OSError:
    sys.exit(1)
sys.exit(answer.status != 301 and not (answer.status == 200 and answer.headers["Content-Security-Policy"]))
END
do
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] || { echo "nginx does not answer for $name on port $port: journalctl -u atlas-nginx" >&2; exit 1; }
    sleep 1
done
echo "http://$name/ is served by $(echo "$ports" | wc -l) replicas"
