#!/usr/bin/env bash
# Installs what publish.sh compiles with, in the build stages of the Dockerfiles beside it: clang for this machine, and linker and
# libraries of the other architecture when the image is for that. Debian has them as packages of this machine's own architecture.
set -euo pipefail

packages=(clang libc6-dev ca-certificates)
case "$(uname -m) ${TARGETARCH:?Set it to amd64 or arm64.}" in
  'x86_64 arm64') packages+=(gcc-aarch64-linux-gnu libc6-dev-arm64-cross) ;;
  'aarch64 amd64') packages+=(gcc-x86-64-linux-gnu libc6-dev-amd64-cross) ;;
esac
apt-get update
apt-get install -y --no-install-recommends "${packages[@]}"
rm -rf /var/lib/apt/lists/*
