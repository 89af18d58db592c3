#!/bin/sh
# Lists the video devices of the machine that it runs on, as "key: value" lines; each device begins with "device:".
# FalconEye feeds it to /bin/sh, here or on a node over SSH, and never puts anything into it. It only reads.
# Which device is a camera is decided from this by FalconEye (VideoDevice.IsCamera).
# v4l2-ctl (package v4l-utils) tells most; without it, or without the right to open a device, udev and sysfs must do.
root=${VIDEO_DEVICES_ROOT-} # where tests keep a made-up /sys, /dev and /run

field() { # KEY FILE: the first line of a file, if there is one
  [ -r "$2" ] && printf '%s: %s\n' "$1" "$(head -n 1 "$2" | tr -d '\000-\037')"
}

for entry in "$root"/sys/class/video4linux/video*; do
  device=/dev/${entry##*/}
  if [ ! -e "$entry" ] || [ ! -e "$root$device" ]; then continue; fi
  printf 'device: %s\n' "$device"
  field name "$entry/name"
  field index "$entry/index"
  [ -e "$entry/device/driver" ] && printf 'driver: %s\n' "$(basename "$(readlink -f "$entry/device/driver")")"
  [ -e "$entry/device/subsystem" ] && printf 'bus: %s\n' "$(basename "$(readlink -f "$entry/device/subsystem")")"
  # Of USB, "device" is the interface, and the thing that was plugged in is its parent.
  field serial "$(readlink -f "$entry/device")/../serial"
  for link in "$root"/dev/v4l/by-id/* "$root"/dev/v4l/by-path/*; do
    [ "$(readlink "$link" 2>/dev/null)" = "../../${entry##*/}" ] && printf 'link: %s\n' "${link#"$root"}"
  done
  number=$(head -n 1 "$entry/dev" 2>/dev/null)
  sed -n 's/^E:ID_V4L_CAPABILITIES=/udev: /p' "$root/run/udev/data/c$number" 2>/dev/null
  if command -v v4l2-ctl >/dev/null 2>&1; then
    timeout 3 v4l2-ctl --device "$device" --info 2>/dev/null | sed 's/^/info: /'
    timeout 3 v4l2-ctl --device "$device" --list-formats-ext 2>/dev/null | sed 's/^/format: /'
  fi
done
exit 0
