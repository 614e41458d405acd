#!/usr/bin/env bash
# What must hold when things go wrong: a second run, broken exports, rules and registers, huge records,
# odd surroundings. Parts in failure/.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

. tests/failure/exports.sh
for part in ${PARTS:-surroundings refused rules output lock register bounds}; do
    . "tests/failure/$part.sh"
done
finish
