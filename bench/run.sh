#!/usr/bin/env bash
# Measures FalconEye beside FFmpeg and motion, and prints tables: bench/run.sh [BENCHMARK ...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
Usage: bench/run.sh [fan-out | live-video | idle | first-frame | picture-age | recorder | recorder-48 | cameras-1000 | assistant | motion | motion-live | objects | alert-times | event-log | dashboard | dashboard-memory | playback | hls | chaos | all] ...

Measures what ./run.sh --build-only has built. "all" leaves out dashboard-memory, which takes ten minutes (MINUTES=10).
"playback" measures how far apart nine cameras are that play by one clock; not in "all".
"hls" measures how old the picture is that hls.js plays, by whole segments and by parts; not in "all".
"objects" compares what the detector recognises with people who were labelled by eye in the same clips, and says what a picture costs (not in "all").
"motion" compares motion detection with what was labelled by eye in clips of Debian's opencv-doc, and "motion-live" the same through the relay; "alert-times"
measures how late alerts are and whether one is lost when the server is killed; "event-log" pages of a million events. The last three are not in "all".
"chaos" measures nothing: it kills programs at random and checks the recordings (KILLS=20 SEED=1; bench/chaos.py). Not in "all" either.
What the figures mean: docs/performance.md
TEXT
}

native=() dashboard=() scripts=() chaos=false
for name in "${@:-all}"; do
  case $name in
    -h | --help) usage; exit 0 ;;
    dashboard) dashboard+=(live-pages) ;;
    dashboard-memory) dashboard+=(memory) ;;
    playback) dashboard+=(playback) ;;
    hls) dashboard+=(hls) ;;
    chaos) chaos=true ;;
    motion-live | objects | alert-times | event-log) scripts+=("$name") ;;
    all) native+=(all) dashboard+=(live-pages) ;;
    *) native+=("$name") ;;
  esac
done

tools/install-packages.sh ffmpeg motion nginx-light postgresql gcc libc6-dev make python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good
mkdir -p artifacts/bench

clips=artifacts/bench/opencv-doc
if [[ " ${native[*]} ${scripts[*]} " =~ \ (all|motion|motion-live|objects|alert-times)\  ]] && [ ! -d "$clips" ]; then
  (cd artifacts/bench && apt-get -qq download opencv-doc && dpkg -x opencv-doc_*.deb opencv-doc && rm opencv-doc_*.deb)
fi
clips+=/usr/share/doc/opencv-doc/examples/data

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

for name in "${scripts[@]}"; do
  case $name in
    motion-live) bench/motion/motion.py "$(echo artifacts/publish/FalconEye.Relay/release_linux-*/FalconEye.Relay)" "$clips" ;;
    objects)
      model=artifacts/detector-model/nanodet-g
      node tools/detector-model/convert.mjs artifacts/detector-model/nanodet.json 320 "$model-320.onnx"
      bench/detection/objects.py "$(echo artifacts/publish/FalconEye.Detector/release_linux-*/FalconEye.Detector)" "$clips" "$model-416.onnx" "$model-320.onnx"
      ;;
    alert-times) bench/alert_times.py artifacts/publish "$clips" ;;
    event-log) bench/event_log.py "$(echo artifacts/publish/FalconEye.Api/release_linux-*/FalconEye.Api)" ;;
  esac
done
