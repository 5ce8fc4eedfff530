import signal
import subprocess

for end in ("terminate", "kill"):
    child = subprocess.Popen(["sleep", "4718"])
    print(child.poll())
    getattr(child, end)()
    print(child.wait(), child.poll())
child = subprocess.Popen(["bash", "-c", "trap 'exit 9' USR1; echo ready; while :; do sleep 0.05; done"], stdout=subprocess.PIPE)
print(child.stdout.readline())
child.send_signal(signal.SIGUSR1)
print(child.wait())
