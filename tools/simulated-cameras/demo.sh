#!/usr/bin/env bash
# Starts three simulated RTSP cameras and an ONVIF camera that turns, and adds them to a running server: tools/simulated-cameras/demo.sh http://127.0.0.1:8000
# API_TOKEN must be a token that may add cameras: FalconEye.Api token demo operator 1
# The cameras end with this script's standard input, so they never outlive ./run.sh --demo.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
server=$1

# The ports stay the same from run to run: a camera added by an earlier demo works again.
start() { # program, options
  /usr/bin/python3 "$@" <&3 >/dev/null &
}

# Arguments can be read by every user of the machine, so the token goes through a pipe.
# The server is on this machine, so its certificate need not be known.
call() { curl -sS --insecure --config <(printf 'header = "Authorization: Bearer %s"\n' "$API_TOKEN") "$@"; }

add() { # name, protocol, address
  local id
  id=$(call -X POST "$server/api/cameras" -H 'Content-Type: application/json' \
    -d "{\"name\":\"$1\",\"protocol\":\"$2\",\"source_url\":\"$3\",\"location\":\"Simulated\",\"resolution\":\"640x360\"}" |
    /usr/bin/python3 -c 'import json, re, sys
answer = json.load(sys.stdin)
print(answer.get("id") or re.search("[(]([0-9a-f-]{36})[)]", answer["detail"])[1])')
  call -o /dev/null -X POST "$server/api/cameras/$id/start"
}

# The first time, each camera encodes its footage before it listens.
await() { # port
  until (exec 4<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do sleep 0.2; done
}

exec 3<&0
echo "Preparing four simulated cameras; the first time, this takes a minute ..." >&2
start ptz_camera.py --port 18557 --onvif-port 18558
start rtsp_camera.py --port 18554 --path /garden --codec h264 --pattern garden --loop-seconds 60
start rtsp_camera.py --port 18555 --path /street --codec h265 --pattern street --loop-seconds 60
start rtsp_camera.py --port 18556 --path /door --codec h264 --audio pcmu --pattern door --loop-seconds 60
for port in 18554 18555 18556 18557 18558; do await "$port"; done
add "Garden (H.264)" rtsp rtsp://127.0.0.1:18554/garden
add "Street (H.265)" rtsp rtsp://127.0.0.1:18555/street
add "Front door (H.264, G.711)" rtsp rtsp://127.0.0.1:18556/door
add "Square (turns)" onvif onvif://127.0.0.1:18558
echo "Four simulated cameras are added." >&2
wait
