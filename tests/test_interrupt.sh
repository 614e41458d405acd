#!/usr/bin/env bash
# What must hold when a run is killed or the disk is full, at any point. Parts in failure/.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

. tests/failure/exports.sh
for part in ${PARTS:-disk kill register_kill}; do
    . "tests/failure/$part.sh"
done
finish
