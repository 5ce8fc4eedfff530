#!/usr/bin/env python3
# jetpack: timeout=20s
"""Do dead processes pile up because their parent does not collect them?

0 up to the limit; 2 above it, with the worst parent; 3 when the process table cannot be read. A zombie holds
nothing but its number, yet a machine that has run out of numbers can start nothing, not even a login.
"""
import collections
import os
import sys

LIMIT = os.environ.get("ZOMBIES_LIMIT", "100")  # zombie processes
PROC_ROOT = os.environ.get("PROC_ROOT", "/proc")
LOOK_AT_THIS = 2
COULD_NOT_FIND_OUT = 3


def state_and_parent(process):
    """('Z', '4711'), or None for a process that has ended meanwhile."""
    try:
        with open(f"{PROC_ROOT}/{process}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()  # the name before may hold blanks and brackets
    except OSError:
        return None
    return (fields[0], fields[1]) if len(fields) >= 2 else None


def name(process):
    try:
        with open(f"{PROC_ROOT}/{process}/comm", encoding="utf-8", errors="replace") as file:
            return file.read().strip()
    except OSError:
        return "already gone"


def main():
    try:
        limit = int(LIMIT)
        processes = [entry for entry in os.listdir(PROC_ROOT) if entry.isdigit()]
    except (OSError, ValueError) as error:
        print(f"cannot list processes: {error} (ZOMBIES_LIMIT, PROC_ROOT)", file=sys.stderr)
        return COULD_NOT_FIND_OUT
    seen = [found for found in map(state_and_parent, processes) if found]
    if not seen:
        print(f"{PROC_ROOT} shows no process that can be read", file=sys.stderr)
        return COULD_NOT_FIND_OUT

    parents = collections.Counter(parent for state, parent in seen if state == "Z")
    zombies = sum(parents.values())
    if zombies > limit:
        worst, children = parents.most_common(1)[0]
        print(f"{zombies} zombie processes (limit {limit}), {children} of them children of {worst} ({name(worst)})",
              file=sys.stderr)
        return LOOK_AT_THIS
    print(f"{zombies} zombies among {len(seen)} processes")
    return 0


sys.exit(main())
