#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: src/run.sh [--seconds N] [--demo] [other arguments for backstay]
#
# Builds Backstay and starts it. --demo: against the built-in simulated NAS, without writing to the
# user's files. Installs what is missing with apt (Debian 12). Without a display it starts an X
# server of its own, prints the tasks that the window shows and where a screenshot is, and runs
# until interrupted, or for N seconds; its exit status is 0 only if the window showed the tasks.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=src/packages.sh
. "$top/src/packages.sh"

seconds=
wants_window=yes
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds)
      seconds=${2-}
      shift
      ;;
    --seconds=*)
      seconds=${1#--seconds=}
      ;;
    *)
      case $1 in --help* | -h | --version) wants_window=no ;; esac
      arguments+=("$1")
      ;;
  esac
  shift
done
case $seconds in
  *[!0-9]*) fail "--seconds wants a whole number" ;;
esac

has_display=yes
[ -n "${DISPLAY-}" ] || [ -n "${WAYLAND_DISPLAY-}" ] || has_display=no

packages=("${build_packages[@]}" "${look_packages[@]}")
if [ "$has_display" = no ] && [ "$wants_window" = yes ]; then
  packages+=("${headless_packages[@]}")
fi
need_packages "${packages[@]}"

# Meson compiles through ccache where there is one, and that would write into HOME.
export CCACHE_DISABLE=1

build=$top/build
if [ ! -f "$build/build.ninja" ]; then
  say "configuring into $build"
  mkdir -p "$build"
  meson setup "$build" "$top" -Dtests=false > "$build/setup.log" 2>&1 || {
    cat "$build/setup.log" >&2
    fail "meson could not configure"
  }
fi
say "building"
ninja -C "$build" src/app/backstay data/gschemas.compiled backstay-gmo > "$build/build.log" 2>&1 || {
  cat "$build/build.log" >&2
  fail "the build failed"
}

backstay=$build/src/app/backstay
export GSETTINGS_SCHEMA_DIR="$build/data" BACKSTAY_LOCALE_DIR="$build/po"

if [ "$wants_window" = no ]; then
  exec "$backstay" "${arguments[@]}"
fi

if [ "$has_display" = yes ]; then
  say "starting backstay ${arguments[*]}"
  if [ -z "$seconds" ]; then
    exec "$backstay" "${arguments[@]}"
  fi
  status=0
  timeout "$seconds" "$backstay" "${arguments[@]}" || status=$?
  # 124: the time is up, as asked for.
  [ "$status" = 124 ] || exit "$status"
  exit 0
fi

say "no display here: starting an X server of our own (Xvfb) for backstay ${arguments[*]}"
exec "$top/src/headless.sh" -s org.a11y.Bus /usr/bin/python3 "$top/src/show-window.py" \
  ${seconds:+--seconds "$seconds"} --screenshot "$build/screenshot.png" \
  -- "$backstay" "${arguments[@]}"
