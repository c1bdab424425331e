#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/fuzz/run.sh BUILD SECONDS [NAME…]
#
# Lets libFuzzer look for inputs that break a reader, two at a time, SECONDS each. BUILD is a folder
# that was configured by clang with -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false.
# What it finds is left in BUILD/findings and named here: mend it, and put the file into the corpus.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
seconds=$2
shift 2
[ $# -gt 0 ] || set -- reply stored task text typed

export G_DEBUG=fatal-warnings GIO_USE_VFS=local GIO_USE_PROXY_RESOLVER=dummy LC_ALL=C.UTF-8 TZ=UTC
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
mkdir -p "$build/findings"

fuzz ()
{
  local name=$1
  mkdir -p "$build/corpus/$name"
  # What hangs takes more than a minute; less may be a busy machine, with sanitizers. Memory: the
  # sanitizer's own reserves grow with the time.
  if "$build/tests/fuzz/fuzz-$name" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=4096 \
      -max_len=65536 -artifact_prefix="$build/findings/$name-" \
      "$build/corpus/$name" "$here/corpus/$name" \
      > "$build/findings/$name.log" 2>&1; then
    printf 'fuzz-%s: %s\n' "$name" "$(grep '^Done ' "$build/findings/$name.log")"
  else
    tail -n 60 "$build/findings/$name.log"
    printf 'fuzz-%s: broke; see %s\n' "$name" "$build/findings"
    return 1
  fi
}
export -f fuzz
export build seconds here

printf '%s\n' "$@" | xargs -P 2 -I NAME bash -c 'fuzz NAME'
