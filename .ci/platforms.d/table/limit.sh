# jetpack: timeout=1s
# expect: {"kind": "timed-out", "duration_seconds": [1, 10], "stdout": "waiting\n"}
echo "waiting"
sleep 4701
