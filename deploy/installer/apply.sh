# shellcheck shell=bash disable=SC2154
# Writing this installation's own overlay, applying it, and waiting for what comes up.

apply_release() {
  cp -R "$release/deploy/k8s" "$work/k8s"
  mkdir -p "$work/k8s/install"
  write_overlay >"$work/k8s/install/kustomization.yaml"
  if $dry_run; then
    say "Would apply:"
    kubectl kustomize "$work/k8s/install" | awk '/^kind:/ { kind = $2 } /^  name:/ && kind { print "  " kind " " $2; kind = "" }'
  else
    say "Applying ..."
    kubectl apply --server-side --force-conflicts --field-manager=falcon-eye-installer -k "$work/k8s/install"
  fi
}

# write_overlay: the base with the images, and the components that this installation needs.
write_overlay() {
  local image digest schedule
  [ -n "$host" ] || host=$(k get ingress falcon-eye --ignore-not-found -o 'jsonpath={.spec.rules[0].host}')
  schedule=$(k get configmap falcon-eye-config --ignore-not-found -o 'jsonpath={.data.CLEANUP_INTERVAL}')
  cat <<YAML
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [../base]
components:
$(list_components)
images:
$(while read -r image digest; do
    printf -- '- name: %s\n  newName: %s\n  %s: %s\n' "ghcr.io/amazingct/falcon-eye-$image" "$registry/$owner/falcon-eye-$image" "$([ -n "$digest" ] && echo digest || echo newTag)" "\"${digest:-$tag}\""
  done <"$work/images")
patches:
- patch: |-
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: falcon-eye-installation, namespace: falcon-eye}
    data:
      CAMERA_USB_IMAGE: $(reference_of camera-usb)
      CAMERA_RTSP_IMAGE: $(reference_of camera-rtsp)
      RECORDER_IMAGE: $(reference_of recorder)
      KNOWN_PROXIES: "$(pod_networks)"
- patch: |-
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: falcon-eye-admission, namespace: falcon-eye}
    data:
      images: $registry/$owner/falcon-eye-
YAML
  [ -z "$schedule" ] || patch_value CronJob falcon-eye-cleanup /spec/schedule "$schedule"
  [ -z "$host" ] || patch_value Ingress falcon-eye /spec/rules/0/host "$host" /spec/tls/0/hosts/0 "$host"
}

list_components() {
  local found='[]'
  if is_k3s; then found=; say "- ../components/k3s"; fi
  if [ -n "${FALCON_EYE_DATABASE_URL:-}" ] || has_secret DATABASE_URL; then found=; say "- ../components/existing-postgres"; fi
  if [ -n "$host" ]; then found=; say "- ../components/ingress-tls"; fi
  if $own_admission; then found=; say "- ../components/own-admission"; fi
  [ -z "$found" ] || say "  $found"
}

# patch_value KIND NAME (PATH VALUE)...
patch_value() {
  printf -- '- target: {kind: %s, name: %s}\n  patch: |-\n' "$1" "$2"
  shift 2
  while [ $# -gt 0 ]; do
    printf '    - {op: replace, path: %s, value: "%s"}\n' "$1" "$2"
    shift 2
  done
}

wait_until_ready() {
  $dry_run && return
  local where workload
  for where in "$namespace" "$cameras_namespace"; do
    for workload in $(kubectl -n "$where" get statefulsets,deployments,daemonsets -l 'app=falcon-eye,component in (postgres,api,dashboard,file-server,prober)' -o name); do
      say "Waiting for ${workload##*/} ..."
      kubectl -n "$where" rollout status "$workload" --timeout "${FALCON_EYE_TIMEOUT:-10m}" || explain "$where" "${workload##*/}"
    done
  done
}

# explain NAMESPACE WORKLOAD: why it does not come up, as far as its pods say.
explain() {
  warn "" "$2 does not come up. Its pods say:"
  # shellcheck disable=SC2016
  kubectl -n "$1" get pods -l "app=falcon-eye,component=${2#falcon-eye-}" -o 'go-template={{range .items}}{{$pod := .metadata.name}}  {{$pod}}: {{.status.phase}}{{"\n"}}{{range .status.conditions}}{{if and (eq .type "PodScheduled") (eq .status "False")}}    {{.message}}{{"\n"}}{{end}}{{end}}{{range .status.initContainerStatuses}}{{if .state.waiting}}    {{.name}}: {{.state.waiting.reason}} {{.state.waiting.message}}{{"\n"}}{{end}}{{end}}{{range .status.containerStatuses}}{{if .state.waiting}}    {{.name}}: {{.state.waiting.reason}} {{.state.waiting.message}}{{"\n"}}{{end}}{{end}}{{end}}' >&2
  fail "More: kubectl -n $1 describe pods -l app=falcon-eye; kubectl -n $namespace logs deployment/falcon-eye-api. Then run this again: it goes on where it stopped."
}
