#!/bin/bash
# Jobs can write to the scratch folder.
set -euo pipefail

file=$(mktemp "$(jetpack config sample.folder)/scratch/test.XXXXXX")
rm "$file"
