#!/usr/bin/env bash
# Stands in for curl: gives the file below $DOWNLOADS that is named like the address, and fails for any other.
set -euo pipefail
output=/dev/stdout
while [ $# -gt 0 ]; do
  case $1 in
    -o) output=$2; shift 2 ;;
    -*) shift ;;
    *) address=$1; shift ;;
  esac
done
[ -f "$DOWNLOADS/${address#https://}" ] || { echo "curl: (22) The requested URL returned error: 404" >&2; exit 22; }
cat "$DOWNLOADS/${address#https://}" >"$output"
