#!/usr/bin/env python3
# jetpack: timeout=20s
"""Are the local file systems about to fill up?

0 below the limit; 2 at or above it, or when the kernel refuses to look; 3 when nothing could be found out.
Never 254: a full disk can be emptied, and the results of jobs may lie on it.
"""
import errno
import os
import re
import sys

LIMIT_PERCENT = os.environ.get("DISK_FULL_LIMIT_PERCENT", "95")  # used space, of what users can fill
MOUNTS_FILE = os.environ.get("MOUNTS_FILE", "/proc/self/mounts")

# Network mounts may hang and belong to mount_hangs.sh. The root is looked at whatever its type is.
LOCAL_TYPES = {"bcachefs", "btrfs", "exfat", "ext2", "ext3", "ext4", "f2fs", "fuseblk", "jfs", "ntfs", "ntfs3",
               "reiserfs", "tmpfs", "vfat", "xfs", "zfs"}
LOOK_AT_THIS = 2
COULD_NOT_FIND_OUT = 3


def unescape(field):
    """The kernel writes blanks in mount points as three octal digits: /my\\040disk."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match.group(1), 8)), field)


def mounts():
    """{mount point: [source, mount point, type, options, ...]}; a later mount hides an earlier one."""
    with open(MOUNTS_FILE, encoding="utf-8", errors="replace") as file:
        entries = [line.split() for line in file]
    return {unescape(entry[1]): entry for entry in entries if len(entry) >= 4 and entry[1].startswith("/")}


def writable_local_mounts(visible):
    """One mount point for each file system, the shortest one."""
    chosen = {}
    for mount_point in sorted(visible, key=len):
        source, _, kind, options = visible[mount_point][:4]
        if (kind in LOCAL_TYPES or mount_point == "/") and "ro" not in options.split(","):
            chosen.setdefault(source if source.startswith("/") else mount_point, mount_point)
    return list(chosen.values())


def used_percent(mount_point):
    """As df counts: what is used, of what is used or can be filled without being root."""
    size = os.statvfs(mount_point)
    used = size.f_blocks - size.f_bfree
    return 100 * used / (used + size.f_bavail) if used + size.f_bavail > 0 else 0


def main():
    try:
        limit = float(LIMIT_PERCENT)
        visible = mounts()
    except (OSError, ValueError) as error:
        print(f"cannot find out about disks: {error} (DISK_FULL_LIMIT_PERCENT, MOUNTS_FILE)", file=sys.stderr)
        return COULD_NOT_FIND_OUT
    if not visible:
        print(f"{MOUNTS_FILE} lists no mounts", file=sys.stderr)
        return COULD_NOT_FIND_OUT

    used, broken = {}, []
    for mount_point in writable_local_mounts(visible):
        try:
            used[mount_point] = used_percent(mount_point)
        except OSError as error:  # out of our sight is not broken
            if error.errno not in (errno.EACCES, errno.ENOENT, errno.EPERM):
                broken.append(f"{mount_point}: {error.strerror}")
    full = [f"{place} is {percent:.0f}% full" for place, percent in used.items() if percent >= limit]
    if full or broken:
        print(f"{', '.join(broken + full)} (limit {limit:g}%)", file=sys.stderr)
        return LOOK_AT_THIS
    if not used:
        print("no writable local file system here")
        return 0
    fullest = max(used, key=used.get)
    plural = "" if len(used) == 1 else "s"
    print(f"{len(used)} file system{plural}, fullest {fullest} at {used[fullest]:.0f}%")
    return 0


sys.exit(main())
