#!/usr/bin/env bash
# Measures FalconEye beside FFmpeg and motion, and prints tables: bench/run.sh [BENCHMARK ...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case ${1:-all} in
  -h | --help)
    cat <<'TEXT'
Usage: bench/run.sh [fan-out | idle | first-frame | picture-age | recorder | recorder-48 | all] ...

Measures what ./run.sh --build-only has built. What the figures mean: docs/performance.md
TEXT
    exit 0
    ;;
esac

tools/install-packages.sh ffmpeg motion gcc libc6-dev make python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good
mkdir -p artifacts/bench
for program in viewers plain_server; do
  gcc -O2 -Wall -Wextra -Werror -o "artifacts/bench/$program" "bench/native/$program.c"
done
dotnet build bench/FalconEye.Bench -c Release --nologo -v quiet -clp:NoSummary >&2
exec artifacts/bin/FalconEye.Bench/release/FalconEye.Bench "$@"
