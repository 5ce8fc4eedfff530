# expect: {"exit_code": 0, "cpu_seconds": [0.2, 20]}
import time

end = time.thread_time() + 0.3
while time.thread_time() < end:
    pass
