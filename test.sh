#!/usr/bin/env bash
# Runs every test and check: ./test.sh --help
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

usage() {
  cat <<'TEXT'
Usage: ./test.sh [--fast] [--help]

Installs what the tests need, builds everything, checks style, and runs all tests.
The last line is "N passed, N failed". Logs are in the folder logs/.

  --fast   leaves out what needs browsers or servers
  --help   this text
TEXT
}

fast=false
for argument in "$@"; do
  case $argument in
    --fast) fast=true ;;
    --help | -h) usage; exit 0 ;;
    *) echo "Unknown option: $argument" >&2; usage >&2; exit 2 ;;
  esac
done

mkdir -p logs
passed=0 failed=0

# step NAME COMMAND...: a check that passes or fails as a whole.
step() {
  local name=$1 log="logs/${1// /-}.log" began=$SECONDS
  shift
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    printf '  ok      %s (%d s)\n' "$name" $((SECONDS - began))
  else
    failed=$((failed + 1))
    printf '  FAILED  %s (%d s), see %s\n' "$name" $((SECONDS - began)) "$log"
    tail -n 40 "$log"
    return 1
  fi
}

# frontend_checks: what needs one core, so that dotnet format can have the other.
frontend_checks() {
  for check in lint format:check typecheck test size unused; do
    npm --prefix frontend run --silent "$check" || { echo "npm run $check failed."; return 1; }
  done
}

# count NAME PASSED FAILED LOG: the tests of one runner.
count() {
  passed=$((passed + $2))
  failed=$((failed + $3))
  printf '  %s: %d passed, %d failed (%s)\n' "$@"
}

finish() {
  echo "Logs are in $PWD/logs."
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

# run_tests NAME LOG [OPTION...]: runs a project's tests, and sets total and bad.
run_tests() {
  local name=$1 log=$2
  shift 2
  total='' bad=''
  "artifacts/bin/$name/release/$name" -noColor "$@" >"$log" 2>&1
  # xUnit's last line: "Name  Total: 63, Errors: 0, Failed: 3, Skipped: 0, ..."; a run that ends without it has crashed.
  read -r total bad < <(sed -nE 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \3/p' "$log")
  total=${total:-1} bad=${bad:-1}
}

# run_again NAME LOG: what failed runs once more, alone, as the browser tests do (docs/decisions/0046-tests-run-again.md).
# Sets bad to what failed twice. Many failures at once, or a run that crashed, are no accident.
run_again() {
  local name=$1 log=$2 again=logs/$1.again.log tests options=()
  mapfile -t tests < <(sed -nE 's/^ +([A-Za-z0-9_.+]+)(\(.*\))? \[FAIL\]$/\1/p' "$log" | sort -u)
  { [ ${#tests[@]} -gt 0 ] && [ "$bad" -le 3 ] && grep -q 'Total: ' "$log"; } || return 0
  for test in "${tests[@]}"; do options+=(-method "$test"); done
  local first=$bad all=$total
  run_tests "$name" "$again" "${options[@]}"
  [ "$bad" -gt 0 ] || printf '    Passed when run again, so unreliable: %s (%s)\n' "${tests[*]}" "$log"
  total=$all
  [ "$bad" -le "$first" ] || bad=$first
}

dotnet_tests() {
  local project name log total bad projects=(tests/*.Tests)
  $fast && projects=(tests/FalconEye.{Contracts,Onvif,Orchestration,Media,Streaming}.Tests)
  for project in "${projects[@]}"; do
    name=${project#tests/} log="logs/${project#tests/}.log"
    run_tests "$name" "$log"
    [ "$bad" -eq 0 ] || grep -A 15 -F '[FAIL]' "$log" | head -n 150
    [ "$bad" -eq 0 ] || run_again "$name" "$log"
    count "$name" $((total - bad)) "$bad" "$log"
  done
}

echo "Installing what the tests need ..."
packages=(shellcheck)
$fast || packages+=(gcc libc6-dev make postgresql nginx-light chromium openssh-server iproute2 mosquitto mosquitto-clients python3-aiosmtpd python3-gi gir1.2-gst-rtsp-server-1.0
  gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav)
tools/install-packages.sh "${packages[@]}" || exit 1
$fast || ./install.sh --kubectl-only --non-interactive || exit 1

echo "Building ..."
step "build programs" ./run.sh --build-only || finish
step "build tests" dotnet build FalconEye.slnx -c Release --nologo -p:RestoreLockedMode=true || finish

echo "Checking style, and the dashboard's logic ..."
frontend_checks >logs/frontend.log 2>&1 &
frontend=$!
step "dotnet format" dotnet format FalconEye.slnx --verify-no-changes --no-restore
step "shellcheck" shellcheck run.sh test.sh install.sh .ci/run bench/*.sh tools/*.sh tools/*/*.sh deploy/*/*.sh src/FalconEye.Discovery/Usb/*.sh \
  tests/FalconEye.Deploy.Tests/*/stand-ins/*.sh
step "workflows and Dockerfiles" npm --prefix tools/lint run --silent lint
step "frontend lint, format, types and unit tests" wait "$frontend" || tail -n 40 logs/frontend.log

echo "Testing ..."
dotnet_tests
$fast || step "frontend in a browser" npm --prefix frontend run --silent e2e
finish
