#!/usr/bin/env bash
# Installs FalconEye in a Kubernetes cluster, or updates it. In a clone: ./install.sh --help
# Without one: curl -fsSL https://raw.githubusercontent.com/amazingct/falcon-eye/main/install.sh | bash -s -- --help
#
# This finds the release it belongs to (the clone around it, or else the one on GitHub) and runs deploy/installer/main.sh of that.
set -euo pipefail

# In a function, so that bash has read all of this before it does anything, however slowly a pipe delivers it.
install_falcon_eye() {
  local release code=0 download=''
  release=$(cd "$(dirname "${BASH_SOURCE[0]:-.}")" && pwd)
  if [ ! -f "$release/deploy/installer/main.sh" ]; then
    download=$(mktemp -d)
    fetch_release "$download"
    release=$download
  fi
  bash "$release/deploy/installer/main.sh" "$@" || code=$?
  [ -z "$download" ] || rm -rf "$download"
  return "$code"
}

# fetch_release FOLDER: unpacks the release of FALCON_EYE_OWNER and FALCON_EYE_REF into a folder.
fetch_release() {
  local url="https://github.com/${FALCON_EYE_OWNER:-amazingct}/falcon-eye/archive/${FALCON_EYE_REF:-main}.tar.gz"
  echo "Fetching $url ..."
  curl -fsSL "$url" | tar -xz -C "$1" --strip-components=1 ||
    { echo "That did not work. Is the network there? A fork is named by FALCON_EYE_OWNER, a version by FALCON_EYE_REF." >&2; exit 1; }
}

install_falcon_eye "$@"
