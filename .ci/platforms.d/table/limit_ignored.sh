# jetpack: timeout=1s
# expect: {"kind": "timed-out", "duration_seconds": [1, 3]}
trap '' TERM INT HUP
while :; do sleep 4702; done
