#!/bin/bash
# The message of the day is the one of this project.
set -euo pipefail

cmp ../files/motd "$(jetpack config sample.folder)/motd"
