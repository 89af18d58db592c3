# shellcheck shell=bash disable=SC2154
# Telling what is installed, and where.

show_status() {
  local installed
  installed=$(k get deployment falcon-eye-api --ignore-not-found -o name)
  if [ -z "$installed" ]; then
    say "FalconEye is not installed in this cluster. ./install.sh installs it."
    return
  fi
  say "Programs:"
  # shellcheck disable=SC2016
  kubectl get statefulsets,deployments,daemonsets --all-namespaces -l 'app=falcon-eye,component in (postgres,api,dashboard,file-server,prober)' -o 'go-template={{range .items}}{{.metadata.name}}{{"\t"}}{{if eq .kind "DaemonSet"}}{{or .status.numberReady 0}}{{"\t"}}{{or .status.desiredNumberScheduled 0}}{{else}}{{or .status.readyReplicas 0}}{{"\t"}}{{or .spec.replicas 1}}{{end}}{{"\t"}}{{range .spec.template.spec.containers}}{{.image}}{{end}}{{"\n"}}{{end}}' |
    awk -F '\t' '{ printf "  %-24s %s of %s ready   %s\n", $1, $2, $3, $4 }'
  say "Cameras:" "  $(count_running camera) running, $(count_running recorder) recorders"
  tell_address
}

# count_running COMPONENT: pods that are ready, of all.
count_running() {
  kubectl -n "$cameras_namespace" get deployments -l "app=falcon-eye,component=$1" -o 'go-template={{range .items}}{{or .status.readyReplicas 0}}{{"\n"}}{{end}}' |
    awk '{ ready += $1 > 0; all++ } END { printf "%d of %d", ready, all }'
}

# address: where the dashboard is.
address() {
  host=$(k get ingress falcon-eye --ignore-not-found -o 'jsonpath={.spec.rules[0].host}')
  if [ -n "$host" ]; then
    say "https://$host"
  else
    # shellcheck disable=SC2016
    k get service falcon-eye-dashboard -o 'go-template={{range .spec.ports}}{{if .nodePort}}{{.name}} {{.nodePort}}{{"\n"}}{{end}}{{end}}' |
      awk -v node="$(dashboard_node)" 'NR == 1 { printf "%s://%s:%s\n", $1, node, $2 }'
  fi
}

# dashboard_node: the address of the node where the dashboard runs: its port answers there alone (externalTrafficPolicy: Local).
dashboard_node() {
  local address
  # shellcheck disable=SC2016
  address=$(k get pods -l app=falcon-eye,component=dashboard -o 'go-template={{range .items}}{{if .status.hostIP}}{{.status.hostIP}}{{"\n"}}{{end}}{{end}}' | head -n 1)
  say "${address:-$(node_address)}"
}

tell_address() {
  say "" "The dashboard: $(address)"
  local code
  code=$(k get secret falcon-eye-secrets --ignore-not-found -o 'jsonpath={.data.SETUP_CODE}' | base64 -d)
  [ -z "$code" ] || say "The first to open it makes the administrator, with this setup code: $code"
  [ -z "$code" ] || say "A link with the code in it: $(address)/setup#code=$code"
  k get secret falcon-eye-dashboard-tls --ignore-not-found -o 'jsonpath={.data.tls\.crt}' | base64 -d >"$work/tls.crt"
  [ ! -s "$work/tls.crt" ] || say "The fingerprint of its certificate, which the browser shows too (SHA-256): $(fingerprint)"
}
