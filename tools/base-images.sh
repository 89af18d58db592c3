#!/usr/bin/env bash
# What our images and pods stand on, by digest: tools/base-images.sh --help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
Usage: tools/base-images.sh check | update

  check   each image of others exists under its digest, for amd64 and arm64
  update  writes the digest that each tag has now; what changed is shown by git diff

Needs docker with buildx, and the registries.
TEXT
}

files=(deploy/docker/*.Dockerfile frontend/Dockerfile deploy/k8s/base/*.yaml .github/workflows/ci.yml)

# references: NAME:TAG@DIGEST of each, once.
references() { grep -hoE '[a-z0-9./-]+:[A-Za-z0-9._-]+@sha256:[0-9a-f]{64}' "${files[@]}" | sort -u; }

check() {
  local reference platforms platform
  for reference in $(references); do
    platforms=$(docker buildx imagetools inspect "$reference" --format '{{range .Manifest.Manifests}}{{.Platform.OS}}/{{.Platform.Architecture}} {{end}}')
    for platform in linux/amd64 linux/arm64; do
      [[ " $platforms" == *" $platform "* ]] || { echo "$reference is not there for $platform." >&2; return 1; }
    done
    echo "$reference"
  done
}

update() {
  local reference name digest
  for reference in $(references); do
    name=${reference%@*}
    digest=$(docker buildx imagetools inspect "$name" --format '{{.Manifest.Digest}}')
    [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || { echo "The registry does not say what $name is." >&2; return 1; }
    sed -i "s|$reference|$name@$digest|g" "${files[@]}"
  done
}

case ${1:-} in
  check | update) "$1" ;;
  --help | -h) usage ;;
  *) usage >&2; exit 2 ;;
esac
