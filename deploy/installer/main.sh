#!/usr/bin/env bash
# The installer and updater: install.sh runs it. Each file beside it holds one of its steps.
set -euo pipefail

# Questions are answered at the terminal: standard input may be the pipe that install.sh came from.
exec </dev/null
# shellcheck disable=SC2034
namespace=falcon-eye cameras_namespace=falcon-eye-cameras
release=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
for step in talk tools cluster nodes layout images settings certificate apply status uninstall; do
  # shellcheck source=/dev/null disable=SC2154
  . "$release/deploy/installer/$step.sh"
done

usage() {
  cat <<'TEXT'
Usage: ./install.sh [OPTION]

Installs FalconEye in the Kubernetes cluster that kubectl points at, or updates the one that is there.
Without a cluster it offers to make one on this machine (k3s). Safe to run again at any time.

  --status           tells what is installed and how it is
  --uninstall        removes FalconEye; asks whether its data goes too
  --dry-run          tells what would be changed, and changes nothing
  --non-interactive  asks nothing and takes the variables below, or else what each question suggests
  --kubectl-only     installs kubectl if it is missing, and ends
  --version          the version that would be installed
  --help             this text

Answers may be given in the environment:
  FALCON_EYE_CAMERA_NODE, FALCON_EYE_RECORDER_NODE   names of nodes; empty lets the cluster choose
  FALCON_EYE_JETSON_NODES                            names of tainted Jetson nodes, with spaces between them
  ANTHROPIC_API_KEY                                  for the assistant
  FALCON_EYE_HOST                                    name of the dashboard under TLS, instead of port 30900 of the nodes
  FALCON_EYE_DATABASE_URL                            a PostgreSQL of your own: postgresql://user:password@host:5432/name
  FALCON_EYE_OWNER, FALCON_EYE_TAG                   whose images, and which (amazingct, the version of this release)
  FALCON_EYE_ADMISSION=own                           rules of your own limit the pods of cameras (Kubernetes below 1.30)
  FALCON_EYE_CLUSTER=k3s                             installs k3s when there is no cluster
  FALCON_EYE_DELETE_DATA=yes                         with --uninstall: the data too
  FALCON_EYE_BIN                                     the folder that kubectl is installed into (/usr/local/bin)
  FALCON_EYE_TIMEOUT                                 how long to wait for it to start (10m)

Every step in words: docs/operate/kubernetes.md
TEXT
}

version() { sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$release/Directory.Build.props"; }

action=install dry_run=false interactive=true
for argument in "$@"; do
  case $argument in
    --status | --uninstall | --kubectl-only) action=${argument#--} ;;
    --dry-run) dry_run=true ;;
    --non-interactive) interactive=false ;;
    --version) version; exit 0 ;;
    --help | -h) usage; exit 0 ;;
    *) echo "Unknown option: $argument" >&2; usage >&2; exit 2 ;;
  esac
done
if $interactive && ! { : </dev/tty; } 2>/dev/null; then
  interactive=false
  say "There is no terminal to ask at: going on with the variables and what each question suggests."
fi

# ghcr.io knows owners in lower case only.
owner=$(tr '[:upper:]' '[:lower:]' <<<"${FALCON_EYE_OWNER:-amazingct}") tag=${FALCON_EYE_TAG:-$(version)} host=${FALCON_EYE_HOST:-}
[[ $owner =~ ^[a-z0-9][a-z0-9-]*$ ]] || fail "FALCON_EYE_OWNER is \"$owner\"; it must be the name of a GitHub account."
[[ $tag =~ ^[A-Za-z0-9_][A-Za-z0-9._-]*$ ]] || fail "FALCON_EYE_TAG is \"$tag\"; it must be the tag of an image, for example $(version)."
[[ -z $host || $host =~ ^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$ ]] || fail "FALCON_EYE_HOST is \"$host\"; it must be a name in lower case, for example cameras.example.com."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

install_or_update() {
  local installed
  read_settings
  installed=$(k get deployment falcon-eye-api --ignore-not-found -o name)
  find_old_layout
  if [ -n "$installed" ]; then
    say "FalconEye is installed here: this updates it to $owner's \"$tag\" and keeps data, passwords and settings."
    confirm "Update it?" yes || exit 0
  else
    say "This installs FalconEye $(version) ($owner's images, \"$tag\") in the namespace \"$namespace\"."
  fi
  choose_nodes
  resolve_images
  keep_settings
  keep_certificate
  apply_release
  remove_old_layout
  wait_until_ready
  $dry_run || tell_address
}

check_tools
case $action in
  kubectl-only) ensure_kubectl ;;
  install) ensure_kubectl; ensure_cluster; refuse_other_system; check_rights; check_admission; install_or_update ;;
  status) ensure_kubectl; require_cluster; show_status ;;
  uninstall) ensure_kubectl; require_cluster; refuse_other_system; uninstall ;;
esac
