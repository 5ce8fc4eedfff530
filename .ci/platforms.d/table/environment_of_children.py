import os
import subprocess

os.environ["ADDED"] = "by the script"
os.environ.pop("HOME", None)
SHOW = "env | grep -E '^(ADDED|HOME|OTHER)=' | sort"
for options in ({}, {"env": {"OTHER": "ä b", "PATH": os.environ["PATH"]}}):
    print(subprocess.run(["bash", "-c", SHOW], stdout=subprocess.PIPE, **options).stdout)
