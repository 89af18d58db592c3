# shellcheck shell=bash disable=SC2154
# What is kept over updates: falcon-eye-secrets and falcon-eye-config. Made once; later runs only add what is missing.
# No secret stands in an argument, where other users of this machine could read it: they go through standard input.

# keys_of KIND NAME: the names of an object's entries, not what they hold; nothing when there is no such object.
keys_of() {
  # shellcheck disable=SC2016
  k get "$1" "$2" --ignore-not-found -o 'go-template={{range $key, $value := .data}}{{$key}}{{"\n"}}{{end}}'
}

# read_settings: once, before anything is decided. If the cluster does not answer, this ends here: taking what cannot be read for
# missing would give a database that is there a new password.
read_settings() {
  secret_keys=$(keys_of secret falcon-eye-secrets)
  config_keys=$(keys_of configmap falcon-eye-config)
}

has_setting() { grep -qxF -e "$1" <<<"$config_keys"; }
has_secret() { grep -qxF -e "$1" <<<"$secret_keys"; }

keep_settings() {
  change apply --server-side --force-conflicts --field-manager=falcon-eye-installer -f "$release/deploy/k8s/base/namespace.yaml"
  ensure_object Secret falcon-eye-secrets
  ensure_object ConfigMap falcon-eye-config
  new_secrets='' new_settings=''
  keep_secrets
  keep_config
  write_entries secret falcon-eye-secrets "$new_secrets"
  write_entries configmap falcon-eye-config "$new_settings"
  share_tokens
}

# share_tokens: what the server shows to file servers and the prober, in the namespace where those are.
share_tokens() {
  local entries=''
  # shellcheck disable=SC2016
  $dry_run || entries=$(k get secret falcon-eye-secrets -o 'go-template={{range $key, $value := .data}}{{if or (eq $key "FILE_SERVER_TOKEN") (eq $key "PROBE_TOKEN")}}  {{$key}}: {{$value}}{{"\n"}}{{end}}{{end}}')
  change_in "$cameras_namespace" apply --server-side --force-conflicts --field-manager=falcon-eye-installer -f - <<YAML
apiVersion: v1
kind: Secret
metadata:
  name: falcon-eye-tokens
  labels:
    app: falcon-eye
    component: settings
data:
$entries
YAML
}

# write_entries KIND NAME LINES: adds them to what is there.
write_entries() {
  [ -z "$3" ] || printf 'data:\n%s' "$3" | change patch "$1" "$2" --type merge --patch-file /dev/stdin
}

# ensure_object KIND NAME: makes it, empty, unless it is there.
ensure_object() {
  local there
  there=$(k get "$1" "$2" --ignore-not-found -o name)
  [ -z "$there" ] || return 0
  change create -f - <<YAML
apiVersion: v1
kind: $1
metadata:
  name: $2
  labels:
    app: falcon-eye
    component: settings
YAML
}

keep_secrets() {
  if [ -n "${FALCON_EYE_DATABASE_URL:-}" ]; then
    set_secret DATABASE_URL "$FALCON_EYE_DATABASE_URL"
  elif ! has_secret DB_PASSWORD && ! has_secret DATABASE_URL; then
    refuse_lost_password
    set_secret DB_PASSWORD "$(random_text 'A-Za-z0-9' 32)"
  fi
  has_secret DATA_PROTECTION_KEY || set_secret DATA_PROTECTION_KEY "$(head -c 32 /dev/urandom | base64)"
  has_secret FILE_SERVER_TOKEN || set_secret FILE_SERVER_TOKEN "$(random_text 'A-Za-z0-9' 40)"
  has_secret PROBE_TOKEN || set_secret PROBE_TOKEN "$(random_text 'A-Za-z0-9' 40)"
  has_secret PROXY_SECRET || set_secret PROXY_SECRET "$(random_text 'A-Za-z0-9' 40)"
  has_secret SETUP_CODE || set_secret SETUP_CODE "$(setup_code)"
  keep_anthropic_key
}

# refuse_lost_password: a new password would not open the database that is there.
refuse_lost_password() {
  local volume
  volume=$(k get persistentvolumeclaim data-falcon-eye-postgres-0 --ignore-not-found -o name)
  [ -z "$volume" ] || fail \
    "There is a database (volume data-falcon-eye-postgres-0), but no password for it in falcon-eye-secrets. Put DB_PASSWORD back into
that Secret, or, if the database may go: kubectl -n $namespace delete persistentvolumeclaim data-falcon-eye-postgres-0"
}

keep_anthropic_key() {
  local key=${ANTHROPIC_API_KEY:-}
  if [ -z "$key" ] && ! has_secret ANTHROPIC_API_KEY; then
    key=$(ask_secret "Anthropic API key for the assistant (optional, Enter for none; it can be set in the dashboard later):")
  fi
  [ -z "$key" ] || set_secret ANTHROPIC_API_KEY "$key"
}

# set_secret KEY VALUE
set_secret() { new_secrets+="  $1: $(printf %s "$2" | base64 | tr -d '\n')"$'\n'; }

keep_config() {
  [ -z "${camera_node+set}" ] || set_setting DEFAULT_CAMERA_NODE "$camera_node"
  [ -z "${recorder_node+set}" ] || set_setting DEFAULT_RECORDER_NODE "$recorder_node"
  [ -z "$host" ] || set_setting DASHBOARD_HOSTS "$host"
  [ -z "${jetson_nodes+set}" ] || set_setting JETSON_NODES "$(json_list "$jetson_nodes")"
}

# set_setting KEY VALUE: the value in single quotes, which neither names of nodes nor lists of them contain.
set_setting() { new_settings+="  $1: '$2'"$'\n'; }

# json_list "a b": ["a","b"]
json_list() {
  local name list=''
  for name in $1; do list+="${list:+,}\"$name\""; done
  printf '[%s]' "$list"
}

# random_text CHARACTERS LENGTH
random_text() { head -c 1024 /dev/urandom | base64 | tr -dc "$1" | cut -c "1-$2"; }

# setup_code: easy to read aloud and to type, without letters and digits that look alike.
setup_code() { random_text 'A-HJ-NP-Z2-9' 12 | sed 's/\(....\)\(....\)\(....\)/\1-\2-\3/'; }
