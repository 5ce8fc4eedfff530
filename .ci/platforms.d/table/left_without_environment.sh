# expect: {"exit_code": 3, "stdout": "done\n"}
env -i /bin/sleep 4713 &
echo "done"
exit 3
