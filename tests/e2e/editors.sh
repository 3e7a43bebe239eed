#!/bin/sh
# Installs the editors that `make test-editors` drives, as root on Debian 12 for x86-64. Helix is not
# in Debian 12: that of Debian 13 is unpacked, and runs with the C library of Debian 13.
set -eu

apt-get -qq update
apt-get -qq install --yes --no-install-recommends emacs-nox elpa-eglot elpa-yaml-mode \
  vim-nox vim-ale >/dev/null

helix=${ZDD_HELIX:-${XDG_CACHE_HOME:-$HOME/.cache}/zdd-helix}
test ! -e "$helix/usr/lib/hx/hx" || exit 0
mkdir -p "$helix/apt/lists/partial" "$helix/apt/cache/archives/partial"
# From the mirror that the machine uses for Debian 12 itself.
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] $mirror trixie main" >"$helix/apt/sources.list"
cd "$helix"
trixie() {
  apt-get -qq -o Dir::Etc::sourcelist="$helix/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$helix/apt/lists" -o Dir::Cache="$helix/apt/cache" \
    -o APT::Sandbox::User=root "$@"
}
trixie update
trixie download hx libc6 libgcc-s1 libstdc++6
for package in ./*.deb; do dpkg -x "$package" .; done
rm ./*.deb
