#!/usr/bin/env python3
"""The inventory can be read, and is of this version."""

import json
import os
import subprocess

folder = subprocess.check_output(["jetpack", "config", "sample.folder"], timeout=60).decode().strip()
with open(os.path.join(folder, "inventory.json")) as file:
    found = json.load(file)["project_version"]
expected = os.environ["CYCLECLOUD_PROJECT_VERSION"]
if found != expected:
    raise SystemExit("the inventory is of version %s, not %s" % (found, expected))
