#!/bin/sh
# Print the first Python on this machine that is new enough (3.11) and can make a virtual environment.
# With PYTHON set, only that one is tried.
set -eu

seen=""
for candidate in ${PYTHON:-python3 python3.11 python3.12 python3.13 python3.14}; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    version="$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" || continue
    if ! "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        seen="$seen $candidate is $version;"
    elif ! "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
        seen="$seen $candidate lacks venv or pip (on Debian: apt-get install python3-venv);"
    else
        echo "$candidate"
        exit 0
    fi
done
echo "palermo needs Python 3.11 or newer with pip and venv;${seen:- no python3 was found;} install one, then run make again." >&2
exit 1
