#!/usr/bin/env python3
# jetpack: interval=2m timeout=20s
"""Is there memory left, and is the machine busy with swapping instead of working?

0 with enough memory; 2 when little is available or pages go out to swap and come back at the same time;
3 when the kernel's numbers cannot be read.
"""
import os
import sys
import time

AVAILABLE_LIMIT_PERCENT = os.environ.get("MEMORY_AVAILABLE_LIMIT_PERCENT", "3")  # of all memory
SWAP_LIMIT = os.environ.get("MEMORY_SWAP_LIMIT_PAGES_PER_SECOND", "1000")  # in both directions at once
SAMPLE_SECONDS = 1
PROC_ROOT = os.environ.get("PROC_ROOT", "/proc")
LOOK_AT_THIS = 2
COULD_NOT_FIND_OUT = 3


def numbers(name):
    """The lines 'MemTotal:  24684084 kB' or 'pswpin 12' of a file in /proc, as {name: number}."""
    with open(f"{PROC_ROOT}/{name}", encoding="ascii", errors="replace") as file:
        fields = (line.split() for line in file)
        return {field[0].rstrip(":"): int(field[1]) for field in fields if len(field) > 1 and field[1].isdigit()}


def swapped_pages_per_second():
    """What goes in and out at the same time: the smaller of the two rates."""
    before = numbers("vmstat")
    time.sleep(SAMPLE_SECONDS)
    after = numbers("vmstat")
    return min(after[name] - before[name] for name in ("pswpin", "pswpout")) / SAMPLE_SECONDS


def main():
    try:
        available_limit, swap_limit = float(AVAILABLE_LIMIT_PERCENT), float(SWAP_LIMIT)
        memory = numbers("meminfo")
        total, available = memory["MemTotal"], memory["MemAvailable"]
        percent = 100 * available / total
        swapped = swapped_pages_per_second() if memory.get("SwapTotal", 0) > 0 else 0
    except (OSError, ValueError, ZeroDivisionError) as error:
        print(f"cannot find out about the memory: {error}", file=sys.stderr)
        return COULD_NOT_FIND_OUT
    except KeyError as error:
        print(f"no {error} in {PROC_ROOT}/meminfo or {PROC_ROOT}/vmstat", file=sys.stderr)
        return COULD_NOT_FIND_OUT

    summary = f"{percent:.1f}% of {total / 2**20:.1f} GiB available"
    if percent < available_limit:
        print(f"only {summary} (limit {available_limit:g}%)", file=sys.stderr)
        return LOOK_AT_THIS
    if swapped > swap_limit:
        print(f"swapping {swapped:.0f} pages a second in and out (limit {swap_limit:g}), {summary}", file=sys.stderr)
        return LOOK_AT_THIS
    print(summary)
    return 0


sys.exit(main())
