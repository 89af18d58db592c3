# shellcheck shell=bash disable=SC2154
# Which programs this machine must have, and kubectl if it has none.

check_tools() {
  local tool missing=()
  for tool in curl tar base64 sed awk openssl; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  [ ${#missing[@]} -eq 0 ] || fail "These programs are missing: ${missing[*]}. Install them, then run this again."
}

ensure_kubectl() {
  command -v kubectl >/dev/null && return
  say "kubectl, which talks to Kubernetes, is not on this machine."
  $dry_run && fail "A dry run needs it. Install it (https://kubernetes.io/docs/tasks/tools/), or run this without --dry-run."
  confirm "Install it now?" yes || fail "FalconEye cannot be installed without it: https://kubernetes.io/docs/tasks/tools/"
  install_kubectl
}

# install_kubectl: the newest one, checked against its published checksum.
install_kubectl() {
  local folder=${FALCON_EYE_BIN:-/usr/local/bin} os architecture url newest
  [ -w "$folder" ] || [ -n "${FALCON_EYE_BIN:-}" ] || folder=$HOME/.local/bin
  os=$(uname -s | tr '[:upper:]' '[:lower:]')
  case $(uname -m) in
    x86_64 | amd64) architecture=amd64 ;;
    aarch64 | arm64) architecture=arm64 ;;
    *) fail "There is no kubectl for $(uname -m) here; install it yourself: https://kubernetes.io/docs/tasks/tools/" ;;
  esac
  newest=$(curl -fsSL https://dl.k8s.io/release/stable.txt) || fail "The newest version of kubectl could not be asked for. Is the network there?"
  url="https://dl.k8s.io/release/$newest/bin/$os/$architecture/kubectl"
  say "Fetching kubectl $newest ..."
  curl -fsSL -o "$work/kubectl" "$url" || fail "Fetching $url did not work."
  curl -fsSL -o "$work/kubectl.sha256" "$url.sha256" || fail "Fetching $url.sha256 did not work."
  [ "$(sha256_of "$work/kubectl")" = "$(cat "$work/kubectl.sha256")" ] || fail "kubectl does not have its published checksum. It was not installed."
  mkdir -p "$folder"
  cp "$work/kubectl" "$folder/kubectl"
  chmod 755 "$folder/kubectl"
  export PATH=$folder:$PATH
  say "kubectl is installed: $folder/kubectl"
}

sha256_of() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}
