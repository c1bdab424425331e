#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/lint/manifest.sh WORK-FOLDER
# The Flatpak manifest, as flatpak-builder reads it.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
command -v flatpak-builder >/dev/null || {
  echo 'skipped: flatpak-builder is not installed'
  exit 77
}
# It leaves a folder for its state where it runs.
mkdir -p "$1"
cd "$1"
for manifest in "$top"/flatpak/*.json; do
  flatpak-builder --show-manifest "$manifest"
done
