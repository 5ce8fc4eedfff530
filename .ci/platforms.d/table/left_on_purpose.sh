# jetpack: daemons=keep
# expect: {"exit_code": 0, "stdout": "started\n", "left": "sleep 4715"}
sleep 4715 >/dev/null 2>&1 &
echo "started"
