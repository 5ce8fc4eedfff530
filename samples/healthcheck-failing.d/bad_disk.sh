#!/bin/bash
# Decides that this machine must go: exit code 254, with the reason on stderr.
echo "/dev/sdb: 14 reallocated sectors (limit 0), SMART says FAILING_NOW" >&2
exit 254
