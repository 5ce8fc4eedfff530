#!/bin/bash
# A scratch folder for jobs, in which everybody may write and nobody may remove what is another's.
set -euo pipefail

scratch=$(jetpack config sample.folder)/scratch
mkdir -p "$scratch"
chmod 1777 "$scratch"
echo "$scratch: $(stat -c %A "$scratch")"
