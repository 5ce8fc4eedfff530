import os
import subprocess


def child(**options):
    return subprocess.run(["pwd", "-P"], stdout=subprocess.PIPE, **options).stdout.decode().strip()


print(child() == os.getcwd(), child(cwd="/usr"), child(cwd="/"))
os.chdir("/etc")
print(os.getcwd(), child(), child(cwd="/usr"), os.path.exists("passwd"))
os.mkdir("/tmp/of the table %d" % os.getpid())
os.chdir("/tmp/of the table %d" % os.getpid())
print(child() == os.getcwd())
os.rmdir(os.getcwd())
