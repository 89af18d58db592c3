# shellcheck shell=bash disable=SC2154
# Removing FalconEye, with or without what it knows. Recordings on the nodes' disks are never touched.

uninstall() {
  local there with_data=false
  there=$(kubectl get namespace "$namespace" --ignore-not-found -o name)
  [ -n "$there" ] || { say "FalconEye is not installed in this cluster."; return; }
  confirm "Remove FalconEye and all its cameras from this cluster?" "$(if $interactive; then echo no; else echo yes; fi)" || exit 0
  confirm "Its data as well (database, settings, passwords)? They cannot be brought back." "${FALCON_EYE_DELETE_DATA:-no}" && with_data=true
  if $with_data; then
    change delete namespace "$namespace" "$cameras_namespace" --wait --ignore-not-found
  else
    delete_programs
    say "The data stays: volume data-falcon-eye-postgres-0, Secrets, ConfigMap falcon-eye-config. ./install.sh finds it again."
  fi
  change delete clusterrolebindings,clusterroles -l app=falcon-eye
  change delete validatingadmissionpolicybindings,validatingadmissionpolicies -l app=falcon-eye
  say "Recordings stay on the nodes, in /data/falcon-eye/recordings. Where they may go: rm -r /data/falcon-eye"
}

# delete_programs: all but settings, passwords and the database's volume. The server's rights first, so that it brings no camera back.
delete_programs() {
  change delete rolebindings -l app=falcon-eye
  change_in "$cameras_namespace" delete rolebindings -l app=falcon-eye
  change delete -l app=falcon-eye \
    cronjobs,pods,deployments,daemonsets,statefulsets,services,ingresses,poddisruptionbudgets,networkpolicies,roles,serviceaccounts
  change delete configmaps,secrets -l 'app=falcon-eye,component!=settings'
  # What cameras have there is made again by the server.
  change delete namespace "$cameras_namespace" --wait --ignore-not-found
}
