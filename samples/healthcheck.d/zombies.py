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
LONGEST = 512  # bytes: a line of stat is shorter
KERNEL_THREAD = 0x00200000  # PF_KTHREAD of the flags in stat
LOOK_AT_THIS = 2
COULD_NOT_FIND_OUT = 3


def read(process, name):
    """The bytes of a file of /proc, none for a process that has ended meanwhile.

    By its descriptor, since a file object with a text in it costs several times as much, and there are many.
    """
    try:
        descriptor = os.open(f"{PROC_ROOT}/{process}/{name}", os.O_RDONLY)
    except OSError:
        return b""
    try:
        return os.read(descriptor, LONGEST)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def kernel_threads():
    """Their numbers; a large machine has thousands, the kernel collects them itself, and one file names them all."""
    flags = read("2", "stat").rpartition(b")")[2].split()[6:7]
    if not flags or not int(flags[0]) & KERNEL_THREAD:
        return set()  # the second process of a container is an ordinary one
    try:
        with open(f"{PROC_ROOT}/2/task/2/children", encoding="ascii") as file:
            return {"2", *file.read().split()}
    except OSError:
        return set()  # a kernel without that file


def main():
    try:
        limit = int(LIMIT)
        processes = {entry for entry in os.listdir(PROC_ROOT) if entry.isdigit()}
    except (OSError, ValueError) as error:
        print(f"cannot list processes: {error} (ZOMBIES_LIMIT, PROC_ROOT)", file=sys.stderr)
        return COULD_NOT_FIND_OUT
    seen = 0
    parents = collections.Counter()
    for process in processes - kernel_threads():
        stat = read(process, "stat")
        name_end = stat.rfind(b")")  # the name before may hold blanks and brackets
        if name_end > 0:
            seen += 1
            if stat.startswith(b" Z ", name_end + 1):
                parents[stat[name_end + 1:].split()[1].decode()] += 1
    if not seen:
        print(f"{PROC_ROOT} shows no process that can be read", file=sys.stderr)
        return COULD_NOT_FIND_OUT

    zombies = sum(parents.values())
    if zombies > limit:
        worst, children = parents.most_common(1)[0]
        name = read(worst, "comm").decode("utf-8", "replace").strip() or "already gone"
        print(f"{zombies} zombie processes (limit {limit}), {children} of them children of {worst} ({name})",
              file=sys.stderr)
        return LOOK_AT_THIS
    print(f"{zombies} zombies among {seen} processes")
    return 0


sys.exit(main())
