#!/bin/sh
# Print the folder of PostgreSQL's programs (initdb, pg_ctl): of the newest version where there are several.
found=$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -n "$found" ] && [ -x "$found/initdb" ] && [ -x "$found/pg_ctl" ]; then
    echo "$found"
    exit 0
fi
named=$(command -v initdb) && command -v pg_ctl >/dev/null && dirname "$named"
