#!/usr/bin/env python3
# jetpack: timeout=10s
"""Has the kernel killed processes for lack of memory since the last run?

0 when not, and on the first run, which only takes the count; 2 when it has; 3 when this cannot be found out,
which includes a count that cannot be remembered. A count of 0 needs no memory of earlier runs.

The state is one line, 'BOOT_ID COUNT', in a directory that only root can write to: a name below /tmp could be
a trap that another user has laid. A run by hand in a login session has a state of its own and takes nothing away.
"""
import os
import re
import sys

LIMIT = os.environ.get("OOM_KILLS_LIMIT", "0")  # kills between two runs that are nobody's concern
STATE_DIR = os.environ.get("OOM_KILLS_STATE_DIR") or os.environ.get("XDG_RUNTIME_DIR") or "/run"
STATE_FILE = f"{STATE_DIR}/jetpack-oom_kills"
PROC_ROOT = os.environ.get("PROC_ROOT", "/proc")
LOOK_AT_THIS = 2
COULD_NOT_FIND_OUT = 3


def read(path):
    with open(path, encoding="ascii", errors="replace") as file:
        return file.read()


def boot_id():
    try:
        return read(f"{PROC_ROOT}/sys/kernel/random/boot_id").strip() or "unknown"
    except OSError:
        return "unknown"


def remembered(boot):
    """The count of the last run since this boot; None when there was none, or none that makes sense."""
    try:
        fields = read(STATE_FILE).split()
    except OSError:
        return None
    valid = len(fields) == 2 and fields[0] == boot and fields[1].isdigit()
    return int(fields[1]) if valid else None


def remember(boot, count):
    """Whole or not at all, so that a crash leaves no half a number."""
    try:
        with open(f"{STATE_FILE}.new", "w", encoding="ascii") as file:
            file.write(f"{boot} {count}\n")
        os.replace(f"{STATE_FILE}.new", STATE_FILE)
    except OSError as error:
        return f"cannot remember the count in {STATE_FILE}: {error.strerror}"
    return None


def main():
    try:
        limit = int(LIMIT)
        found = re.search(r"^oom_kill (\d+)$", read(f"{PROC_ROOT}/vmstat"), re.MULTILINE)
    except (OSError, ValueError) as error:
        print(f"cannot count kills: {error} (OOM_KILLS_LIMIT, {PROC_ROOT}/vmstat)", file=sys.stderr)
        return COULD_NOT_FIND_OUT
    if not found:
        print(f"no oom_kill in {PROC_ROOT}/vmstat: kernels before 4.13 do not count them", file=sys.stderr)
        return COULD_NOT_FIND_OUT

    count, boot = int(found.group(1)), boot_id()
    before = remembered(boot)
    problem = remember(boot, count)
    killed = count - before if before is not None and before <= count else 0
    if killed > limit:
        print(f"killed for lack of memory: {killed} since the last run (limit {limit}), {count} since boot;"
              " journalctl -k names them", file=sys.stderr)
        return LOOK_AT_THIS
    if problem and count > 0:
        print(f"killed for lack of memory: {count} since boot, but {problem}", file=sys.stderr)
        return COULD_NOT_FIND_OUT
    print(f"killed for lack of memory: {killed} since the last run, {count} since boot"
          + (", first run" if before is None else "") + (f", {problem}" if problem else ""))
    return 0


sys.exit(main())
