#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/lint/manifest.sh STATE-FOLDER
# The Flatpak manifest, as flatpak-builder reads it.
set -eu
cd "$(dirname "$0")/../.."
command -v flatpak-builder >/dev/null || {
  echo 'skipped: flatpak-builder is not installed'
  exit 77
}
for manifest in flatpak/*.json; do
  flatpak-builder --state-dir "$1" --show-manifest "$manifest"
done
