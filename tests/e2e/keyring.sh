#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: keyring.sh TEST-PROGRAM SESSION
#
# Runs the tests that belong to SESSION with the real gnome-keyring, in a desktop session of its own
# with an empty HOME: nothing of the user's keyring is seen or touched.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prompter=org.gnome.keyring.SystemPrompter
portal=org.freedesktop.portal.Desktop,org.freedesktop.portal.Documents
portal+=,org.freedesktop.impl.portal.PermissionStore,org.freedesktop.impl.portal.Secret

skip ()
{
  printf '1..0 # SKIP %s\n' "$*"
  exit 0
}

need ()
{
  local command
  for command; do
    command -v "$command" >/dev/null || skip "$command is not installed"
  done
}

# The daemon goes to the background before it has its name on the bus.
wait_for_keyring ()
{
  gdbus wait --session --timeout 20 org.freedesktop.secrets
}

# A keyring with the password "test", open.
start_keyring ()
{
  printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null
  wait_for_keyring
}

# A daemon that has no keyring yet.
start_empty ()
{
  gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1
  wait_for_keyring
}

# The services are not ours: their warnings are no failures. The program's are.
run ()
{
  G_DEBUG=fatal-warnings "$program" "$@"
}

run_in_flatpak ()
{
  G_DEBUG=fatal-warnings "$here/fake-flatpak.sh" io.github.backstay.Backstay.Test "$program" "$@"
}

# No secret that the test stored stands readable in HOME, nor in the log with everything switched on.
run_and_look_for_secrets ()
{
  local log=$XDG_RUNTIME_DIR/log status=0

  G_MESSAGES_DEBUG=all run "$@" >"$log" 2>&1 || status=$?
  if [ "$status" != 0 ]; then
    cat "$log"
    exit "$status"
  fi
  grep -E '^(ok|not ok|1\.\.)' "$log"
  grep -q 'bks-store-DEBUG' "$log" || { printf 'not ok - the log was not on\n'; exit 1; }
  if grep -rqaE "Gänse|G\\\\303\\\\244nse|q7Yt-device-id" "$log" "$HOME"; then
    printf 'not ok - a secret is readable in the log or in HOME\n'
    exit 1
  fi
}

program=$1
session=$2

if [ "${BACKSTAY_KEYRING_SESSION-}" != "$session" ]; then
  unset G_DEBUG G_MESSAGES_DEBUG SECRET_BACKEND
  need Xvfb dbus-daemon gdbus gnome-keyring-daemon
  services=
  case $session in
    answered | dismissed | prompt-cancelled)
      need xdotool openbox
      services=$prompter
      ;;
    flatpak | flatpak-locked)
      need bwrap
      [ -e "/usr/share/dbus-1/services/org.freedesktop.portal.Desktop.service" ] \
        || skip "xdg-desktop-portal is not installed"
      # Some containers may not make name spaces.
      bwrap --ro-bind / / true 2>/dev/null || skip "bwrap may not make a name space here"
      services=$portal
      ;;
  esac
  export BACKSTAY_KEYRING_SESSION=$session
  exec "$here/../../src/headless.sh" ${services:+-s "$services"} "$0" "$program" "$session"
fi

case $session in
  unlocked)
    start_keyring
    run_and_look_for_secrets -p /unlocked
    ;;
  answered | dismissed | prompt-cancelled)
    # The prompt takes the keyboard, which only a window manager gives.
    openbox >/dev/null 2>&1 &
    start_keyring
    run -p "/$session"
    ;;
  locked)
    start_keyring
    run -p /locked
    ;;
  not-set-up)
    start_empty
    run -p /not-set-up
    ;;
  absent)
    run -p /absent
    ;;
  no-bus)
    unset DISPLAY
    DBUS_SESSION_BUS_ADDRESS=unix:path=$XDG_RUNTIME_DIR/nothing run -p /absent
    ;;
  file)
    export SECRET_BACKEND=file SECRET_FILE_TEST_PASSWORD=test
    run -p /file
    ;;
  flatpak)
    start_keyring
    run_in_flatpak -p /file
    ;;
  flatpak-locked)
    start_empty
    run_in_flatpak -p /file-locked
    ;;
  *)
    printf 'keyring.sh: no session is called %s\n' "$session" >&2
    exit 64
    ;;
esac
