#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: desktop.sh LAB-PROGRAM SESSION
#
# Runs the tests that belong to SESSION with the real services of a desktop, in a session of their
# own with an empty HOME: nothing of the user's desktop is seen or touched.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

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

program=$1
session=$2

if [ "${BACKSTAY_DESKTOP_SESSION-}" != "$session" ]; then
  unset G_DEBUG G_MESSAGES_DEBUG GTK_A11Y NO_AT_BRIDGE
  need Xvfb dbus-daemon xdotool openbox
  services=org.a11y.Bus
  case $session in
    notifications)
      [ -e /usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service ] \
        || skip "xfce4-notifyd is not installed"
      services+=,org.xfce.Xfconf
      ;;
    tray)
      need xfce4-panel import xdg-dbus-proxy
      services+=,org.xfce.Xfconf
      ;;
  esac
  export BACKSTAY_DESKTOP_SESSION=$session BACKSTAY_DESKTOP_LAB=$program
  exec "$here/../../src/headless.sh" -s "$services" "$0" "$program" "$session"
fi

openbox >/dev/null 2>&1 &
exec /usr/bin/python3 "$here/desktop-$session.py"
