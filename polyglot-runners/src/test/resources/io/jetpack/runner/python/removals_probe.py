"""Removes each kind of file by each call, right and wrong, and says what is left."""
import os
import pathlib
import shutil

top = os.getcwd()
NAMES = ('file', 'empty', 'full', 'link-to-directory', 'link-to-file', 'dangling', 'loop', 'pipe', 'missing', '', '.', '..',
         '/', 'file/', 'empty/', 'full/', 'link-to-directory/', 'link-to-file/', 'dangling/', 'empty/.', 'empty/..',
         'full/../file', 'link-to-directory/../file', 'file/x', 'missing/x', 'loop/x', 'link-to-directory/x', '/proc/version',
         '/proc/self', '/sys/kernel', 'x' * 256, 'x/' * 2100, 'a\0b', '/dev/null/x')
CALLS = {
    'unlink': os.unlink, 'remove': os.remove, 'rmdir': os.rmdir, 'removedirs': os.removedirs,
    'unlink by directory': lambda name: os.unlink(name, dir_fd=here),
    'remove by directory': lambda name: os.remove(name, dir_fd=here),
    'rmdir by directory': lambda name: os.rmdir(name, dir_fd=here),
    'unlink as bytes': lambda name: os.unlink(os.fsencode(name)), 'rmdir as bytes': lambda name: os.rmdir(os.fsencode(name)),
    'unlink absolute': lambda name: os.unlink(os.getcwd() + '/' + name),
    'rmdir absolute': lambda name: os.rmdir(os.getcwd() + '/' + name),
    'Path.unlink': lambda name: pathlib.Path(name).unlink(), 'Path.rmdir': lambda name: pathlib.Path(name).rmdir(),
}


def tried(call):
    try:
        call()
        return 'done'
    except Exception as error:
        name = getattr(error, 'filename', None)
        return '%s %s %.30r' % (type(error).__name__, getattr(error, 'errno', None),
                                name.replace(os.getcwd(), 'HERE') if isinstance(name, str) else name)


def fresh():
    """A new directory with one of each kind; the working directory."""
    global here
    os.chdir(top)
    shutil.rmtree('all', ignore_errors=True)
    os.makedirs('all/full/inner')
    os.mkdir('all/empty')
    os.chdir('all')
    with open('file', 'w') as file, open('full/file', 'w') as other:
        file.write('x')
        other.write('x')
    os.symlink('empty', 'link-to-directory')
    os.symlink('file', 'link-to-file')
    os.symlink('nowhere', 'dangling')
    os.symlink('loop', 'loop')
    os.mkfifo('pipe')
    here = os.open('.', os.O_RDONLY)


def left():
    return ' '.join(sorted('%.20s' % ascii(name) for name in os.listdir(top + '/all'))).replace("'", '')


fresh()
all_of_them = left()
for name in NAMES:
    for title, call in CALLS.items():
        if os.path.abspath(os.path.join(top, 'all', name)).startswith((top, '/proc', '/sys', '/dev')) or 'rmdir' in title:
            print('%s %.20a: %s; %s' % (title, name, tried(lambda: call(name)), 'all' if left() == all_of_them else left()))
            if left() != all_of_them:
                os.close(here)
                fresh()
for name in ('file', 'full', 'empty', 'full/inner'):
    fresh()
    print('rmtree %s: %s; %s' % (name, tried(lambda: shutil.rmtree(name)), left()))
fresh()
print(tried(lambda: os.rmdir('empty', dir_fd=4711)), tried(lambda: os.unlink('x', dir_fd=os.open('file', os.O_RDONLY))))
print(tried(lambda: os.unlink(3)), tried(lambda: os.rmdir(None)), tried(lambda: os.rmdir()), left())
deep = os.open('full', os.O_RDONLY)
os.chdir('/')
os.unlink('file', dir_fd=deep)
os.rmdir('inner', dir_fd=deep)
print(os.listdir(top + '/all/full'), os.unlink in os.supports_dir_fd, os.rmdir in os.supports_dir_fd)
