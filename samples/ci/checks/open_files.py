#!/usr/bin/env python3
# jetpack: timeout=10s
"""Are the kernel's file handles running out?"""
import os
import sys

LIMIT_PERCENT = int(os.environ.get('OPEN_FILES_LIMIT_PERCENT', '90'))

with open('/proc/sys/fs/file-nr') as numbers:
    used, _, most = (int(number) for number in numbers.read().split())
if used * 100 > most * LIMIT_PERCENT:
    print('%d of %d file handles are in use' % (used, most), file=sys.stderr)
    sys.exit(1)
print('%d of %d file handles are in use' % (used, most))
