#!/usr/bin/env bash
# Builds FalconEye and runs it on this machine: ./run.sh --help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'TEXT'
Usage: ./run.sh [--demo] [--build-only] [--help]

Checks what this machine has, builds FalconEye if anything changed, and runs it in
the foreground on http://127.0.0.1:8000. Ctrl-C ends it, with recordings finished.

  --demo        also starts four simulated cameras and adds them
  --build-only  builds, and ends
  --help        this text

Settings come from the environment, for example:
  HOST=0.0.0.0 PORT=9000 DATA_DIR=/srv/falcon-eye ./run.sh
With HOST other than this machine the server speaks HTTPS (docs/operate/tls.md).
All of them: docs/operate/settings.md
TEXT
}

demo=false build_only=false
for argument in "$@"; do
  case $argument in
    --demo) demo=true ;;
    --build-only) build_only=true ;;
    --help | -h) usage; exit 0 ;;
    *) echo "Unknown option: $argument" >&2; usage >&2; exit 2 ;;
  esac
done

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# ---- What this machine must have -------------------------------------------------------------------------------

check_sdk() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing. Install it: https://dotnet.microsoft.com/download/dotnet/10.0"
  dotnet --version >/dev/null 2>&1 || fail "This needs the .NET 10 SDK; there is: $(dotnet --list-sdks | tr '\n' ' '). Install it: https://dotnet.microsoft.com/download/dotnet/10.0"
}

check_node() {
  command -v npm >/dev/null || fail "Node.js 20 or newer with npm is missing. Install it: https://nodejs.org/en/download"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || fail "This needs Node.js 20 or newer; there is $(node --version). Install it: https://nodejs.org/en/download"
}

install_packages() {
  local packages=(ffmpeg motion clang zlib1g-dev)
  $demo && packages+=(python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav)
  tools/install-packages.sh "${packages[@]}"
}

# ---- Building, only what changed -------------------------------------------------------------------------------

stamp=artifacts/.built
is_built() {
  [ -e "$stamp" ] && [ -z "$(find run.sh global.json Directory.*.props FalconEye.Programs.slnf src frontend tools/detector-model \
    -path tools/detector-model/node_modules -prune -o -path frontend/node_modules -prune -o -path frontend/dist -prune -o -newer "$stamp" \( -type f -o -type d \) -print -quit)" ]
}

# The stamp is of the build's beginning: what changes while it runs is built the next time.
build() {
  mkdir -p artifacts
  touch "$stamp.begun"
  check_sdk
  say "Compiling the server, the relay, the recorder and the detector ..."
  # Packages are those of the lock files, or the build ends.
  dotnet publish FalconEye.Programs.slnf -c Release --nologo -v quiet -clp:NoSummary -p:RestoreLockedMode=true
  if [ -f frontend/package.json ]; then
    check_node
    say "Building the dashboard ..."
    # It begins with an empty folder, so only when the lock file is another one.
    [ frontend/node_modules/.package-lock.json -nt frontend/package-lock.json ] ||
      (cd frontend && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error)
    npm --prefix frontend run --silent build
    tools/detector-model/make.sh
  fi
  mv "$stamp.begun" "$stamp"
}

install_packages
is_built || build
$build_only && exit 0

# ---- Running ---------------------------------------------------------------------------------------------------

published() { echo "$PWD/artifacts/publish/$1"/release*/"$1"; }
RELAY_PATH=${RELAY_PATH:-$(published FalconEye.Relay)}
RECORDER_PATH=${RECORDER_PATH:-$(published FalconEye.Recorder)}
DETECTOR_PATH=${DETECTOR_PATH:-$(published FalconEye.Detector)}
DASHBOARD_PATH=${DASHBOARD_PATH:-$PWD/frontend/dist}
# A build without a registry has no model: no objects are recognised.
model=$PWD/artifacts/detector-model/nanodet-g-416.onnx
[ ! -e "$model" ] || DETECTOR_MODEL=${DETECTOR_MODEL:-$model}
# Without diagnostics no other program of this user can attach to the server and read its memory.
DOTNET_EnableDiagnostics=${DOTNET_EnableDiagnostics:-0}
export RELAY_PATH RECORDER_PATH DETECTOR_PATH DETECTOR_MODEL DASHBOARD_PATH DOTNET_EnableDiagnostics

host=${HOST:-127.0.0.1}
case $host in
  0.0.0.0 | '*' | :: | '[::]') host=127.0.0.1 ;;
  '['*) ;;
  *:*) host="[$host]" ;;
esac

# As the server decides it (docs/operate/tls.md).
scheme=http
case ${TLS:-auto} in
  on) scheme=https ;;
  auto)
    case $(printf '%s' "${HOST:-127.0.0.1}" | tr '[:upper:]' '[:lower:]') in
      localhost | 127.* | ::1 | '[::1]') ;;
      *) scheme=https ;;
    esac
    [ -z "${TLS_CERT:-}" ] || scheme=https
    ;;
esac
url="$scheme://$host:${PORT:-8000}"

# The first administrator enters this code, which the link below brings along. It goes to the server by the environment, which other users
# cannot read, and is new at each start.
SETUP_CODE=${SETUP_CODE:-$(LC_ALL=C tr -dc 'A-HJ-NP-Z2-9' </dev/urandom | head -c 16 || true)}
export SETUP_CODE

# The certificate is not checked: the address is this machine's own, and nothing secret is sent.
ask() { curl --insecure --silent --show-error --fail "$url$1"; }

"$(published FalconEye.Api)" &
server=$!
demo_processes=()
finish() {
  trap '' INT TERM
  kill -TERM "$server" "${demo_processes[@]}" 2>/dev/null || true
  wait "$server" && code=0 || code=$?
  wait
  [ "$code" -eq 143 ] || [ "$code" -eq 130 ] && code=0
  exit "$code"
}
trap finish INT TERM

until ask /healthz/ready >/dev/null 2>&1; do
  kill -0 "$server" 2>/dev/null || { wait "$server" || exit $?; exit 1; }
  sleep 0.1
done
if ask /api/auth/status | grep -q '"setup_required":true'; then
  say "FalconEye is ready: $url/setup#code=$SETUP_CODE"
  [ "$scheme" = http ] || say "From another machine, put this machine's address in place of $host."
else
  say "FalconEye is ready: $url"
fi

if $demo; then
  # The cameras are added as any program would: with a token, good for a day, that never stands in an argument.
  API_TOKEN=$("$(published FalconEye.Api)" token demo operator 1 | tail -n 1)
  export API_TOKEN
  coproc tools/simulated-cameras/demo.sh "$url"
  demo_processes+=("$COPROC_PID")
fi

wait "$server" || code=$?
finish
