#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every shell script of the project through shellcheck.
set -eu
cd "$(dirname "$0")/../.."
mapfile -t scripts < <(find src tests data flatpak .ci -type f \( -name '*.sh' -o -name '*.bash' -o -path '.ci/run' \) | sort)
[ ${#scripts[@]} -gt 0 ]
shellcheck -x "${scripts[@]}"
echo "${#scripts[@]} scripts, no complaint"
