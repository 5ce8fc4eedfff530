#!/bin/bash
# Puts the message of the day into the folder that node.json names.
set -euo pipefail

folder=$(jetpack config sample.folder)
mkdir -p "$folder"
# the working directory of a script is its own folder
cp ../files/motd "$folder/motd"
echo "$folder/motd has $(wc -l <"$folder/motd") lines"
