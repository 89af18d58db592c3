# shellcheck shell=bash disable=SC2154
# Talking with the person at the terminal, and with the cluster.

say() { printf '%s\n' "$@"; }
warn() { printf '%s\n' "$@" >&2; }
fail() { warn "$@"; exit 1; }

# k ARGUMENTS...: kubectl in FalconEye's namespace.
k() { kubectl --namespace "$namespace" "$@"; }

# change ARGUMENTS...: kubectl that changes something; a dry run says what it would, but not what comes on standard input: secrets.
change() { change_in "$namespace" "$@"; }

# change_in NAMESPACE ARGUMENTS...
change_in() {
  local where=$1
  shift
  if $dry_run; then
    cat >/dev/null
    say "Would run: kubectl $*"
  else
    kubectl --namespace "$where" "$@"
  fi
}

# ask QUESTION SUGGESTION: the answer, from the terminal; without one, the suggestion.
ask() {
  local answer=''
  if $interactive; then
    printf '%s ' "$1" >/dev/tty
    read -r answer </dev/tty || true
  fi
  printf '%s\n' "${answer:-$2}"
}

# ask_secret QUESTION: the answer, which the terminal does not show; nothing when nobody can be asked.
ask_secret() {
  local answer=''
  if $interactive; then
    printf '%s ' "$1" >/dev/tty
    read -rs answer </dev/tty || true
    printf '\n' >/dev/tty
  fi
  printf '%s\n' "$answer"
}

# confirm QUESTION yes|no: whether the answer is yes; the second is what Enter means.
confirm() {
  local hint='[y/N]'
  [ "$2" = no ] || hint='[Y/n]'
  case $(ask "$1 $hint" "$2") in [Yy]*) return 0 ;; *) return 1 ;; esac
}
