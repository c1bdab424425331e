#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/lint/format.sh [--fix] [FILE…]
# Holds the C code to .clang-format, or rewrites it. Without FILE: all of src/ and tests/.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
format=$(command -v clang-format-14 || :)
[ -n "$format" ] || {
  echo 'format.sh: clang-format-14 is missing; another version formats differently' >&2
  exit 1
}

fix=no
if [ "${1-}" = --fix ]; then
  fix=yes
  shift
fi
files=("$@")
if [ ${#files[@]} = 0 ]; then
  mapfile -t files < <(find "$top/src" "$top/tests" -name '*.[ch]' | sort)
fi
[ ${#files[@]} -gt 0 ] || {
  echo 'format.sh: no C files found' >&2
  exit 1
}

if [ "$fix" = yes ]; then
  exec "$format" --style=file -i "${files[@]}"
fi

# One process for all of them; the differences are looked for only where there are some.
if "$format" --style=file --dry-run --Werror "${files[@]}" 2> /dev/null; then
  echo "${#files[@]} files, 0 not formatted"
  exit 0
fi

bad=0
for file in "${files[@]}"; do
  if ! "$format" --style=file "$file" | diff -u --label "$file" --label 'as it should be' \
    "$file" -; then
    bad=$((bad + 1))
  fi
done
echo "${#files[@]} files, $bad not formatted"
[ "$bad" = 0 ] || {
  echo "To change them: tests/lint/format.sh --fix"
  exit 1
}
