#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: fake-flatpak.sh APPLICATION-ID COMMAND [ARGUMENTS…]
#
# Runs COMMAND so that GLib, libsecret and the portal take it for a Flatpak of that name: they look
# at /.flatpak-info, the portal through /proc/PID/root. The root is a memory file system that holds
# the machine's folders; nothing is written to the real one. It is no sandbox.
set -eu
id=$1
shift

info=$XDG_RUNTIME_DIR/flatpak-info
printf '[Application]\nname=%s\nruntime=runtime/org.gnome.Platform/x86_64/43\n\n' "$id" > "$info"
printf '[Instance]\ninstance-id=1\napp-path=/app\n\n' >> "$info"
printf '[Context]\nshared=network;ipc;\nsockets=x11;session-bus;\n' >> "$info"

arguments=(--tmpfs /)
for entry in /*; do
  case $entry in
    /dev | /proc) ;;
    *)
      if [ -L "$entry" ]; then
        arguments+=(--symlink "$(readlink "$entry")" "$entry")
      elif [ -d "$entry" ]; then
        arguments+=(--bind "$entry" "$entry")
      fi
      ;;
  esac
done
exec bwrap "${arguments[@]}" --dev-bind /dev /dev --proc /proc --ro-bind "$info" /.flatpak-info \
  --chdir "$PWD" "$@"
