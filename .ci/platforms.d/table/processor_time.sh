# expect: {"exit_code": 0, "cpu_seconds": [0.15, 10]}
for ((i = 0; i < 200000; i++)); do :; done
