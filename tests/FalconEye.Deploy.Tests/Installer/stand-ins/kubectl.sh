#!/usr/bin/env bash
# kubectl itself, after noting its arguments, which any user of a machine can read.
printf '%s\n' "$*" >>"$KUBECTL_ARGUMENTS"
exec "$KUBECTL" "$@"
