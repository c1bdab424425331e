#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/headless.sh -s org.a11y.Bus tests/ui/demo-home.sh PROGRAM [ARGUMENTS…]
# The demo writes nothing to the user's files: HOME is the same after it as before.
set -eu

snapshot ()
{
  (
    cd "$HOME"
    find . -type f -printf '%p %m %T@\n' -o -printf '%p %m\n'
    find . -type f -exec sha256sum {} +
  ) | sort
}

# The font cache is the machine's business, not the program's.
fc-list >/dev/null
printf 'mine\n' > "$HOME/file"
before=$(snapshot)
"$(dirname "$0")/../../src/show-window.py" --seconds 6 --screenshot "$XDG_RUNTIME_DIR/shot.png" \
  -- "$@"
after=$(snapshot)
if [ "$before" != "$after" ]; then
  echo 'HOME has changed:'
  diff <(printf '%s\n' "$before") <(printf '%s\n' "$after") || :
  exit 1
fi
echo "HOME is as it was: $(printf '%s\n' "$after" | wc -l) entries"
