import subprocess

first = subprocess.Popen(["printf", "b\\na\\nc\\n"], stdout=subprocess.PIPE)
second = subprocess.Popen(["sort"], stdin=first.stdout, stdout=subprocess.PIPE)
first.stdout.close()
print(second.communicate(), first.wait(), second.returncode)
cat = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
cat.stdin.write(b"one\n")
print(cat.stdout.readline())
cat.stdin.close()
print(cat.stdout.read(), cat.wait())
for line in subprocess.Popen("echo 1; echo 2", shell=True, stdout=subprocess.PIPE, universal_newlines=True).stdout:
    print(repr(line))
