# expect: {"exit_code": 0, "reason": "/1 process it left behind was killed: sleep 4712 .*/"}
setsid sleep 4712 &
sleep 0.2
