#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: flatpak/build.sh [--run] [--bundle FILE] [--url URL --key KEY [--runtime-repo URL]]
#
# Builds Backstay as a Flatpak, runs its unit tests in the sandbox, and installs it for this user.
#   --run          starts it afterwards
#   --bundle FILE  writes a single file that `flatpak install FILE` takes
#   --url URL      makes build-flatpak/repository ready to be served at URL, signed with the GnuPG key
#   --key KEY      KEY, and writes backstay.flatpakrepo and backstay.flatpakref beside it
#   --runtime-repo URL  where backstay.flatpakref says that the runtime comes from
# Everything is made in build-flatpak/. The runtime comes from the remotes that you have, for example
# Flathub. Debian 12's flatpak-builder is too old for its SDK: there, install org.flatpak.Builder.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
id=io.github.backstay.Backstay
manifest=$top/flatpak/$id.json
work=$top/build-flatpak

fail ()
{
  printf 'build.sh: %s\n' "$*" >&2
  exit 1
}

run=no
bundle=
url=
key=
runtime_repo=
while [ $# -gt 0 ]; do
  case $1 in
    --run) run=yes ;;
    --bundle | --url | --key | --runtime-repo)
      [ $# -ge 2 ] || fail "$1 wants a value"
      case $1 in
        --bundle) bundle=$2 ;;
        --url) url=$2 ;;
        --key) key=$2 ;;
        --runtime-repo) runtime_repo=$2 ;;
      esac
      shift
      ;;
    *) fail "there is no option $1; the first lines of this script name them" ;;
  esac
  shift
done
if [ "${url:+yes}" != "${key:+yes}" ]; then fail "--url and --key belong together"; fi

if flatpak info org.flatpak.Builder >/dev/null 2>&1; then
  builder=(flatpak run org.flatpak.Builder)
elif command -v flatpak-builder >/dev/null; then
  builder=(flatpak-builder)
else
  fail "there is no flatpak-builder: install it, or the Flatpak org.flatpak.Builder"
fi
options=(--user --install --force-clean --state-dir="$work/state" --repo="$work/repository")
# It protects the cache of the build, and nothing else; many containers have no FUSE.
[ -r /dev/fuse ] && [ -w /dev/fuse ] || options+=(--disable-rofiles-fuse)
if flatpak remotes --columns=name | grep -qx flathub; then options+=(--install-deps-from=flathub); fi
if [ -n "$key" ]; then options+=(--gpg-sign="$key"); fi

mkdir -p "$work"
"${builder[@]}" "${options[@]}" "$work/app" "$manifest"

if [ -n "$bundle" ]; then
  flatpak build-bundle "$work/repository" "$bundle" "$id"
  printf 'build.sh: %s, %s bytes\n' "$bundle" "$(stat -c %s "$bundle")"
fi

if [ -n "$url" ]; then
  flatpak build-update-repo --title=Backstay --default-branch=master --generate-static-deltas \
    --gpg-sign="$key" "$work/repository"
  public=$(gpg --export "$key" | base64 --wrap=0)
  for kind in flatpakrepo flatpakref; do
    sed -e "s|@URL@|$url|" -e "s|@KEY@|$public|" -e "s|@RUNTIME_REPO@|$runtime_repo|" \
      -e '/^RuntimeRepo=$/d' "$top/flatpak/backstay.$kind.in" > "$work/backstay.$kind"
  done
  printf 'build.sh: %s, %s and %s\n' "$work/repository" "$work/backstay.flatpakrepo" \
    "$work/backstay.flatpakref"
fi

if [ "$run" = yes ]; then exec flatpak run --user "$id"; fi
