#!/bin/sh
# Bring Debian packages that some tests need, where that can be done without asking anybody: as root, with apt-get.
# Elsewhere say what is missing and go on: the tests that need it are skipped, and say so.
#
#     sh tools/debian_packages.sh chromium poppler-utils
set -eu

command -v dpkg-query >/dev/null 2>&1 || { echo "Not Debian: install by hand what the tests need ($*)." >&2; exit 0; }
missing=""
for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Not installed:$missing. Tests that need them are skipped (to run them: sudo apt-get install$missing)." >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
install() { apt-get -qq -y --no-install-recommends install $missing >/dev/null; }
echo "Installing Debian packages:$missing" >&2
# The lists of packages are fetched only if those that are here do not serve.
install 2>/dev/null || { apt-get -qq update && install; } || {
    echo "Could not install:$missing. Tests that need them are skipped, or fail where CI=true." >&2
}
