#!/usr/bin/env python3
"""Takes over the limits of the project, unless a line of them is wrong."""

import os
import shutil
import subprocess

SOURCE = "../files/limits.conf"

with open(SOURCE) as file:
    for number, line in enumerate(file, 1):
        words = line.split("#")[0].split()
        if words and (len(words) != 4 or words[1] not in ("soft", "hard", "-")):
            raise SystemExit("line %d of %s is no limit: %s" % (number, SOURCE, line.strip()))
folder = subprocess.check_output(["jetpack", "config", "sample.folder"], timeout=60).decode().strip()
print("copied to " + shutil.copy(SOURCE, os.path.join(folder, "limits.conf")))
