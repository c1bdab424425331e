#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: cppcheck.sh
#
# What cppcheck finds in src/. What it finds without reason is explained in cppcheck.txt.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
# Macros that it does not know and that define functions.
exec cppcheck -j 2 --quiet --error-exitcode=1 --std=c11 --library=gtk --inline-suppr \
  --enable=warning,performance,portability --suppressions-list="$here/cppcheck.txt" \
  '-DG_DEFINE_ENUM_TYPE(name,prefix,...)=' '-DG_DEFINE_EXTENDED_ERROR(name,prefix)=' \
  --template='{file}:{line}: {message} [{id}]' -I src src
