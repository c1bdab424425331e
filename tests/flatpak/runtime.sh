#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: runtime.sh FOLDER VERSION
#
# Makes a stand-in for the GNOME runtime out of Debian 13's packages, as a repository in
# FOLDER/repository that `flatpak install` reads. It takes some minutes and 1 GB, so it is kept, and
# made anew only when this script or VERSION has changed. As root: it makes root file systems.
#
# It shows that the manifest builds offline, that its permissions are enough, and that the program
# runs in the sandbox without development files. It does not show that it builds with the real SDK:
# the libraries are those of GNOME 48's time, whatever VERSION says. What is built with it is a test
# of the recipe, never something to give to others.
set -eu

folder=$1
version=$2
suite=trixie
arch=$(flatpak --default-arch)
stamp="$version $(sha256sum < "$0")"

if [ "$(cat "$folder/stamp" 2>/dev/null || :)" = "$stamp" ]; then
  exit 0
fi

# What the real runtime has, as far as the manifest relies on it.
platform=(
  adwaita-icon-theme
  ca-certificates
  dbus-bin
  dconf-gsettings-backend
  fontconfig
  fonts-cantarell
  glib-networking
  gsettings-desktop-schemas
  hicolor-icon-theme
  libadwaita-1-0
  libegl-mesa0
  libegl1
  libgl1
  libgl1-mesa-dri
  libglib2.0-bin
  libgnutls30t64
  libgtk-4-1
  libgtk-4-bin
  libjson-glib-1.0-0
  librsvg2-common
  libsecret-1-0
  libsoup-3.0-0
  libsqlite3-0
  locales
  procps
  python3-minimal
  shared-mime-info
)
# Debian 12's flatpak-builder wants appstream-compose, newer ones want appstreamcli compose.
sdk=(
  "${platform[@]}"
  appstream
  appstream-compose
  appstream-util
  bzip2
  desktop-file-utils
  elfutils
  file
  gcc
  gettext
  git
  libadwaita-1-dev
  libc6-dev
  libglib2.0-dev
  libglib2.0-dev-bin
  libgnutls28-dev
  libgtk-4-dev
  libjson-glib-dev
  libsecret-1-dev
  libsoup-3.0-dev
  libsqlite3-dev
  libxml2-utils
  make
  meson
  ninja-build
  patch
  pkgconf
  python3
  unzip
  xz-utils
)

# From where this machine has its packages, Debian 13's come too.
mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -1)
[ -n "$mirror" ] || mirror=$(sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' /etc/apt/sources.list | head -1)

# root_file_system NAME PACKAGE…
root_file_system ()
{
  local name=$1
  shift
  # shellcheck disable=SC2016 # mmdebstrap's own shell knows what $1 is
  mmdebstrap --quiet --mode=root --variant=minbase --components=main \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/gtk-doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-include=/usr/share/locale/locale.alias' \
    --dpkgopt=force-unsafe-io \
    --aptopt='Acquire::Languages "none"' \
    --aptopt='APT::Install-Recommends "false"' \
    --include="$(IFS=,; echo "$*")" \
    --customize-hook='chroot "$1" localedef -i en_US -f UTF-8 en_US.UTF-8' \
    "$suite" "$folder/root-$name" "$mirror"
}

# runtime NAME ID: a root file system's /usr and /etc, without what is a host's, in the repository.
runtime ()
{
  local name=$1 id=$2 root=$folder/root-$1 tree=$folder/tree-$1 pretty

  mkdir "$tree"
  cp -al "$root/usr" "$tree/files"
  cp -a "$root/etc" "$tree/files/etc"
  (
    cd "$tree/files/etc"
    rm -rf apt dpkg passwd* group* shadow* gshadow* subuid* subgid* machine-id hostname hosts \
      resolv.conf mtab localtime motd fstab pam.d init.d rc?.d cron.daily
  )
  rm -rf "$tree/files/games" "$tree/files/local" "$tree/files/src"
  # The user who installs it has to read it all.
  find "$tree/files" ! -type l ! -perm -o+r -exec chmod a+rX {} +
  pretty=$(sed -n 's/^PRETTY_NAME="\(.*\)"$/\1/p' "$root/usr/lib/os-release")
  rm -f "$tree/files/lib/os-release" "$tree/files/etc/os-release"
  printf 'NAME="%s stand-in"\nID=standin\nVERSION_ID=%s\nPRETTY_NAME="Stand-in for %s %s, made of packages of %s"\n' \
    "$id" "$version" "$id" "$version" "$pretty" > "$tree/files/lib/os-release"
  ln -s ../lib/os-release "$tree/files/etc/os-release"
  cat > "$tree/metadata" << END
[Runtime]
name=$id
runtime=org.gnome.Platform/$arch/$version
sdk=org.gnome.Sdk/$arch/$version

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
END
  ostree commit --repo="$folder/repository" --branch="runtime/$id/$arch/$version" \
    --tree=dir="$tree" --owner-uid=0 --owner-gid=0 --no-xattrs --canonical-permissions \
    --mode-ro-executables --add-metadata-string=xa.metadata="$(cat "$tree/metadata")"$'\n' \
    --subject="stand-in for $id $version"
}

rm -rf --one-file-system "$folder"
mkdir -p "$folder"
chmod 755 "$folder"

root_file_system platform "${platform[@]}" & first=$!
# While one of them is being made it has /proc mounted in it: both are waited for, whatever happens.
status=0
root_file_system sdk "${sdk[@]}" || status=$?
wait "$first" || status=$?
[ "$status" = 0 ] || exit "$status"

ostree init --mode=bare-user-only --repo="$folder/repository"
runtime platform org.gnome.Platform
runtime sdk org.gnome.Sdk
flatpak build-update-repo "$folder/repository"
rm -rf --one-file-system "$folder"/root-* "$folder"/tree-*
printf '%s\n' "$stamp" > "$folder/stamp"
