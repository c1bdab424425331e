#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: session.sh DEMO-NAS
#
# Runs the installed Flatpak in two desktop sessions of their own, with the real keyring, portals and
# notification daemon: the desktop with a tray's kind of notices, and GNOME's portals, which alone
# know about the background.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
demo=$1
session=${2-}

if [ -z "$session" ]; then
  "$0" "$demo" desktop
  "$0" "$demo" background
  exit 0
fi

if [ "${BACKSTAY_FLATPAK_SESSION-}" != "$session" ]; then
  export BACKSTAY_FLATPAK_SESSION=$session
  services=org.a11y.Bus,org.xfce.Xfconf,org.freedesktop.portal.Desktop
  services+=,org.freedesktop.portal.Documents,org.freedesktop.portal.Flatpak
  services+=,org.freedesktop.impl.portal.PermissionStore,org.freedesktop.impl.portal.Secret
  services+=,org.freedesktop.impl.portal.desktop.gtk
  # What a login session finds by itself: the program's own service, as Flatpak exports it.
  services+=,$FLATPAK_USER_DIR/exports/share/dbus-1/services/io.github.backstay.Backstay.service
  [ "$session" != background ] || services+=,org.freedesktop.impl.portal.desktop.gnome
  exec "$here/../../src/headless.sh" -s "$services" "$0" "$demo" "$session"
fi

openbox >/dev/null 2>&1 &
if [ "$session" = background ]; then
  export XDG_CURRENT_DESKTOP=GNOME
  dbus-update-activation-environment XDG_CURRENT_DESKTOP
fi
printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null
gdbus wait --session --timeout 20 org.freedesktop.secrets
exec /usr/bin/python3 "$here/session.py" "$demo" "$session"
