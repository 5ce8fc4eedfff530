import subprocess

with open("out", "wb") as out, open("err", "w") as err:
    subprocess.run("echo out; echo err >&2", shell=True, stdout=out, stderr=err)
    subprocess.run(["echo", "more"], stdout=out)
with open("out") as out:
    print(out.read())
    out.seek(4)
    print(subprocess.run(["cat"], stdin=out, stdout=subprocess.PIPE).stdout)
print(subprocess.run(["cat", "err"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE).stdout)
