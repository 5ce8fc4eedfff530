# jetpack: timeout=1s
# expect: {"kind": "timed-out", "duration_seconds": [1, 10]}
trap '' TERM INT HUP
while :; do sleep 4702; done
