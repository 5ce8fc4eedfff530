# What checks usually do, so that the cache of the distribution has it.
import argparse
import collections
import datetime
import glob
import json
import logging
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

logging.basicConfig(level=logging.INFO)
parser = argparse.ArgumentParser()
parser.add_argument('--limit', type=int, default=3)
limit = parser.parse_args([]).limit
with open('/proc/mounts') as mounts:
    points = [line.split()[1] for line in mounts]
usage = os.statvfs('/')
match = re.match(r'(\d+)\.(\d+)', open('/proc/loadavg').read())
answer = json.loads(json.dumps({'points': len(points), 'load': match.group(0), 'free': usage.f_bavail}))
done = subprocess.run(['/bin/echo', 'hello'], capture_output=True, text=True)
with tempfile.NamedTemporaryFile('w') as scratch:
    scratch.write(str(datetime.datetime.now()))
print('%s on %s: %s %d' % (platform.machine(), socket.gethostname(), done.stdout.strip(), limit), answer)
sys.exit(0)
