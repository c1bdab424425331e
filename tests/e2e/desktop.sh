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
    portal-*)
      need bwrap desktop-file-validate
      [ -e /usr/share/dbus-1/services/org.freedesktop.portal.Desktop.service ] \
        || skip "xdg-desktop-portal is not installed"
      # Some containers may not make name spaces.
      bwrap --ro-bind / / true 2>/dev/null || skip "bwrap may not make a name space here"
      portal=org.freedesktop.portal.Desktop,org.freedesktop.portal.Documents
      portal+=,org.freedesktop.impl.portal.PermissionStore
      case $session in
        portal-gtk)
          services+=,$portal,org.freedesktop.impl.portal.desktop.gtk,org.xfce.Xfconf
          ;;
        portal-gnome)
          [ -e /usr/share/dbus-1/services/org.freedesktop.impl.portal.desktop.gnome.service ] \
            || skip "xdg-desktop-portal-gnome is not installed"
          services+=,$portal,org.freedesktop.impl.portal.desktop.gnome
          services+=,org.freedesktop.impl.portal.desktop.gtk
          ;;
      esac
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
case $session in
  portal-gnome)
    # The portals choose their helpers by it, and the bus starts them.
    export XDG_CURRENT_DESKTOP=GNOME
    dbus-update-activation-environment XDG_CURRENT_DESKTOP
    ;;
esac
exec /usr/bin/python3 "$here/desktop-${session/#portal-*/portals}.py"
