#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/headless.sh [-s SERVICE[,SERVICE…]] COMMAND [ARGUMENTS…]
# The session without a screen of src/headless.sh, as tests want it: every warning ends the program,
# and accessibility speaks to no bus unless the test asks for one with -s org.a11y.Bus.
set -eu
export G_DEBUG="${G_DEBUG-fatal-warnings}" NO_AT_BRIDGE=1 TZ="${TZ-UTC}"
case "${1-} ${2-}" in
  "-s "*org.a11y.Bus*) ;;
  *) export GTK_A11Y="${GTK_A11Y-test}" ;;
esac
exec "$(dirname "$0")/../src/headless.sh" "$@"
