# jetpack: timeout=1s
# expect: {"kind": "timed-out", "duration_seconds": [1, 2.5], "stdout": "waiting\n"}
echo "waiting"
sleep 4701
