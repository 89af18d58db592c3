# shellcheck shell=bash disable=SC2154,SC2034
# What is in the cluster already: nothing, this system, an older layout of it, or somebody else's system under the same names.

# The exit code when another system stands where this one would.
other_system_code=3

# refuse_other_system: FalconEye's predecessor in Python has the same namespace and the same names. Its Deployments cannot be changed into these
# (their selectors are immutable), its database has other tables, and half an update would stop it. So nothing is touched.
refuse_other_system() {
  local selector address found=''
  selector=$(k get deployment falcon-eye-api --ignore-not-found -o 'jsonpath={.spec.selector.matchLabels}')
  address=$(k get configmap falcon-eye-config --ignore-not-found -o 'jsonpath={.data.DATABASE_URL}')
  [[ -z $selector || $selector == *'"component"'* ]] || found="the Deployment falcon-eye-api of the Python system"
  [ -z "$address" ] || found="${found:-the ConfigMap falcon-eye-config of the Python system (DATABASE_URL)}"
  [ -n "$found" ] || found=$(k get deployment postgres --ignore-not-found -o 'jsonpath={.metadata.labels.app}' | sed -n 's/^postgres$/the Deployment postgres of the Python system/p')
  [ -z "$found" ] || { warn "The namespace \"$namespace\" holds $found, which this cannot update: nothing was changed. Keep using its own installer, or install this in another cluster (docs/operate/kubernetes.md, \"The Python system\")."; exit "$other_system_code"; }
}

# find_old_layout: whether cameras still run in the server's namespace, as they did before there were two.
find_old_layout() {
  old_layout=$(k get deployments,daemonsets -l 'app=falcon-eye,component in (camera,recorder,file-server)' -o name)
}

# remove_old_layout: the server makes its cameras again in their own namespace; recordings stay where they are.
remove_old_layout() {
  [ -n "$old_layout" ] || return 0
  say "Cameras move to the namespace \"$cameras_namespace\"; each is away for some seconds, and its recording goes on in a new file."
  change delete --wait=false deployments,daemonsets,services,secrets,pods,configmaps -l 'app=falcon-eye,component in (camera,recorder,file-removal,file-server)'
  change delete --ignore-not-found networkpolicies falcon-eye-cameras falcon-eye-recorders falcon-eye-file-server
}

# check_admission: what keeps the pods of the cameras' namespace to those that FalconEye makes.
check_admission() {
  own_admission=false
  if [ "$(minor_version)" -ge "$policy_minor" ] && [ "${FALCON_EYE_ADMISSION:-policy}" = policy ]; then
    say "Pods of cameras are limited by a ValidatingAdmissionPolicy (falcon-eye-pods)."
  elif [ "${FALCON_EYE_ADMISSION:-}" = own ]; then
    own_admission=true
    say "Pods of cameras are limited by rules of your own (FALCON_EYE_ADMISSION=own): without any, who has the server's token has the nodes."
  else
    fail "The cluster runs Kubernetes 1.$(minor_version), which has no ValidatingAdmissionPolicy (1.$policy_minor has): who took over the server could take over its nodes. Update the cluster, or enforce
the rules of deploy/k8s/base/admission.yaml by Kyverno or Gatekeeper and set FALCON_EYE_ADMISSION=own (docs/operate/kubernetes.md, \"Who may do what\")."
  fi
}
