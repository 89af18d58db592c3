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
  k get statefulsets,deployments,daemonsets -l 'app=falcon-eye,component in (postgres,api,dashboard,file-server)' -o 'go-template={{range .items}}{{.metadata.name}}{{"\t"}}{{if eq .kind "DaemonSet"}}{{or .status.numberReady 0}}{{"\t"}}{{or .status.desiredNumberScheduled 0}}{{else}}{{or .status.readyReplicas 0}}{{"\t"}}{{or .spec.replicas 1}}{{end}}{{"\t"}}{{range .spec.template.spec.containers}}{{.image}}{{end}}{{"\n"}}{{end}}' |
    awk -F '\t' '{ printf "  %-24s %s of %s ready   %s\n", $1, $2, $3, $4 }'
  say "Cameras:" "  $(count_running camera) running, $(count_running recorder) recorders"
  tell_address
}

# count_running COMPONENT: pods that are ready, of all.
count_running() {
  k get deployments -l "app=falcon-eye,component=$1" -o 'go-template={{range .items}}{{or .status.readyReplicas 0}}{{"\n"}}{{end}}' |
    awk '{ ready += $1 > 0; all++ } END { printf "%d of %d", ready, all }'
}

# address: where the dashboard is.
address() {
  host=$(k get ingress falcon-eye --ignore-not-found -o 'jsonpath={.spec.rules[0].host}')
  if [ -n "$host" ]; then
    say "https://$host"
  else
    say "http://$(node_address):$(k get service falcon-eye-dashboard -o 'jsonpath={.spec.ports[0].nodePort}')"
  fi
}

tell_address() {
  say "" "The dashboard: $(address)"
  local code
  code=$(k get secret falcon-eye-secrets --ignore-not-found -o 'jsonpath={.data.SETUP_CODE}' | base64 -d)
  [ -z "$code" ] || say "The first to open it makes the administrator, with this setup code: $code"
}
