#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: flatpak.sh DEMO-NAS
#
# Builds the Flatpak of this checkout by its manifest, installs it from a bundle and from a signed
# repository, and runs it (session.sh): all of it as an ordinary user, on a stand-in for the GNOME
# runtime (runtime.sh, which says what that shows and what not). The stand-in is kept in
# /var/tmp/backstay-flatpak, or in the folder that BACKSTAY_FLATPAK names.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
id=io.github.backstay.Backstay
kept=${BACKSTAY_FLATPAK-/var/tmp/backstay-flatpak}
demo=$(realpath "$1")

skip ()
{
  printf '1..0 # SKIP %s\n' "$*"
  exit 0
}

for command in dbus-daemon flatpak flatpak-builder gpg mmdebstrap ostree python3 setpriv tar; do
  command -v "$command" >/dev/null || skip "$command is not installed"
done
[ "$(id -u)" = 0 ] || skip "the stand-in for the runtime is made as root"
# Root here is not root at a user's: everything after the runtime is done by somebody without rights.
user=$(id -u nobody)
group=$(id -g nobody)
setpriv --reuid="$user" --regid="$group" --clear-groups bwrap --unshare-all --ro-bind / / \
  --proc /proc true 2>/dev/null || skip "bwrap may not make name spaces for an ordinary user here"

lab=$(mktemp -d /var/tmp/backstay-flatpak-test.XXXXXX)
bus=
finish ()
{
  [ -z "$bus" ] || kill "$bus" 2>/dev/null || :
  as_user gpgconf --kill all >/dev/null 2>&1 || :
  rm -rf "$lab"
}
trap finish EXIT

number=0
# step NAME COMMAND…: one line of TAP; the command's output only if it fails, which ends the test. As
# the condition of an "if" the command would go on after its own failures, so it is none.
step ()
{
  local name=$1 began=$SECONDS status
  shift
  number=$((number + 1))
  set +e
  (
    set -e
    "$@"
  ) > "$lab/log" 2>&1
  status=$?
  set -e
  if [ "$status" = 0 ]; then
    printf 'ok %d - %s\n# %d s\n' "$number" "$name" $((SECONDS - began))
  else
    printf 'not ok %d - %s\n' "$number" "$name"
    tail -n 100 "$lab/log" | sed 's/^/# /'
    exit 1
  fi
}

# Without what this process was told by its environment, and with a bus where flatpak looks for the
# system's: it asks there for parental controls, and gives up where there is none.
as_user=(
  setpriv --reuid="$user" --regid="$group" --clear-groups
  env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME="$lab/home" FLATPAK_USER_DIR="$lab/flatpak"
  GNUPGHOME="$lab/gnupg" DBUS_SYSTEM_BUS_ADDRESS="unix:path=$lab/bus" TMPDIR="$lab/tmp"
  BACKSTAY_SCREENSHOTS="${BACKSTAY_SCREENSHOTS-}"
)
as_user ()
{
  "${as_user[@]}" "$@"
}

runtimes ()
{
  as_user flatpak --user remote-add --no-gpg-verify standin "file://$kept/repository"
  as_user flatpak --user install -y --noninteractive standin \
    "org.gnome.Platform//$version" "org.gnome.Sdk//$version"
}

build ()
{
  as_user gpg --batch --passphrase '' --quick-generate-key 'Backstay, for a test' default default never
  key=$(as_user gpg --list-keys --with-colons | sed -n 's/^fpr:*\([0-9A-F]*\):$/\1/p' | head -1)
  as_user "$lab/source/flatpak/build.sh" --bundle "$lab/backstay.flatpak" \
    --url "file://$lab/source/build-flatpak/repository" --key "$key"
}

# What the sandbox lets through is what the manifest names, and no more. "talk" is the tray.
permissions ()
{
  as_user flatpak --user info --show-permissions "$id" | grep -v '^$' | tee "$lab/permissions"
  diff "$lab/permissions" - << 'END'
[Context]
shared=network;ipc;
sockets=x11;wayland;fallback-x11;
devices=dri;
[Session Bus Policy]
org.kde.StatusNotifierWatcher=talk
END
}

installed ()
{
  as_user flatpak --user list --app --columns=application,origin
}

from_bundle ()
{
  as_user flatpak --user uninstall -y --noninteractive "$id"
  as_user flatpak --user install -y --noninteractive "$lab/backstay.flatpak"
  installed | grep -q "^$id"
}

from_repository ()
{
  as_user flatpak --user uninstall -y --noninteractive "$id"
  as_user flatpak --user remote-add --from signed "$lab/source/build-flatpak/backstay.flatpakrepo"
  as_user flatpak --user remote-ls signed --app --columns=application | grep -qx "$id"
  as_user flatpak --user remote-delete --force signed
  as_user flatpak --user install -y --noninteractive --from \
    "$lab/source/build-flatpak/backstay.flatpakref"
  installed | grep -q "^$id.*backstay"
  # A key that is not the signature's is refused.
  as_user gpg --batch --passphrase '' --quick-generate-key 'Another' default default never
  other=$(as_user gpg --export Another | base64 --wrap=0)
  sed "s|^GPGKey=.*|GPGKey=$other|" "$lab/source/build-flatpak/backstay.flatpakrepo" > "$lab/forged"
  if {
    as_user flatpak --user remote-add --from forged "$lab/forged" \
      && as_user flatpak --user remote-ls forged --app
  } > "$lab/refusal" 2>&1; then
    printf 'a repository whose signature is of another key was accepted\n'
    return 1
  fi
  cat "$lab/refusal"
  grep -qi 'signature' "$lab/refusal"
}

version=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["runtime-version"])' \
  "$top/flatpak/$id.json")
chmod 755 "$lab"
mkdir "$lab/home" "$lab/tmp" "$lab/source"
mkdir -m 700 "$lab/gnupg"
tar -C "$top" --exclude=./build --exclude='./build-*' --exclude=./.git -cf - . \
  | tar -C "$lab/source" -xf -
install -m 755 "$demo" "$lab/demo-nas"
chown -R "$user:$group" "$lab"
# The user's own: a session's bus lets in nobody else.
"${as_user[@]}" dbus-daemon --session --nofork --address="unix:path=$lab/bus" >/dev/null 2>&1 &
bus=$!

printf '1..7\n# on a stand-in for org.gnome.Platform %s, made of Debian 13: no proof for the real one\n' \
  "$version"
step 'the stand-in for the runtime' "$here/runtime.sh" "$kept" "$version"
for _ in $(seq 100); do [ -S "$lab/bus" ] && break; sleep 0.1; done
step 'the runtime is installed' runtimes
step 'the manifest builds, with its unit tests in the sandbox' build
step 'it may do what the manifest says, and nothing else' permissions
step 'a bundle of one file installs' from_bundle
step 'a signed repository installs by its .flatpakref; a wrong key is refused' from_repository
step 'it runs in its sandbox' as_user "$lab/source/tests/flatpak/session.sh" "$lab/demo-nas"
