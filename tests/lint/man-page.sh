#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/lint/man-page.sh PAGE
# The man page as a terminal and a printer get it: no warning, and nothing lost.
set -eu
command -v groff >/dev/null || {
  echo 'skipped: groff is not installed'
  exit 77
}
work=$(mktemp -d "${TMPDIR:-/tmp}/backstay-man.XXXXXX")
trap 'rm -rf "$work"' EXIT

for device in utf8 ps; do
  groff -ww -K utf8 -t -man -T "$device" "$1" > "$work/$device" 2> "$work/warnings"
  if [ -s "$work/warnings" ]; then
    cat "$work/warnings"
    exit 1
  fi
done
# Bold letters are written over themselves, or with control sequences, as the system has it.
sed 's/.\x08//g; s/\x1b\[[0-9;]*m//g' "$work/utf8" > "$work/text"
for section in NAME SYNOPSIS DESCRIPTION CONNECTION OPTIONS COMMANDS JSON 'EXIT STATUS' EXAMPLES FILES; do
  grep -qx "$section" "$work/text" || {
    echo "the section $section is not there"
    exit 1
  }
done
grep -q '^ *backstayctl - ' "$work/text" || {
  echo 'the line that whatis and apropos read is not there'
  exit 1
}
if grep -n '@[A-Z]*@\|\*\*' "$work/text"; then
  echo 'this is markup, not text'
  exit 1
fi
echo "$(wc -l < "$work/text") lines, no warning"
