# expect: {"exit_code": 0, "reason": "/1 process it left behind was killed: sleep 4711 .*/", "duration_seconds": [0, 10]}
sleep 4711 &
