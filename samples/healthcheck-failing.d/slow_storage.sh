#!/bin/bash
# jetpack: timeout=1s
# Hangs, and is ended after a second: the exit code below is never reached.
echo "waiting for /scratch to answer" >&2
sleep 600
exit 254
