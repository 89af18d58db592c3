# shellcheck shell=bash disable=SC2154
# Which nodes there are, and where cameras and recorders run unless a camera says otherwise.

# list_nodes: name, readiness, architecture, address and taints of each node, with tabs between them.
list_nodes() {
  # shellcheck disable=SC2016
  kubectl get nodes -o 'go-template={{range .items}}{{.metadata.name}}{{"\t"}}{{range .status.conditions}}{{if eq .type "Ready"}}{{if eq .status "True"}}ready{{else}}not ready{{end}}{{end}}{{end}}{{"\t"}}{{.status.nodeInfo.architecture}}{{"\t"}}{{range .status.addresses}}{{if eq .type "InternalIP"}}{{.address}} {{end}}{{end}}{{"\t"}}{{range .spec.taints}}{{.key}}{{if .value}}={{.value}}{{end}}:{{.effect}} {{end}}{{"\n"}}{{end}}'
}

# choose_nodes: sets camera_node, recorder_node and jetson_nodes, or leaves them unset where nothing is to change.
choose_nodes() {
  list_nodes >"$work/nodes"
  [ -s "$work/nodes" ] || fail "The cluster has no nodes."
  say "Nodes:"
  awk -F '\t' '{ printf "  %d) %s  %s  %s  %s %s\n", NR, $1, $2, $3, $4, $5 }' "$work/nodes"
  local tainted
  tainted=$(awk -F '\t' '$5 ~ /dedicated=jetson:/ { printf "%s ", $1 }' "$work/nodes")
  choose_node camera_node "cameras" FALCON_EYE_CAMERA_NODE DEFAULT_CAMERA_NODE
  choose_node recorder_node "recorders" FALCON_EYE_RECORDER_NODE DEFAULT_RECORDER_NODE
  if [ -n "${FALCON_EYE_JETSON_NODES+set}" ]; then
    jetson_nodes=$FALCON_EYE_JETSON_NODES
  elif ! has_setting JETSON_NODES; then
    jetson_nodes=$tainted
  fi
  local name
  for name in ${jetson_nodes:-}; do check_node "$name" FALCON_EYE_JETSON_NODES; done
}

# choose_node VARIABLE WHAT ENVIRONMENT SETTING: from the environment, or by asking once; what is set already stays.
choose_node() {
  local chosen
  if [ -n "${!3+set}" ]; then
    chosen=${!3}
  elif has_setting "$4" || [ "$(wc -l <"$work/nodes")" -eq 1 ]; then
    return
  else
    chosen=$(ask "Where do $2 run by default? A number, or Enter to let the cluster choose:" "")
    if [[ $chosen =~ ^[0-9]+$ ]]; then chosen=$(node_of "$chosen"); fi
  fi
  [ -z "$chosen" ] || check_node "$chosen" "$3"
  printf -v "$1" '%s' "$chosen"
}

# node_of NUMBER: the name of a node by its line in the list.
node_of() {
  local name
  name=$(awk -F '\t' -v line="$1" 'NR == line { print $1 }' "$work/nodes")
  [ -n "$name" ] || fail "There is no node $1: the list above ends with $(awk 'END { print NR }' "$work/nodes"). Run this again."
  printf '%s\n' "$name"
}

check_node() {
  cut -f 1 "$work/nodes" | grep -qxF -e "$1" || fail "There is no node \"$1\" ($2). There are: $(cut -f 1 "$work/nodes" | tr '\n' ' ')"
}

# pod_networks: where pods have their addresses, as far as nodes tell, with commas between them.
pod_networks() { kubectl get nodes -o 'jsonpath={.items[*].spec.podCIDRs[*]}' | tr ' ' ','; }

# node_address: where a browser reaches the cluster: the first node that is ready.
node_address() { list_nodes | awk -F '\t' '$2 == "ready" { split($4, address, " "); print address[1]; exit }'; }
