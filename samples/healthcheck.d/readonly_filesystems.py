#!/usr/bin/env python3
# jetpack: timeout=10s confirm=2
"""Has a local disk's file system gone read-only, as the kernel does after I/O errors?

0 when all is as intended; 2 for a file system to look at; 3 when nothing could be found out; 254 when it is the
root that fstab wants writable: such a machine cannot even log what happens to it, and only a new one helps.

The kernel tells apart a read-only view (a bind mount, a container's volume), which is somebody's intention, and a
read-only file system underneath. Only the second counts, only for disks, and not where fstab, the device itself
(dm-verity, a write-protected loop) or READONLY_EXPECTED says that it is meant to be so.
"""
import os
import re
import sys

EXPECTED = os.environ.get("READONLY_EXPECTED", "").split(":")  # mount points, separated by colons
MOUNTINFO_FILE = os.environ.get("MOUNTINFO_FILE", "/proc/self/mountinfo")
FSTAB_FILE = os.environ.get("FSTAB_FILE", "/etc/fstab")
SYS_ROOT = os.environ.get("SYS_ROOT", "/sys")
DISK_TYPES = {"bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "jfs", "reiserfs", "xfs"}
BROKEN_OPTIONS = {"ro", "emergency_ro", "shutdown"}
LOOK_AT_THIS = 2
COULD_NOT_FIND_OUT = 3
TERMINATE = 254


def lines(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.readlines()


def unescape(field):
    """The kernel and fstab write blanks in mount points as three octal digits: /my\\040disk."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match.group(1), 8)), field)


def mounts():
    """(mount point, major:minor, type, source, options of the file system itself) of each mount."""
    for line in lines(MOUNTINFO_FILE):
        view, separator, system = line.partition(" - ")
        view, system = view.split(), system.split()
        if separator and len(view) >= 6 and len(system) >= 3:
            yield unescape(view[4]), view[2], system[0], system[1], system[2].split(",")


def intended():
    """What fstab wants, as {mount point: its options}; empty in a container, where there is none."""
    try:
        entries = [line.split() for line in lines(FSTAB_FILE) if not line.lstrip().startswith("#")]
    except OSError:
        return {}
    return {unescape(entry[1]): entry[3].split(",") for entry in entries if len(entry) >= 4}


def overlay_layers(mounted):
    """The directories that overlays show through: read-only by design."""
    lower = [option[9:] for *_, options in mounted for option in options if option.startswith("lowerdir=")]
    return {unescape(layer) for layers in lower for layer in layers.split(":")}


def device_is_readonly(number):
    try:
        return lines(f"{SYS_ROOT}/dev/block/{number}/ro")[0].strip() == "1"
    except (OSError, IndexError):
        return False


def main():
    try:
        mounted = list(mounts())
        if not mounted:
            raise OSError(f"no mounts in {MOUNTINFO_FILE}")
    except OSError as error:
        print(f"cannot find out what is mounted: {error}", file=sys.stderr)
        return COULD_NOT_FIND_OUT

    fstab, verdict, reasons = intended(), 0, {}
    harmless = overlay_layers(mounted) | set(EXPECTED)
    disks = sorted(mount for mount in mounted if mount[2] in DISK_TYPES)  # the root first
    for mount_point, number, _, source, options in disks:
        wanted = fstab.get(mount_point, [])
        if source in reasons or not BROKEN_OPTIONS.intersection(options) or "ro" in wanted:
            continue
        if mount_point in harmless or device_is_readonly(number):
            continue
        reasons[source] = f"{mount_point} ({source}) is read-only"
        if wanted:
            reasons[source] += f", {FSTAB_FILE} wants it writable"
        verdict = max(verdict, TERMINATE if wanted and mount_point == "/" else LOOK_AT_THIS)
    if reasons:
        print("; ".join(reasons.values()), file=sys.stderr)
    else:
        print(f"disk file systems: {len({disk[3] for disk in disks})}, all as intended")
    return verdict


sys.exit(main())
