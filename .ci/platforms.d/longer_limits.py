"""Makes the time limits that scripts ask for longer, for a slow machine.

    longer_limits.py TIMES DIRECTORY...
"""

import os
import re
import sys


def make_longer(path, times):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"(?m)^(# jetpack: .*timeout=)(\d+)s", lambda limit: "%s%ds" % (limit[1], int(limit[2]) * times), text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


for directory in sys.argv[2:]:
    for name in os.listdir(directory):
        make_longer(os.path.join(directory, name), int(sys.argv[1]))
