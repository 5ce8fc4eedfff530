#!/bin/sh
# What checks usually do.
uptime >/dev/null 2>&1
exit 0
