# jetpack: timeout=1s
# expect: {"kind": "timed-out", "duration_seconds": [1, 10], "stdout": "waiting\n"}
print("waiting", flush=True)
while True:
    pass
