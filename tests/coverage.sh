#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/coverage.sh [--lines ROOM…]
#
# Builds with counters in build-coverage/, runs the unit and ui suites, and prints for each room of
# src/ how many of its lines and branches they run. --lines names the lines of these rooms that nothing
# ran. The exit status says whether the tests passed; a figure is for a person to judge.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=src/packages.sh
. "$top/src/packages.sh"
need_packages "${build_packages[@]}" "${look_packages[@]}" "${headless_packages[@]}" \
  "${test_packages[@]}"

folder=$top/build-coverage
mode=()
[ ! -f "$folder/build.ninja" ] || mode=(--reconfigure)
meson setup "${mode[@]}" "$folder" "$top" -Dtests=true -Db_coverage=true --buildtype=debug \
  >/dev/null
say "building $folder"
ninja -C "$folder" --quiet
# Counts of an earlier run, or of a source that has changed since.
find "$folder" -name '*.gcda' -delete
status=0
meson test -C "$folder" --no-rebuild --suite unit --suite ui --num-processes 2 \
  --timeout-multiplier 3 || status=1
"$top/tests/coverage.py" "$folder" "$@"
exit "$status"
