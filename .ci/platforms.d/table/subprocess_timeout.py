import subprocess
import time

start = time.monotonic()
try:
    subprocess.run(["sleep", "4716"], timeout=0.4)
except subprocess.TimeoutExpired as error:
    print(error.cmd, time.monotonic() - start < 3)
child = subprocess.Popen(["sleep", "4717"])
try:
    child.wait(timeout=0.2)
except subprocess.TimeoutExpired:
    print(child.poll())
child.kill()
print(child.wait())
