import subprocess

for command in ("exit 0", "exit 3", "exit 254", "exit 139", "kill -9 $$", "kill -SEGV $$", "kill -TERM $$", "exit 137"):
    print(command, subprocess.run(["bash", "-c", command], stderr=subprocess.DEVNULL).returncode)
print(subprocess.call("exit 5", shell=True))
print(subprocess.getstatusoutput("echo out; echo err >&2; exit 6"))
try:
    subprocess.check_call(["bash", "-c", "kill -9 $$"])
except subprocess.CalledProcessError as error:
    print(error, error.returncode)
