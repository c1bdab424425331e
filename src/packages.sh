# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
# Which packages the two commands need, and how they are installed. Sourced by src/run.sh and
# tests/run.sh. The names are Debian 12's.

build_packages=(
  desktop-file-utils
  gcc
  gettext
  glib-networking
  gtk-update-icon-cache
  libadwaita-1-dev
  libc6-dev
  libglib2.0-bin
  libglib2.0-dev
  libgnutls28-dev
  libgtk-4-dev
  libjson-glib-dev
  libsecret-1-dev
  libsoup-3.0-dev
  libsqlite3-dev
  libxml2-utils
  meson
  ninja-build
  pkgconf
)

# What a window needs to look right.
look_packages=(
  adwaita-icon-theme
  fonts-cantarell
  librsvg2-common
)

# An X server, a session bus and the accessibility bus of our own; a screenshot.
headless_packages=(
  at-spi2-core
  dbus-daemon
  gir1.2-atspi-2.0
  imagemagick
  python3
  python3-gi
  xvfb
)

# Validators, formatter, what drives a window like a person, the real keyring, and what makes and
# shows the man page.
test_packages=(
  appstream
  bubblewrap
  clang-format-14
  flatpak-builder
  gcr
  git
  gnome-keyring
  groff-base
  openbox
  python3-docutils
  shellcheck
  xdg-dbus-proxy
  xdg-desktop-portal
  xdg-desktop-portal-gnome
  xdg-desktop-portal-gtk
  xdotool
  xfce4-notifyd
  xfce4-panel
  xfconf
  zsh
)

# What only the whole run needs: the fuzzers' compiler, cppcheck, portals, a notification daemon, a
# panel, a web server to stand in front of the simulated NAS, Flatpak and what makes a runtime for it.
whole_packages=(
  clang
  cppcheck
  debian-archive-keyring
  elfutils
  flatpak
  gpg
  gpg-agent
  libclang-rt-14-dev
  mmdebstrap
  nginx-light
  openssl
  ostree
  patch
  valgrind
  xdg-dbus-proxy
  xdg-desktop-portal-gnome
  xdg-desktop-portal-gtk
  xfce4-notifyd
  xfce4-panel
)

say ()
{
  printf '%s: %s\n' "${0##*/}" "$*"
}

fail ()
{
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Prints those of the named packages that are not installed.
missing_packages ()
{
  local name status
  for name; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || :)
    [ "$status" = installed ] || printf '%s\n' "$name"
  done
}

# With the variables sudo and missing of its caller.
apt_install ()
{
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    "${missing[@]}"
}

# need_packages NAME…: returns when all of them are installed, else ends the script.
need_packages ()
{
  local id version missing sudo=() get log
  # shellcheck disable=SC1091
  id=$(. /etc/os-release 2>/dev/null && printf '%s' "${ID-}") || id=
  # shellcheck disable=SC1091
  version=$(. /etc/os-release 2>/dev/null && printf '%s' "${VERSION_ID-}") || version=
  if [ "$id" != debian ] || [ "$version" != 12 ]; then
    printf '%s: this script knows the packages of Debian 12, and this is %s %s.\n' \
      "${0##*/}" "${id:-an unknown system}" "$version" >&2
    printf 'Install what your system calls these, then use meson by hand (see README.md):\n%s\n' \
      "  $*" >&2
    exit 1
  fi

  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0

  get="apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    # Sudo may ask for a password only where somebody can type one.
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      sudo=(sudo)
    else
      printf '%s: packages are missing. Run this line as root, then start again:\n%s\n' \
        "${0##*/}" "  apt-get update && $get" >&2
      exit 1
    fi
  fi

  log=$(mktemp "${TMPDIR:-/tmp}/backstay-apt.XXXXXX")
  # A fresh machine has no package lists; an old list names packages that are gone.
  if ! apt-get install -y --simulate --no-install-recommends "${missing[@]}" >/dev/null 2>&1; then
    say "reading apt's package lists"
    "${sudo[@]}" apt-get update >"$log" 2>&1 || cat "$log" >&2
  fi
  say "installing with apt: ${missing[*]}"
  apt_install >"$log" 2>&1 || {
    say "reading apt's package lists again"
    "${sudo[@]}" apt-get update >>"$log" 2>&1 || :
    apt_install >>"$log" 2>&1 || {
      tail -n 40 "$log" >&2
      rm -f "$log"
      fail "apt could not install: ${missing[*]}"
    }
  }
  rm -f "$log"
}
