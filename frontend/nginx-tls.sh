#!/bin/sh
# Run by the image's entry point: serves HTTPS on 8443 when there is a certificate, and takes a new one when the files change.
set -eu
folder=${TLS_FOLDER:-/etc/falcon-eye/tls}
output=${NGINX_TLS_OUTPUT_DIR:-/tmp/tls}

mkdir -p "$output"
if [ ! -r "$folder/tls.crt" ] || [ ! -r "$folder/tls.key" ]; then
  echo "No certificate in $folder: plain HTTP on both ports."
  echo 'listen 8443;' >"$output/listen.conf"
  exit 0
fi

cat >"$output/listen.conf" <<TEXT
listen 8443 ssl;
ssl_certificate $folder/tls.crt;
ssl_certificate_key $folder/tls.key;
ssl_protocols TLSv1.2 TLSv1.3;
ssl_session_tickets off;
# A plain request on this port.
error_page 497 =308 https://\$http_host\$request_uri;
TEXT

state() { cat "$folder/tls.crt" "$folder/tls.key" | sha256sum; }
(
  known=$(state)
  while sleep 60; do
    now=$(state) || continue
    [ "$now" = "$known" ] || { nginx -t -q && nginx -s reload && known=$now; }
  done
) &
