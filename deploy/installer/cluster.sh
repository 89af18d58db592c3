# shellcheck shell=bash disable=SC2154,SC2034
# Finding the cluster, or making one.

oldest_minor=26
# The first with ValidatingAdmissionPolicy (admissionregistration.k8s.io/v1).
policy_minor=30
# The k3s that is installed, and the installer of it as it was in one commit of its repository, with the checksum that stands there beside it.
k3s_version=v1.34.1+k3s1
k3s_installer=https://raw.githubusercontent.com/k3s-io/k3s/019b0afdd830e36f5e4b7a5b237e6a4339e6a6be/install.sh
k3s_checksum=${FALCON_EYE_K3S_CHECKSUM:-68ae766b4c4fd2c8032f712cdd346c8f9d1ae60eaeb4736a1155effda44ea23d}
# Where k3s writes its own; the variable is k3s'.
k3s_kubeconfig=${K3S_KUBECONFIG_OUTPUT:-/etc/rancher/k3s/k3s.yaml}

# ensure_cluster: afterwards kubectl reaches a cluster that is new enough.
ensure_cluster() {
  if ! find_cluster; then
    say "kubectl reaches no cluster: $(reason)"
    $dry_run && fail "A dry run needs one."
    make_cluster
  fi
  check_version
}

require_cluster() { find_cluster || fail "kubectl reaches no cluster: $(reason)"; }

# find_cluster: the one that kubectl is set up for, or else the k3s of this machine.
find_cluster() {
  is_reachable && return
  [ -z "${KUBECONFIG:-}" ] && [ -r "$k3s_kubeconfig" ] && KUBECONFIG=$k3s_kubeconfig is_reachable && export KUBECONFIG=$k3s_kubeconfig
}

is_reachable() { kubectl get --raw /version --request-timeout=10s >"$work/version" 2>"$work/unreachable"; }

reason() { tail -n 1 "$work/unreachable"; }

make_cluster() {
  local choice=exit
  [ "${FALCON_EYE_CLUSTER:-}" != k3s ] || choice=k3s
  if $interactive; then
    say "  1) Install k3s, a small Kubernetes, on this machine" >/dev/tty
    say "  2) Paste the kubeconfig of a cluster" >/dev/tty
    say "  3) Exit" >/dev/tty
    case $(ask "Which? [1]" 1) in 1) choice=k3s ;; 2) choice="paste" ;; esac
  fi
  case $choice in
    k3s) install_k3s ;;
    paste) paste_kubeconfig ;;
    exit) fail "Set KUBECONFIG to the kubeconfig of a cluster, or FALCON_EYE_CLUSTER=k3s to install k3s here, and run this again." ;;
  esac
}

install_k3s() {
  [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null || fail "k3s is installed by root. Run this as root."
  say "Installing k3s $k3s_version ..."
  curl -fsSL -o "$work/k3s.sh" "$k3s_installer" || fail "Fetching $k3s_installer did not work. Is the network there?"
  [ "$(sha256_of "$work/k3s.sh")" = "$k3s_checksum" ] || fail "The installer of k3s does not have the checksum that is expected of it. It was not run."
  # It compares the checksum of k3s itself with the one that is published with that version.
  as_root env "INSTALL_K3S_VERSION=$k3s_version" sh "$work/k3s.sh" || fail "k3s could not be installed; its own messages above say why."
  export KUBECONFIG=$HOME/.kube/falcon-eye-k3s.yaml
  mkdir -p "$HOME/.kube"
  (umask 077 && as_root cat "$k3s_kubeconfig" >"$KUBECONFIG")
  say "Its kubeconfig is $KUBECONFIG: export KUBECONFIG=$KUBECONFIG"
  wait_for_node
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

wait_for_node() {
  local attempt
  say "Waiting for the node ..."
  for attempt in {1..60}; do
    if is_reachable && kubectl wait node --all --for=condition=Ready --timeout=60s >/dev/null 2>&1; then return; fi
    [ "$attempt" -eq 60 ] || sleep 2
  done
  fail "k3s does not come up: $(reason). See: journalctl -u k3s"
}

paste_kubeconfig() {
  local line
  export KUBECONFIG=$HOME/.kube/falcon-eye.yaml
  say "Paste the kubeconfig, then a line with END:" >/dev/tty
  mkdir -p "$HOME/.kube"
  while IFS= read -r line && [ "$line" != END ]; do printf '%s\n' "$line"; done </dev/tty >"$work/kubeconfig"
  (umask 077 && cp "$work/kubeconfig" "$KUBECONFIG")
  is_reachable || fail "That kubeconfig reaches no cluster: $(reason)"
  say "It is kept as $KUBECONFIG: export KUBECONFIG=$KUBECONFIG"
}

check_version() {
  local minor
  minor=$(minor_version)
  [ "${minor:-0}" -ge "$oldest_minor" ] || fail "The cluster runs Kubernetes 1.${minor:-?}; FalconEye needs 1.$oldest_minor or newer."
}

minor_version() { sed -n 's/.*"minor": *"\([0-9]*\).*/\1/p' "$work/version"; }

# check_rights: an installation makes a role that reads nodes, and who may do that may do the rest.
check_rights() {
  kubectl auth can-i create clusterrolebindings >/dev/null 2>&1 ||
    fail "Your user may not install in this cluster (create clusterrolebindings). Ask an administrator of it to run this, or for the role cluster-admin."
}

is_k3s() { grep -q '+k3s' "$work/version"; }
