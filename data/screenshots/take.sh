#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: data/screenshots/take.sh [BUILD-FOLDER]
#
# Takes the pictures of this folder anew, from the demo. Needs what tests/run.sh installs.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "${1:-$top/build}" && pwd)

# shot NAME COMMAND VARIABLE=VALUE…: starts the demo, waits for its rows, runs the command if there is
# one, keeps its window's picture.
shot ()
{
  local name=$1 then=$2 picture
  shift 2
  picture=$(mktemp "${TMPDIR:-/tmp}/backstay-shot.XXXXXX.png")
  env BACKSTAY_SCREEN=1136x756x24 "$@" "$top/src/headless.sh" -s org.a11y.Bus \
    /usr/bin/python3 "$top/src/show-window.py" --seconds 1 --screenshot "$picture" \
    ${then:+--then "$then"} -- "$build/src/app/backstay" --demo
  convert "$picture" -trim +repage -strip "$top/data/screenshots/$name.png"
  rm -f "$picture"
}

shot main ''
shot main-dark '' ADW_DEBUG_COLOR_SCHEME=prefer-dark
# The first row, which is the worst: a person would open it by the mouse as well.
shot task 'xdotool mousemove 450 235 click 1'
shot log 'xdotool mousemove 600 600 key ctrl+4'
