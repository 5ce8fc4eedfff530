"""Files that lead to the script's own streams. The same under python3, stderr included: see OwnProcessTest."""
import io
import logging
import os
import pathlib
import shutil
import subprocess
import sys


def t(name, call):
    try:
        result = call()
    except (OSError, io.UnsupportedOperation) as error:
        result = type(error).__name__, error.errno
    print(name, result, flush=True)


def wrote(path, text, mode='w'):
    with open(path, mode) as file:
        file.write(text + '\n')


def wrote_by_descriptor(path, text, flags=0):
    descriptor = os.open(path, os.O_WRONLY | flags)
    os.write(descriptor, text.encode() + b'\n')
    os.close(descriptor)


for path in '/dev/stdout', '/dev/stderr', '/proc/self/fd/1', '/proc/thread-self/fd/2':
    t(path, lambda: wrote(path, 'written'))
    t(path, lambda: wrote(path, 'appended', 'a'))
    t(path, lambda: wrote_by_descriptor(path, 'by number'))
    t(path, lambda: wrote_by_descriptor(path, 'appended by number', os.O_APPEND))
for name, target in ('link', '/dev/stdout'), ('link of a link', 'link'), ('directory', '/proc/self'):
    os.symlink(target, name)
for path in 'link', 'link of a link', 'directory/fd/1':
    t(path, lambda: wrote(path, 'by a link'))
for path in '/dev/stderr', '/dev/stdout':
    logger = logging.getLogger(path)
    logger.propagate = False
    logger.addHandler(logging.FileHandler(path))
    logger.error('logged to %s', path)
t('pathlib', lambda: pathlib.Path('/dev/stderr').write_text('by pathlib\n'))
with open('/dev/stdout', 'w') as stdout:
    t('shutil', lambda: (shutil.copyfileobj(io.StringIO('copied\n'), stdout), stdout.flush()))
t('child', lambda: subprocess.call('echo from a child; echo and its errors >&2', shell=True, stdout=open('link', 'w')))
t('child by its own name', lambda: subprocess.call('echo from a child >/dev/stdout', shell=True))
t('child that reads', lambda: subprocess.check_output('cat', stdin=open('/dev/stdin')))
t('stdin', lambda: (open('/dev/stdin').read(), open('/proc/self/fd/0', 'rb').read()))
t('seekable', lambda: open('/dev/stdout', 'w').seekable())
t('seek', lambda: open('/dev/stdout', 'w').seek(3))
t('lseek', lambda: os.lseek(os.open('/dev/stdout', os.O_WRONLY), 0, 1))
t('terminal', lambda: open('/dev/stdout', 'w').isatty())
t('read', lambda: open('/dev/stdout', 'w').read())
t('exists', lambda: [os.path.exists(path) for path in ('/dev/stdout', '/dev/stderr', '/dev/stdin', '/proc/self')])
t('unbuffered', lambda: open('/dev/stdout', 'wb', 0).write(b'bytes\n'))
t('what it shares with its parent', lambda: [
    open(os.path.join('/proc', 'self', name)).read() == open('/proc/1/' + name).read() for name in ('mounts', 'mountinfo')])
for name in 'link', 'link of a link', 'directory':
    os.unlink(name)
print('GPU 3 lost', file=open('/dev/stderr', 'w'))
sys.exit(254)
