#!/bin/sh
# What checks usually do.
uptime >/dev/null 2>&1
# the working directory is deleted afterwards
mkdir -p left/behind && : >left/behind/file
exit 0
