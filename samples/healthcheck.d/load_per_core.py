#!/usr/bin/env python3
# jetpack: timeout=10s
"""Has far more work piled up than the processors can do?

0 below the limit; 2 above it; 3 when the kernel's numbers cannot be read. A compute node is meant to be busy:
only a multiple of one task a core is worth a word. Many blocked tasks point to storage, not to the processors.
"""
import os
import re
import sys

LIMIT_PER_CORE = os.environ.get("LOAD_LIMIT_PER_CORE", "10")  # runnable or blocked tasks, mean of 5 minutes
PROC_ROOT = os.environ.get("PROC_ROOT", "/proc")
LOOK_AT_THIS = 2
COULD_NOT_FIND_OUT = 3


def read(name):
    with open(f"{PROC_ROOT}/{name}", encoding="ascii", errors="replace") as file:
        return file.read()


def main():
    try:
        limit = float(LIMIT_PER_CORE)
        averages, statistics = read("loadavg"), read("stat")
    except (OSError, ValueError) as error:
        print(f"cannot find out about the load: {error} (LOAD_LIMIT_PER_CORE, PROC_ROOT)", file=sys.stderr)
        return COULD_NOT_FIND_OUT
    average = re.match(r"\d+\.\d+ (\d+\.\d+) ", averages)
    # Counted like the load: for the whole machine, where os.cpu_count() may mean a container's share.
    cores = len(re.findall(r"^cpu\d+ ", statistics, re.MULTILINE))
    if not average or cores == 0:
        print(f"no load in {PROC_ROOT}/loadavg or no processor in {PROC_ROOT}/stat", file=sys.stderr)
        return COULD_NOT_FIND_OUT
    load = float(average.group(1))
    blocked = re.search(r"^procs_blocked (\d+)", statistics, re.MULTILINE)
    blocked = blocked.group(1) if blocked else "unknown"

    summary = f"load {load:g} on {cores} cores is {load / cores:.2f} a core"
    if load / cores > limit:
        print(f"{summary} (limit {limit:g}, mean of 5 minutes), tasks blocked now: {blocked}", file=sys.stderr)
        return LOOK_AT_THIS
    print(summary)
    return 0


sys.exit(main())
