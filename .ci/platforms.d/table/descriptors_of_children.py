import subprocess

SHOW = "for d in /proc/$$/fd/*; do echo ${d##*/}; done"
for close in (True, False):
    print(close, subprocess.run(["bash", "-c", SHOW], stdout=subprocess.PIPE, close_fds=close).stdout.split())
