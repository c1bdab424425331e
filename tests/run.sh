#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/run.sh [quick] [--long]
#
# Builds Backstay and runs its tests. Installs what is missing with apt (Debian 12).
#   quick    unit, lint and ui (the window, in a session without a screen)
#   nothing  the same, then the real keyring, notification daemon and panel (tests/e2e), then the
#            Flatpak (tests/flatpak), then what must not break unnoticed is broken on purpose
#            (tests/mutants), then gcc's analyzer, clang and cppcheck read the source (tests/analysis),
#            then a NAS that goes wrong thousands of times (tests/soak), then some of the unit suite
#            under valgrind, then all of it under the address and undefined-behaviour sanitizers, then
#            the fuzzers (20 s each), then src/run.sh --demo in a fresh clone
#   --long   the same, with more time for the tests that take as much as they get (fuzzers: 60 s),
#            and with leaks of single objects looked for
# The last line is "N passed, N failed, N skipped". The exit status is 0 only if nothing failed and,
# where CI=true, nothing was skipped that tests/skips.txt does not name.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=src/packages.sh
. "$top/src/packages.sh"

stage=all
fuzz_seconds=20
for argument; do
  case $argument in
    quick) stage=quick ;;
    --long)
      export BACKSTAY_LONG=1
      fuzz_seconds=60
      ;;
    *) fail "usage: tests/run.sh [quick] [--long]" ;;
  esac
done

need_packages "${build_packages[@]}" "${look_packages[@]}" "${headless_packages[@]}" \
  "${test_packages[@]}"

[ "$stage" = quick ] || need_packages "${whole_packages[@]}"

results=$(mktemp -d "${TMPDIR:-/tmp}/backstay-tests.XXXXXX")
trap 'rm -rf "$results"' EXIT
status=0

# configure FOLDER OPTION…: the folder, with these options, whatever it had before.
configure ()
{
  local folder=$1 mode=()
  shift
  [ ! -f "$folder/build.ninja" ] || mode=(--reconfigure)
  mkdir -p "$folder"
  say "configuring $folder"
  meson setup "${mode[@]}" "$folder" "$top" "$@" > "$folder/setup.log" 2>&1 || {
    cat "$folder/setup.log"
    fail "meson could not configure $folder"
  }
}

# build FOLDER TARGET…: no target = all.
build ()
{
  local folder=$1
  shift
  say "building $folder"
  ninja -C "$folder" "$@" > "$folder/build.log" 2>&1 || {
    cat "$folder/build.log"
    fail "the build in $folder failed"
  }
}

# run_suites NAME FOLDER ARGUMENT…: tests of one build folder; keeps their results for the sum.
run_suites ()
{
  local name=$1 folder=$2
  shift 2
  say "testing: $name"
  rm -f "$folder/meson-logs/testlog-$name.json"
  meson test -C "$folder" --no-rebuild --print-errorlogs --logbase "testlog-$name" "$@" || status=1
  if [ -f "$folder/meson-logs/testlog-$name.json" ]; then
    cp "$folder/meson-logs/testlog-$name.json" "$results/$name.json"
  else
    say "no result of $name was written"
    status=1
  fi
}

# note NAME RESULT: the result of something that is no meson test.
note ()
{
  printf '{"name": "%s", "result": "%s"}\n' "$1" "$2" > "$results/$1.json"
  [ "$2" = OK ] || status=1
}

configure "$top/build" -Dtests=true -Dwerror=true
build "$top/build"
run_suites unit "$top/build" --suite unit
run_suites lint "$top/build" --suite lint
run_suites ui "$top/build" --suite ui --num-processes 2

if [ "$stage" = all ]; then
  run_suites e2e "$top/build" --suite e2e --num-processes 2
  run_suites flatpak "$top/build" --suite flatpak
  run_suites mutants "$top/build" --suite mutants
  run_suites analysis "$top/build" --suite analysis --num-processes 1
  run_suites soak "$top/build" --suite soak --num-processes 2
  run_suites valgrind "$top/build" --suite valgrind --num-processes 2

  configure "$top/build-asan" -Dtests=true -Db_sanitize=address,undefined -Db_lundef=false \
    --buildtype=debug --optimization=1
  build "$top/build-asan"
  export ASAN_OPTIONS="detect_leaks=1:abort_on_error=0"
  export LSAN_OPTIONS="suppressions=$top/tests/lsan.supp:print_suppressions=0"
  export UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1"
  patience=4
  if [ -n "${BACKSTAY_LONG-}" ]; then
    # Else the leak checker takes what GLib keeps in slices, and so every object, for one block that
    # is in use. Who leaked one is known only to the slow way to unwind a stack.
    export G_SLICE=always-malloc ASAN_OPTIONS="$ASAN_OPTIONS:fast_unwind_on_malloc=0"
    patience=12
  fi
  run_suites sanitizers "$top/build-asan" --suite unit --timeout-multiplier "$patience"
  unset G_SLICE
  unset ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS

  CC=clang configure "$top/build-fuzz" -Dtests=true -Dwerror=true -Dfuzz=true \
    -Db_sanitize=address,undefined -Db_lundef=false --buildtype=debug --optimization=1
  build "$top/build-fuzz" fuzzers
  say "testing: fuzzers"
  if "$top/tests/fuzz/run.sh" "$top/build-fuzz" "$fuzz_seconds"; then
    note fuzz OK
  else
    note fuzz FAIL
  fi

  say "testing: fresh clone"
  if "$top/tests/fresh-clone.sh" "$top"; then
    note fresh-clone OK
  else
    note fresh-clone FAIL
  fi
fi

/usr/bin/python3 "$top/tests/summary.py" "$top/tests/skips.txt" "$results" || status=1
exit "$status"
