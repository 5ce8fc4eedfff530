#!/usr/bin/env python3
"""Writes down what this node got, by the variables that every script has."""

import json
import os
import subprocess

NAMES = ("PROJECT_NAME", "PROJECT_VERSION", "SPEC_NAME", "SPEC_PATH")


def config(key):
    done = subprocess.run(["jetpack", "config", key], check=True, stdout=subprocess.PIPE, timeout=60)
    return done.stdout.decode().strip()


inventory = {name.lower(): os.environ["CYCLECLOUD_" + name] for name in NAMES}
inventory["cluster"] = config("cyclecloud.cluster.name")
path = os.path.join(config("sample.folder"), "inventory.json")
with open(path, "w") as file:
    json.dump(inventory, file, indent=4, sort_keys=True)
print(path + " is written")
