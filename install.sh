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

# fetch_release FOLDER: unpacks the release of FALCON_EYE_OWNER and FALCON_EYE_REF into a folder. A version (v1.2.3) comes with checksums, and
# with a signature that cosign compares where it is installed; a branch or a commit has neither.
fetch_release() {
  local ref=${FALCON_EYE_REF:-main} base="https://github.com/${FALCON_EYE_OWNER:-amazingct}/falcon-eye" url name
  if [[ $ref =~ ^v[0-9] ]]; then
    name="falcon-eye-$ref.tar.gz" url="$base/releases/download/$ref"
    echo "Fetching $url/$name ..."
    fetch "$url/$name" "$1/$name"
    fetch "$url/SHA256SUMS" "$1/SHA256SUMS"
    verify_release "$1" "$name" "$url" "$base"
  else
    name=falcon-eye.tar.gz url="$base/archive/$ref.tar.gz"
    echo "Fetching $url, which is no version: there is no checksum to compare it with (FALCON_EYE_REF=v... names one) ..."
    fetch "$url" "$1/$name"
  fi
  tar -xzf "$1/$name" -C "$1" --strip-components=1
}

# fetch ADDRESS FILE
fetch() {
  curl -fsSL -o "$2" "$1" ||
    { echo "That did not work. Is the network there? A fork is named by FALCON_EYE_OWNER, a version by FALCON_EYE_REF." >&2; exit 1; }
}

# verify_release FOLDER FILE ADDRESS REPOSITORY
verify_release() {
  local found expected
  found=$(if command -v sha256sum >/dev/null; then sha256sum "$1/$2"; else shasum -a 256 "$1/$2"; fi | cut -d ' ' -f 1)
  expected=$(awk -v file="$2" '$2 == file { print $1 }' "$1/SHA256SUMS")
  [ "$found" = "$expected" ] || { echo "$2 does not have the checksum in SHA256SUMS. Nothing was installed." >&2; exit 1; }
  command -v cosign >/dev/null || return 0
  fetch "$3/SHA256SUMS.bundle" "$1/SHA256SUMS.bundle"
  cosign verify-blob --bundle "$1/SHA256SUMS.bundle" --certificate-oidc-issuer https://token.actions.githubusercontent.com \
    --certificate-identity-regexp "^$4/\\.github/workflows/release\\.yml@" "$1/SHA256SUMS" >/dev/null ||
    { echo "SHA256SUMS is not signed by the release workflow of $4. Nothing was installed." >&2; exit 1; }
}

install_falcon_eye "$@"
