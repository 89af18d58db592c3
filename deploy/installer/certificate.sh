# shellcheck shell=bash disable=SC2154
# The dashboard's certificate: yours if the Secret holds one, else one that signs itself.

# Thirty days before its end a certificate of ours is made anew.
renew_before=2592000

keep_certificate() {
  local names
  k get secret falcon-eye-dashboard-tls --ignore-not-found -o 'jsonpath={.data.tls\.crt}' | base64 -d >"$work/tls.crt"
  if [ -s "$work/tls.crt" ] && { ! is_ours || openssl x509 -checkend "$renew_before" -noout -in "$work/tls.crt" >/dev/null; }; then return 0; fi
  names=$(certificate_names)
  (umask 077 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 397 -subj /CN=falcon-eye \
    -addext "subjectAltName=$names" -keyout "$work/tls.key" -out "$work/tls.crt" 2>"$work/openssl") || fail "openssl could not make a certificate: $(tail -n 1 "$work/openssl")"
  change apply --server-side --force-conflicts --field-manager=falcon-eye-installer -f - <<YAML
apiVersion: v1
kind: Secret
metadata:
  name: falcon-eye-dashboard-tls
  labels:
    app: falcon-eye
    component: settings
type: kubernetes.io/tls
data:
  tls.crt: $(base64 <"$work/tls.crt" | tr -d '\n')
  tls.key: $(base64 <"$work/tls.key" | tr -d '\n')
YAML
  rm -f "$work/tls.key"
}

# is_ours: whether the certificate there was made here, and may be made anew.
is_ours() { [ "$(openssl x509 -noout -issuer -in "$work/tls.crt" | tr -d ' ')" = issuer=CN=falcon-eye ]; }

# certificate_names: what the dashboard can be called: localhost, the name that was given, and names and addresses of nodes.
certificate_names() {
  list_nodes | awk -F '\t' -v host="$host" '
    BEGIN { printf "DNS:localhost"; if (host != "") printf ",DNS:%s", host }
    { printf ",DNS:%s", $1; count = split($4, addresses, " "); for (i = 1; i <= count; i++) printf ",IP:%s", addresses[i] }'
}

fingerprint() { openssl x509 -noout -fingerprint -sha256 -in "$work/tls.crt" | sed 's/.*=//'; }
