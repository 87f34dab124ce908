#!/bin/sh
# Write replicas.conf for nginx: sh replicas.sh ADDRESS:PORT [ADDRESS:PORT ...] > replicas.conf
#
# A reader without a cookie goes where the fewest connections are. One with a cookie goes to the replica that it
# names, and to another where that one is gone.
set -eu
[ $# -gt 0 ] || { echo "usage: $0 ADDRESS:PORT [ADDRESS:PORT ...]" >&2; exit 2; }
for replica in "$@"; do
    case $replica in
        *[!A-Za-z0-9.:-]* | :* | *: | *:*[!0-9]*) echo "ADDRESS:PORT expected, got $replica" >&2; exit 2 ;;
        *:*) ;;
        *) echo "ADDRESS:PORT expected, got $replica" >&2; exit 2 ;;
    esac
done
checked="max_fails=1 fail_timeout=5s"

echo "upstream atlas_any {"
echo "    zone atlas_any 64k;"
echo "    least_conn;"
for replica in "$@"; do echo "    server $replica $checked;"; done
echo "    keepalive 32;"
echo "}"

number=0
for replica in "$@"; do
    number=$((number + 1))
    echo "upstream atlas_r$number {"
    echo "    zone atlas_r$number 64k;"
    # Asked first each time, so a session that has come back here gets its uploads here too, and not only 5 s later.
    echo "    server $replica max_fails=0;"
    for other in "$@"; do
        [ "$other" = "$replica" ] || echo "    server $other $checked backup;"
    done
    echo "    keepalive 32;"
    echo "}"
done

echo 'map $cookie_atlas_replica $atlas_upstream {'
echo "    default atlas_any;"
number=0
for _ in "$@"; do
    number=$((number + 1))
    echo "    r$number atlas_r$number;"
done
echo "}"

# Where several were tried, the last one answered.
echo 'map $upstream_addr $atlas_answered {'
echo '    default "";'
number=0
for replica in "$@"; do
    number=$((number + 1))
    printf '    "~(^|[, ])%s$" r%s;\n' "$(printf '%s' "$replica" | sed 's/\./\\./g')" "$number"
done
echo "}"
