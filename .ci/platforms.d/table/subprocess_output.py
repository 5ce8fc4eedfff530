import subprocess

BOTH = "echo out; echo err >&2"
print(subprocess.check_output(["echo", "ä b", "c d"]))
print(subprocess.check_output(BOTH, shell=True, stderr=subprocess.STDOUT))
print(subprocess.run(BOTH, shell=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
print(subprocess.run(["cat"], input="line\nline\n", universal_newlines=True, stdout=subprocess.PIPE).stdout)
print(subprocess.run(["tr", "a", "b"], input=b"a" * 100000, stdout=subprocess.PIPE).stdout.count(b"b"))
print(len(subprocess.check_output(["head", "-c", "1000000", "/dev/zero"])))
