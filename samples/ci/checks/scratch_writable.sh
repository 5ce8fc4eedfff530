#!/bin/bash
# jetpack: timeout=20s
# Can jobs write to the scratch disk?
set -u

folder=${SCRATCH_FOLDER:-/tmp}
if ! file=$(mktemp -p "$folder" .jetpack-check.XXXXXX); then
  echo "nothing can be written to $folder" >&2
  exit 1
fi
rm -f "$file"
echo "$folder is writable"
