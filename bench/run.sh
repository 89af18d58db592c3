#!/usr/bin/env bash
# Measures FalconEye beside FFmpeg and motion, and prints tables: bench/run.sh [BENCHMARK ...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
Usage: bench/run.sh [fan-out | idle | first-frame | picture-age | recorder | recorder-48 | cameras-1000 | assistant | dashboard | dashboard-memory | chaos | all] ...

Measures what ./run.sh --build-only has built. "all" leaves out dashboard-memory, which takes ten minutes (MINUTES=10).
"chaos" measures nothing: it kills programs at random and checks the recordings (KILLS=20 SEED=1; bench/chaos.py). Not in "all" either.
What the figures mean: docs/performance.md
TEXT
}

native=() dashboard=() chaos=false
for name in "${@:-all}"; do
  case $name in
    -h | --help) usage; exit 0 ;;
    dashboard) dashboard+=(live-pages) ;;
    dashboard-memory) dashboard+=(memory) ;;
    chaos) chaos=true ;;
    all) native+=(all) dashboard+=(live-pages) ;;
    *) native+=("$name") ;;
  esac
done

tools/install-packages.sh ffmpeg motion nginx-light postgresql gcc libc6-dev make python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good
mkdir -p artifacts/bench

if [ ${#native[@]} -gt 0 ]; then
  for program in viewers plain_server; do
    gcc -O2 -Wall -Wextra -Werror -o "artifacts/bench/$program" "bench/native/$program.c"
  done
  dotnet build bench/FalconEye.Bench -c Release --nologo -v quiet -clp:NoSummary >&2
  artifacts/bin/FalconEye.Bench/release/FalconEye.Bench "${native[@]}"
fi

if [ ${#dashboard[@]} -gt 0 ]; then
  tools/install-packages.sh chromium
  npm --prefix frontend run --silent bench -- "${dashboard[@]}"
fi

if $chaos; then
  bench/chaos.py --kills "${KILLS:-20}" --seed "${SEED:-1}"
fi
