#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: src/headless.sh [-s SERVICE[,SERVICE…]] COMMAND [ARGUMENTS…]
#
# Runs COMMAND in a desktop session of its own: an X server without a screen (Xvfb), a session bus,
# an empty HOME. All of it ends with COMMAND, and COMMAND's exit status is passed on. Nothing of the
# user's session is seen or touched. On the bus only the named services can be activated (files of
# /usr/share/dbus-1/services without their suffix, or whole paths); by default none.
set -eu

services=
if [ "${1-}" = -s ]; then
  services=$2
  shift 2
fi

root=$(mktemp -d "${TMPDIR:-/tmp}/backstay.XXXXXX")
xvfb=
bus=
command=

# shellcheck disable=SC2317 # called by the trap
finish ()
{
  trap - EXIT
  trap '' HUP INT TERM
  # The command leads a process group of its own; the services leave when their bus does.
  if [ -n "$command" ]; then kill -- "-$command" 2>/dev/null || :; fi
  if [ -n "$bus" ]; then kill "$bus" 2>/dev/null || :; wait "$bus" 2>/dev/null || :; fi
  if [ -n "$xvfb" ]; then kill "$xvfb" 2>/dev/null || :; wait "$xvfb" 2>/dev/null || :; fi
  # A service that is just leaving may still write into the folder.
  for _ in 1 2 3 4 5; do
    rm -rf "$root" 2>/dev/null && break
    sleep 0.2
  done
}
trap finish EXIT

mkdir -p "$root/home/.config/gtk-4.0" "$root/run" "$root/services"
chmod 700 "$root/run"
# Without a desktop's settings GTK falls back to a font that no GNOME desktop shows.
printf '[Settings]\ngtk-font-name=Cantarell 11\n' > "$root/home/.config/gtk-4.0/settings.ini"

unset AT_SPI_BUS_ADDRESS DBUS_SESSION_BUS_ADDRESS DESKTOP_SESSION DISPLAY GNOME_KEYRING_CONTROL \
  GTK_THEME SESSION_MANAGER SSH_AUTH_SOCK WAYLAND_DISPLAY XAUTHORITY XDG_CACHE_HOME \
  XDG_CONFIG_HOME XDG_CURRENT_DESKTOP XDG_DATA_HOME XDG_STATE_HOME
export HOME="$root/home" XDG_RUNTIME_DIR="$root/run" GDK_BACKEND=x11 GIO_USE_VFS=local \
  GSETTINGS_BACKEND=memory ADW_DISABLE_PORTAL="${ADW_DISABLE_PORTAL-1}" \
  LC_ALL="${BACKSTAY_LOCALE-C.UTF-8}"
# There is no graphics card: drawing with cairo is exact, and does not load Mesa.
export GSK_RENDERER="${GSK_RENDERER-cairo}" GDK_DEBUG="${GDK_DEBUG-gl-disable}"

for service in ${services//,/ }; do
  case $service in
    /*) ln -s "$service" "$root/services/" ;;
    *) ln -s "/usr/share/dbus-1/services/$service.service" "$root/services/" ;;
  esac
done
cat > "$root/bus.conf" <<XML
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:dir=$root/run</listen>
  <auth>EXTERNAL</auth>
  <servicedir>$root/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
XML

# Xvfb chooses a free display and tells it when it is ready.
mkfifo "$root/display" "$root/address"
Xvfb -displayfd 3 -screen 0 "${BACKSTAY_SCREEN:-1280x800x24}" -nolisten tcp -noreset \
  3>"$root/display" >"$root/xvfb.log" 2>&1 &
xvfb=$!
read -r -t 30 display < "$root/display" || {
  printf 'headless.sh: Xvfb did not start:\n' >&2
  cat "$root/xvfb.log" >&2
  exit 99
}
export DISPLAY=":$display"

# The bus has to know the display before it starts services.
dbus-daemon --nofork --config-file="$root/bus.conf" --print-address=3 \
  3>"$root/address" >"$root/bus.log" 2>&1 &
bus=$!
read -r -t 30 DBUS_SESSION_BUS_ADDRESS < "$root/address" || {
  printf 'headless.sh: the session bus did not start:\n' >&2
  cat "$root/bus.log" >&2
  exit 99
}
export DBUS_SESSION_BUS_ADDRESS

# With job control the command gets a process group, so that all of it can be ended.
set -m
"$@" <&0 &
command=$!
set +m
interrupted=no
trap 'interrupted=yes; kill -- "-$command" 2>/dev/null || :' HUP INT TERM
status=0
wait "$command" || status=$?
# A signal ends the wait, not yet the command.
while [ "$interrupted" = yes ] && kill -0 "$command" 2>/dev/null; do
  interrupted=no
  status=0
  wait "$command" || status=$?
done
exit "$status"
