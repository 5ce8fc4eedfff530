"""Every call that takes a path, with every kind of name: the kind of error, and its number."""
import errno
import os
import shutil
import time

top = os.getcwd()
NAMES = ('file', 'empty', 'full', 'link-to-directory', 'link-to-file', 'dangling', 'loop', 'pipe', 'missing', '',
         'file/x', 'missing/x', 'loop/x', 'x' * 256, '/dev/null/x')
CALLS = {
    'open': lambda n: open(n).close(), 'open w': lambda n: open(n, 'w').close(), 'open a': lambda n: open(n, 'a').close(),
    'open x': lambda n: open(n, 'x').close(), 'open r+': lambda n: open(n, 'r+').close(),
    'read': lambda n: len(open(n, 'rb').read(10)),
    'os.open': lambda n: os.close(os.open(n, os.O_RDONLY)),
    'os.open directory': lambda n: os.close(os.open(n, os.O_RDONLY | os.O_DIRECTORY)),
    'os.open no link': lambda n: os.close(os.open(n, os.O_RDONLY | os.O_NOFOLLOW)),
    'os.open new': lambda n: os.close(os.open(n, os.O_WRONLY | os.O_CREAT | os.O_EXCL)),
    'os.open truncated': lambda n: os.close(os.open(n, os.O_WRONLY | os.O_TRUNC)),
    'stat': lambda n: oct(os.stat(n).st_mode), 'lstat': lambda n: oct(os.lstat(n).st_mode), 'mkdir': lambda n: os.mkdir(n), 'makedirs': lambda n: os.makedirs(n),
    'makedirs ok': lambda n: os.makedirs(n, exist_ok=True),
    'rename from': lambda n: os.rename(n, 'new'), 'rename to file': lambda n: os.rename(n, 'other'), 'rename to full': lambda n: os.rename(n, 'full'),
    'rename to empty': lambda n: os.rename(n, 'vacant'), 'rename file to': lambda n: os.rename('other', n), 'rename directory to': lambda n: os.rename('vacant', n),
    'replace from': lambda n: os.replace(n, 'new'), 'replace file to': lambda n: os.replace('other', n), 'rename into itself': lambda n: os.rename('full', os.path.join('full', n)),
    'link from': lambda n: os.link(n, 'new'), 'link to': lambda n: os.link('other', n), 'symlink': lambda n: os.symlink('x', n),
    'symlink to': lambda n: (os.symlink(n, 'new'), os.readlink('new') if len(n) < 100 else 0), 'readlink': lambda n: os.readlink(n) if not n.startswith('/proc') else 0, 'listdir': lambda n: len(os.listdir(n)) if n[:1] != '/' else 0,
    'scandir': lambda n: len(list(os.scandir(n))) if n[:1] != '/' else 0, 'chdir': lambda n: (os.chdir(n), os.chdir(top + '/all')) and None, 'chmod': lambda n: os.chmod(n, 0o700) if n[:1] != '/' else 0,
    'utime': lambda n: os.utime(n, (1, 2)) if n[:1] != '/' else 0, 'truncate': lambda n: os.truncate(n, 0) if n[:1] != '/' else 0, 'access': lambda n: os.access(n, os.R_OK),
    'realpath strict': lambda n: os.path.realpath(n, strict=True) and None, 'getsize': lambda n: os.path.getsize(n) if n[:1] != '/' else 0,
    'statvfs': lambda n: os.statvfs(n).f_namemax, 'copy': lambda n: shutil.copy(n, 'new') if not n.startswith(('/dev', 'pipe')) else 0, 'copy to': lambda n: shutil.copy('other', n) if n != 'pipe' else 0,
    'move': lambda n: shutil.move(n, 'new') if n[:1] != '/' else 0, 'mkfifo': lambda n: os.mkfifo(n), 'samefile': lambda n: os.path.samefile(n, 'file'),
    'chown': lambda n: os.chown(n, -1, -1) if n[:1] != '/' else 0, 'listxattr': lambda n: len(os.listxattr(n)) * 0,
}


def tried(call):
    try:
        return call()
    except Exception as error:
        name = getattr(error, 'filename', None)
        second = getattr(error, 'filename2', None)
        return '%s %s %s %s' % (type(error).__name__, errno.errorcode.get(getattr(error, 'errno', None)), '%.20r' % name if name != second else 'both', '%.20r' % (second,))


def fresh():
    os.chdir(top)
    shutil.rmtree('all', ignore_errors=True)
    os.makedirs('all/full/inner')
    os.makedirs('all/empty')
    os.makedirs('all/vacant')
    os.chdir('all')
    for name in ('file', 'other', 'full/file'):
        with open(name, 'w') as file:
            file.write(name)
    os.symlink('empty', 'link-to-directory')
    os.symlink('file', 'link-to-file')
    os.symlink('nowhere', 'dangling')
    os.symlink('loop', 'loop')
    os.mkfifo('pipe')


def left():
    found = []
    for name in sorted(os.listdir('.')):
        kind = os.lstat(name).st_mode
        found.append('%.20s=%o' % (ascii(name)[1:-1], kind >> 12))
        if kind >> 12 == 8:
            found.append(str(os.lstat(name).st_size))
        elif kind >> 12 == 4:
            found.append('+'.join(sorted(os.listdir(name))))
    return ' '.join(found)


fresh()
before = left()
for name in NAMES:
    for title, call in CALLS.items():
        if name == 'pipe' and ('open' in title or title == 'read' or 'copy' in title):
            continue    # waits for the other end
        if title == 'move' and name in ('full', 'link-to-directory'):
            continue    # made of other calls, each of which is here
        answer = tried(lambda: call(name))
        after = left()
        print('%s %.20a: %s; %s' % (title, name, answer, 'same' if after == before else after))
        if after != before:
            fresh()
print(tried(lambda: os.write(os.open('/dev/full', os.O_WRONLY), b'x')), tried(lambda: open('/dev/full', 'w').write('x' * 99999)))
print(tried(lambda: os.read(os.open('file', os.O_WRONLY), 1)), tried(lambda: os.write(os.open('file', os.O_RDONLY), b'x')))
print(tried(lambda: os.read(4711, 1)), tried(lambda: os.lseek(os.pipe()[0], 0, 0)), tried(lambda: os.close(4711)))
print(tried(lambda: open('/proc/self/mem', 'rb').read(1)), tried(lambda: os.read(os.open('.', os.O_RDONLY), 1)))
os.utime('file', (1, 2.5))
os.utime('link-to-file', ns=(3, 4_000_000_005), follow_symlinks=False)
print(os.stat('file').st_mtime_ns, os.stat('file').st_atime, os.lstat('link-to-file').st_mtime_ns, tried(lambda: os.utime('file', (1, 2), ns=(1, 2))))
os.utime('file')
print(abs(os.stat('file').st_mtime - time.time()) < 60, tried(lambda: os.utime('file', 3)))
print([os.strerror(number) for number in range(140)])
