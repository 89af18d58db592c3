# shellcheck shell=bash disable=SC2154
# Which images are meant: a version, and what the registry says that it is now.

registry=ghcr.io
images=(api dashboard camera-usb camera-rtsp recorder)

# resolve_images: writes "NAME DIGEST" lines to $work/images; a digest cannot be another program tomorrow.
resolve_images() {
  local image digest missing=''
  : >"$work/images"
  for image in "${images[@]}"; do
    digest=$(digest_of "falcon-eye-$image")
    [ -n "$digest" ] || missing=yes
    printf '%s %s\n' "$image" "$digest" >>"$work/images"
    [ -z "$digest" ] || verify_signature "falcon-eye-$image@$digest"
  done
  [ -z "$missing" ] || warn "$registry could not be asked what \"$tag\" is: images are named by that tag instead of by digest."
}

# digest_of IMAGE: nothing when the registry does not say. The token is one that anybody gets.
digest_of() {
  local access
  access=$(curl -fsSL "https://$registry/token?service=$registry&scope=repository:$owner/$1:pull" 2>/dev/null | sed -n 's/.*"token" *: *"\([^"]*\)".*/\1/p') || return 0
  [ -n "$access" ] || return 0
  curl -fsSLI -H "Authorization: Bearer $access" -H "Accept: application/vnd.oci.image.index.v1+json" \
    "https://$registry/v2/$owner/$1/manifests/$tag" 2>/dev/null | tr -d '\r' | sed -n 's/^[Dd]ocker-[Cc]ontent-[Dd]igest: *\(sha256:[0-9a-f]\{64\}\)$/\1/p' || true
}

# verify_signature IMAGE@DIGEST: that the repository's own workflow built it, where cosign is there to tell.
verify_signature() {
  command -v cosign >/dev/null || return 0
  cosign verify --certificate-oidc-issuer https://token.actions.githubusercontent.com \
    --certificate-identity-regexp "^https://github.com/$owner/falcon-eye/\\.github/workflows/" "$registry/$owner/$1" >/dev/null 2>"$work/unsigned" ||
    fail "The signature of $registry/$owner/$1 is not that of $owner's workflow: $(tail -n 1 "$work/unsigned"). Nothing was installed."
}

# reference_of IMAGE: its whole name.
reference_of() {
  local digest
  digest=$(awk -v image="$1" '$1 == image { print $2 }' "$work/images")
  printf '%s/%s/falcon-eye-%s:%s%s' "$registry" "$owner" "$1" "$tag" "${digest:+@$digest}"
}
