#!/usr/bin/env bash
# healthy PORT [PATH]: ends well if http://127.0.0.1:PORT/PATH answers 200, or, without a path, if anyone listens there.
# For HEALTHCHECK, in images that have no curl.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$1"
[ $# -gt 1 ] || exit 0
printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
