# jetpack: timeout=1s
# expect: {"kind": "timed-out", "duration_seconds": [1, 10]}
setsid bash -c 'trap "" TERM; sleep 4703; sleep 4703' &
nohup sleep 4704 >/dev/null 2>&1 &
(sleep 4705 & wait) &
wait
