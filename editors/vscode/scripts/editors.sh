#!/bin/sh
# Installs what the tests drive, unless it is there: code-server, which is VS Code in a browser, into
# a cache outside of this repository, and Chromium, from Debian. Run it with scripts/node.sh.
set -eu
version=4.139.1
home=${XDG_CACHE_HOME:-$HOME/.cache}/zdd-editors/code-server-$version
if [ ! -e "$home/complete" ]; then
  echo 'Installing code-server …' >&2
  rm -rf "$home"
  mkdir -p "$home"
  echo '{"private": true}' > "$home/package.json"
  # Its own libraries are not installed by npm, but by a script that would build them, too.
  quiet='--ignore-scripts --no-audit --no-fund --loglevel=error'
  npm install --prefix "$home" $quiet "code-server@$version" >&2
  npm install --prefix "$home/node_modules/code-server/lib/vscode" $quiet --omit=dev >&2
  touch "$home/complete"
fi
if ! command -v chromium > /dev/null; then
  if [ "$(id -u)" != 0 ]; then
    echo 'Chromium is needed: install the package chromium.' >&2
    exit 1
  fi
  echo 'Installing Chromium …' >&2
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
    chromium fonts-dejavu-core >&2
fi
