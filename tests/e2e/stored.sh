#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: stored.sh BACKSTAY BACKSTAYCTL DEMO-NAS
#
# What the command stores, the window shows at its next start, with the real keyring between them;
# removed, it is gone from there. In a desktop session of its own with an empty HOME.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

skip ()
{
  printf '1..0 # SKIP %s\n' "$*"
  exit 0
}

if [ -z "${BACKSTAY_STORED_SESSION-}" ]; then
  unset SECRET_BACKEND
  for command in Xvfb dbus-daemon gnome-keyring-daemon gdbus; do
    command -v "$command" >/dev/null || skip "$command is not installed"
  done
  export BACKSTAY_STORED_SESSION=1
  exec "$here/../../src/headless.sh" -s org.a11y.Bus "$0" "$@"
fi

window=$1
ctl=$2
demo=$3
number=0

check ()
{
  local name=$1
  shift
  number=$((number + 1))
  if "$@" > "$XDG_RUNTIME_DIR/said" 2>&1; then
    printf 'ok %d - %s\n' "$number" "$name"
  else
    printf 'not ok %d - %s\n' "$number" "$name"
    sed 's/^/# /' "$XDG_RUNTIME_DIR/said"
    exit 1
  fi
}

count_items ()
{
  gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets \
    --method org.freedesktop.Secret.Service.SearchItems "{}" \
    | grep -o "'/org/freedesktop/secrets/collection/[^']*'" | wc -l
}

has_items () { [ "$(count_items)" = "$1" ]; }

shows_tasks ()
{
  "$here/../../src/show-window.py" --seconds 3 --screenshot "$XDG_RUNTIME_DIR/shot.png" \
    -- "$window" > "$XDG_RUNTIME_DIR/shown" 2>&1 || { cat "$XDG_RUNTIME_DIR/shown"; return 1; }
  grep 'Photos off-site on office' "$XDG_RUNTIME_DIR/shown"
}

has_no_secret ()
{
  ! grep -rqaF 'demo+password' "$HOME"
}

add ()
{
  printf 'demo+password\n' | "$ctl" nas add office --url "$url" --account demo \
    --password-file - --allow-plain-http
}

printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null
# It goes into the background before it is on the bus.
gdbus wait --session --timeout 20 org.freedesktop.secrets
mkfifo "$XDG_RUNTIME_DIR/demo"
"$demo" > "$XDG_RUNTIME_DIR/demo" &
nas=$!
trap 'kill "$nas"' EXIT
read -r line < "$XDG_RUNTIME_DIR/demo"
url=${line#*\"url\":\"}
url=${url%%\"*}

check 'nothing is stored at first' has_items 0
check 'nas add stores' add
check 'the password is in the keyring' has_items 1
check 'tasks finds it there' "$ctl" tasks
check 'the window shows the tasks' shows_tasks
check 'no secret stands in HOME' has_no_secret
check 'nas remove removes' "$ctl" nas remove office
check 'the keyring is empty' has_items 0
printf '1..%d\n' "$number"
