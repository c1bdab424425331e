#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/fresh-clone.sh CHECKOUT
#
# What a reader of README.md does first: clones, types the first command, on a machine without a
# display. It has to show tasks, make a screenshot, and leave HOME as it was.
set -eu

checkout=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/backstay-clone.XXXXXX")
trap 'rm -rf "$folder"' EXIT

if [ -e "$checkout/.git" ]; then
  # The checkout may belong to somebody else than the one who tests.
  export GIT_CONFIG_GLOBAL="$folder/gitconfig"
  git config --global safe.directory '*'
  git clone -q --no-hardlinks "$checkout" "$folder/backstay"
else
  # An unpacked archive: the same, without what was built in it.
  mkdir "$folder/backstay"
  tar -C "$checkout" --exclude=./build --exclude='./build-*' -cf - . | tar -C "$folder/backstay" -xf -
fi

mkdir "$folder/home"
printf 'mine\n' > "$folder/home/file"
before=$(find "$folder/home" -printf '%P %s %T@ %m\n' | sort)
log=$folder/run.log
status=0
env -u DISPLAY -u WAYLAND_DISPLAY -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u XDG_CACHE_HOME \
  -u XDG_STATE_HOME HOME="$folder/home" \
  "$folder/backstay/src/run.sh" --demo --seconds 15 > "$log" 2>&1 || status=$?
cat "$log"

problem ()
{
  echo "fresh-clone: $*"
  exit 1
}
[ "$status" = 0 ] || problem "src/run.sh --demo ended with status $status"
tasks=$(sed -n 's/^The window shows \([0-9]*\) tasks:$/\1/p' "$log")
[ "${tasks:-0}" -ge 5 ] || problem "only '${tasks}' tasks were shown"
shot=$(sed -n 's/^Screenshot: //p' "$log")
[ -s "$shot" ] || problem "there is no screenshot at '$shot'"
colours=$(identify -format '%k' "$shot")
[ "$colours" -gt 50 ] || problem "the screenshot has $colours colours: an empty screen"
after=$(find "$folder/home" -printf '%P %s %T@ %m\n' | sort)
[ "$before" = "$after" ] || problem "HOME is not as it was:
$after"
if [ -e "$folder/backstay/.git" ]; then
  changed=$(git -C "$folder/backstay" status --porcelain)
  [ -z "$changed" ] || problem "the clone has new files that are not ignored:
$changed"
fi
echo "fresh-clone: $tasks tasks, $colours colours, HOME untouched"
