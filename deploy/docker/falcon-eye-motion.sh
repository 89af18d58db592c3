#!/usr/bin/env bash
# falcon-eye-motion FILE: starts motion with those options of a file that show a camera's picture, and none that runs a command, writes a file or
# reads another one. The pod is privileged, and its file comes from a Secret that the server writes: with this between them, who took over the
# server gets no further than a picture. admission.yaml allows no other program in a privileged pod.
set -euo pipefail

options='daemon|setup_mode|log_level|emulate_motion|pause|picture_output|movie_output|width|height|framerate|text_left|text_right'
options+='|stream_port|stream_localhost|stream_quality|stream_maxrate|stream_motion|stream_auth_method|stream_authentication'
options+='|webcontrol_port|webcontrol_localhost|webcontrol_parms|webcontrol_auth_method|webcontrol_authentication'
file=${1:?Usage: falcon-eye-motion FILE}
umask 077
{
  grep -E "^($options) [^[:cntrl:]]*$" "$file" || true
  grep -E '^video_device /dev/video[0-9]+$' "$file" || true
  echo 'log_file /dev/stderr'
} >/tmp/motion.conf
exec motion -n -c /tmp/motion.conf
