"""Files: others see what was written at once, as if CPython had closed the file; all of a run's are closed."""
_open = _io.open
_os_open = _os.open
_os_close = _os.close
_os_dup = _os.dup
_os_dup2 = _os.dup2
_os_stat = _os.stat
_WRITERS_AT_MOST = 256
_READ_BY_GRAALPY = '/proc/self/stat'    # for the number of the process: see OwnProcess

_files = []         # weak references to the file objects that this run has opened
_writers = []       # those that may hold unwritten text: strong, or a collected one would lose it
_descriptors = {}   # descriptor -> the path it was opened by, None when unknown
_aliases = {}       # duplicates of the standard descriptors -> which one they stand for
_replaced = set()   # standard descriptors that were closed or stand for something else now


def _flush_files():
    """CPython closes a file when its last reference goes; here that may take long, so others must see it."""
    closed = False
    for file in _writers:
        if file.closed:
            closed = True
            continue
        try:
            file.flush()
        except (OSError, ValueError):
            pass
    if closed:
        _writers[:] = [file for file in _writers if not file.closed]
    if len(_writers) > _WRITERS_AT_MOST:
        del _writers[:_WRITERS_AT_MOST // 2]


def _is_regular(file):
    """Whether text can be written to it at any time; a pipe may block."""
    try:
        return _os.fstat(file.fileno()).st_mode & 0o170000 == 0o100000
    except (OSError, ValueError, AttributeError):
        return False


def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if _writers:
        _flush_files()
    if file == _READ_BY_GRAALPY:
        _host.need_process("'%s'" % file)
    if encoding is None and 'b' not in mode:
        encoding = 'UTF-8'      # what the search for the locale's encoding ends with here, slowly
    # a standard descriptor outlives the file: without it the context could start no child
    standard = type(file) is int and file in _STANDARD_DESCRIPTORS
    opened = _open(file, mode, buffering, encoding, errors, newline, closefd and not standard, opener)
    if closefd or standard:
        if len(_files) > 64:
            _files[:] = [ref for ref in _files if ref() is not None and not ref().closed]
        _files.append(_weakref.ref(opened))
    if mode != 'r' and mode != 'rb' and buffering != 0 and (standard or _is_regular(opened)):
        _writers.append(opened)
    return opened


open.__module__ = 'io'
_builtins.open = _io.open = open


def open_code(path):
    return open(path, 'rb')


open_code.__module__ = 'io'
_io.open_code = open_code


def _mend_io(module):
    module.open, module.open_code = open, open_code


_MENDS['io'] = _mend_io


def _opened(path, flags, mode=0o777, *, dir_fd=None):
    if _writers:
        _flush_files()
    if path == _READ_BY_GRAALPY:
        _host.need_process("'%s'" % path)
    if flags & _NOT_EMULATED:
        flags = _checked(path, flags, dir_fd)
    # an argument by name makes the call slower, which scripts that open hundreds of files feel
    if dir_fd is None:
        descriptor = _os_open(path, flags, mode)
    else:
        descriptor = _os_open(path, flags, mode, dir_fd=dir_fd)
    # from the root, because the script may go elsewhere
    _descriptors[descriptor] = path if type(path) is str and path[:1] == '/' else _from_root(path, dir_fd)
    return descriptor


_O_DIRECTORY, _O_NOFOLLOW, _O_TMPFILE, _O_NONBLOCK = _os.O_DIRECTORY, 0o400000, 0o20000000, 0o4000
_NOT_EMULATED = _O_DIRECTORY | _O_NOFOLLOW | _O_TMPFILE | _O_NONBLOCK
_NEVER_BLOCKING = ('/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/dev/urandom')


def _may_block(path, dir_fd=None):
    """Whether a file that the emulation can only wait for is a pipe or a device."""
    try:
        kind = _os_stat(path, dir_fd=dir_fd).st_mode & 0o170000
    except OSError:
        return False
    return kind not in (0o100000, 0o040000) and _os.fsdecode(path) not in _NEVER_BLOCKING


def _checked(path, flags, dir_fd):
    """What these flags ask for is looked at before: the emulation makes a new file for the first."""
    if flags & _O_TMPFILE & ~_O_DIRECTORY:
        if _asked_by_script(3):
            _host.need_process('os.open with O_TMPFILE')
        _raised(_errno.EOPNOTSUPP, path)        # some file systems say so, too: tempfile knows another way
    if flags & _O_NONBLOCK and _may_block(path, dir_fd):
        _host.need_process("'%s' with O_NONBLOCK" % _os.fsdecode(path))
    if flags & _O_DIRECTORY and _stat(path, dir_fd=dir_fd).st_mode & 0o170000 != 0o040000:
        _raised(_errno.ENOTDIR, path)
    if flags & _O_NOFOLLOW:
        try:
            is_link = _os_stat(path, dir_fd=dir_fd, follow_symlinks=False).st_mode & 0o170000 == 0o120000
        except FileNotFoundError:
            is_link = False
        if is_link and not flags & _os.O_EXCL:
            _raised(_errno.ENOTDIR if flags & _O_DIRECTORY else _errno.ELOOP, path)
    return flags & ~_NOT_EMULATED


def _closed(fd):
    if fd in _STANDARD_DESCRIPTORS:
        _replaced.add(fd)
        _host.replaced(fd, True)
    _descriptors.pop(fd, None)
    if _aliases:
        _aliases.pop(fd, None)
    _os_close(fd)


_STANDARD_DESCRIPTORS = (0, 1, 2)


def _dup(fd):
    new = _os_dup(fd)
    _descriptors[new] = _descriptors.get(fd)
    if fd in _STANDARD_DESCRIPTORS and fd not in _replaced:
        _aliases[new] = fd
    return new


def _dup2(fd, fd2, inheritable=True):
    result = _os_dup2(fd, fd2, inheritable)
    _descriptors[fd2] = _path_of(fd)
    if fd2 in _STANDARD_DESCRIPTORS:
        if _aliases.get(fd) == fd2:
            _replaced.discard(fd2)
            _host.replaced(fd2, False)
        else:
            _replaced.add(fd2)
            _host.replaced(fd2, True)
            global _spoiled
            _spoiled = True
    return result


def _path_of(fd):
    """The path by which a descriptor was opened, or None."""
    path = _descriptors.get(fd)
    if path is None:
        for reference in reversed(_files):
            file = reference()
            try:
                if file is not None and file.fileno() == fd:
                    path = file.name
                    break
            except (ValueError, OSError, AttributeError):
                pass
    return None if path is None or isinstance(path, int) else path


def chdir(path, _emulated=_os.chdir):
    if not path and path != 0:
        _raised(_errno.ENOENT, path)
    try:
        _emulated(path)
    except FileNotFoundError:
        _stat(path)     # the emulation knows no other reason
        raise


def _stat(path, *, dir_fd=None, follow_symlinks=True):
    if _writers:
        _flush_files()
    try:
        return _os_stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)
    except FileNotFoundError:
        # the emulation knows no other reason
        if _host.readlink(_for_kernel(path, dir_fd)) == _errno.ENOTDIR:
            _raised(_errno.ENOTDIR, path)
        raise


def lstat(path, *, dir_fd=None):
    return _stat(path, dir_fd=dir_fd, follow_symlinks=False)


def _moved(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """A call of the kernel's own: the emulation knows nothing of directories that are in the way."""
    if _writers:
        _flush_files()
    src, dst = _os.fspath(src), _os.fspath(dst)
    _raised(_host.rename(_for_change(src, src_dir_fd), _for_change(dst, dst_dir_fd)), src, dst)


def readlink(path, *, dir_fd=None):
    path = _os.fspath(path)
    name = _for_kernel(path, dir_fd)
    if (name + '/').startswith(_OWN) and name.partition('self')[2].lstrip('/').partition('/')[0] not in ('ns', 'root'):
        _host.need_process("'%s'" % name)
    target = _host.readlink(name)
    if type(target) is int:
        _raised(target, path)
    target = target.encode('latin-1')
    return _os.fsdecode(target) if type(path) is str else target


def link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=False):
    if _writers:
        _flush_files()
    src, dst = _os.fspath(src), _os.fspath(dst)
    error = _host.hard_link(_for_change(src, src_dir_fd), _for_change(dst, dst_dir_fd), follow_symlinks)
    _raised(error, src, dst)


def symlink(src, dst, target_is_directory=False, *, dir_fd=None):
    src, dst = _os.fspath(src), _os.fspath(dst)
    target = _os.fsencode(src)
    if b'\0' in target:
        raise ValueError('embedded null byte')
    _raised(_host.symlink(target.decode('latin-1'), _for_change(dst, dir_fd)), src, dst)


_os_umask = _os.umask
_mask = _first_mask = 0o22      # the script's, and the agent's, which a child gets


def _find_mask():
    global _first_mask
    for line in _host.own('status').splitlines():
        if line.startswith('Umask:'):
            _first_mask = int(line.split()[1], 8)


def umask(mask):
    """The emulation answers what it is given, and not what was before."""
    global _mask
    previous, _mask = _mask, mask & 0o777
    _os_umask(_mask)
    return previous


def _masked(mode):
    return mode & ~_mask


def mkdir(path, mode=0o777, *, dir_fd=None):
    path = _os.fspath(path)
    _raised(_host.mkdir(_for_change(path, dir_fd), _masked(mode)), path)


def mkfifo(path, mode=0o666, *, dir_fd=None):
    path = _os.fspath(path)
    _raised(_host.mkfifo(_for_change(path, dir_fd), _masked(mode)))


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True, _emulated=_os.utime):
    if type(path) is int:
        if ns is None:
            _emulated(path, times)
        else:
            _emulated(path, ns=ns)
        return
    if _writers:
        _flush_files()
    if ns is not None:
        if times is not None:
            raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
        pairs = [divmod(part, 1_000_000_000) for part in ns]
    elif times is not None:
        if not isinstance(times, tuple) or len(times) != 2:
            raise TypeError("utime: 'times' must be either a tuple of two ints or None")
        pairs = [(part // 1, (part - part // 1) * 1e9 // 1) for part in times]
    else:
        pairs = [(0, _UTIME_NOW)] * 2
    path = _os.fspath(path)
    numbers = [int(number) for pair in pairs for number in pair]
    _raised(_host.utime(_for_change(path, dir_fd), *numbers, follow_symlinks))


_UTIME_NOW = (1 << 30) - 1


def truncate(path, length):
    if type(path) is int:
        _os.ftruncate(path, length)
        return
    if _writers:
        _flush_files()
    path = _os.fspath(path)
    _raised(_host.truncate(_for_change(path), length), path)


def _from_root(path, dir_fd=None):
    """The path from the root, in bytes; nothing of it is left out."""
    name = _os.fsencode(path)
    if name[:1] == b'/' or not name:
        return name
    base = _os.getcwdb() if dir_fd is None else _directory_of(dir_fd, path)
    return base + name if base[-1:] == b'/' else base + b'/' + name


def _for_kernel(path, dir_fd=None):
    """The path from the root, its bytes each a character."""
    name = _from_root(path, dir_fd)
    if b'\0' in name:
        raise ValueError('embedded null byte')
    return name.decode('latin-1')


_OWN = '/proc/self/', '/proc/thread-self/'


def _for_change(path, dir_fd=None):
    name = _for_kernel(path, dir_fd)
    if name.startswith(_OWN + ('/dev/fd/', '/dev/std')):
        _host.need_process("'%s'" % name)
    return name


def _directory_of(fd, path):
    """The path by which a directory was opened; what is wrong with the descriptor is raised for the path."""
    try:
        is_directory = _os.fstat(fd).st_mode & 0o170000 == 0o040000
    except OSError as error:
        _raised(error.errno, path)
    directory = _path_of(fd)
    if directory is None or not is_directory:
        _raised(_errno.ENOTDIR, path)
    return _from_root(directory)


def _removing(call):
    """A call of the kernel's own: the emulation removes whatever has the name, and knows no slash at its end."""
    def remove(path, *, dir_fd=None):
        path = _os.fspath(path)
        _raised(getattr(_host, call)(_for_change(path, dir_fd)), path)
    return remove


def pread(fd, length, offset):
    position = _os.lseek(fd, 0, 1)
    try:
        _os.lseek(fd, offset, 0)
        return _os.read(fd, length)
    finally:
        _os.lseek(fd, position, 0)


def pwrite(fd, data, offset):
    position = _os.lseek(fd, 0, 1)
    try:
        _os.lseek(fd, offset, 0)
        return _os.write(fd, data)
    finally:
        _os.lseek(fd, position, 0)


def closerange(fd_low, fd_high):
    for fd in [fd for fd in _descriptors if fd_low <= fd < fd_high]:
        try:
            _closed(fd)
        except OSError:
            pass


for _name, _function in (('open', _opened), ('close', _closed), ('dup', _dup), ('dup2', _dup2),
                         ('unlink', _removing('unlink')), ('remove', _removing('unlink')), ('rmdir', _removing('rmdir')),
                         ('rename', _moved), ('replace', lambda src, dst, **at: _moved(src, dst, **at)),
                         ('readlink', readlink), ('link', link), ('symlink', symlink), ('mkdir', mkdir),
                         ('mkfifo', mkfifo), ('umask', umask), ('chdir', chdir), ('utime', utime), ('truncate', truncate),
                         ('pread', pread), ('pwrite', pwrite), ('closerange', closerange)):
    _emulated = getattr(_os, _name, None)
    for _supporting in (_os.supports_fd, _os.supports_dir_fd, _os.supports_follow_symlinks):
        if _emulated in _supporting:
            _supporting.add(_function)
    _give(_name, _function)
_os.lstat = lstat
_os.stat = _stat   # not posix.stat, by which the import system looks for modules
_stat.__name__ = _stat.__qualname__ = 'stat'
for _supporting in (_os.supports_fd, _os.supports_dir_fd, _os.supports_follow_symlinks, _os.supports_effective_ids):
    if _os_stat in _supporting:
        _supporting.add(_stat)
_give('pipe2', lambda flags: _os.pipe())
_give('fdatasync', lambda fd: _os.fsync(fd))
_give('device_encoding', lambda fd: None)
_give('writev', lambda fd, buffers: _os.write(fd, b''.join(buffers)))
_give('posix_fadvise', lambda fd, offset, length, advice: None)
_give('major', lambda device: (device >> 8) & 0xFFF | (device >> 32) & 0xFFFFF000)
_give('minor', lambda device: device & 0xFF | (device >> 12) & 0xFFFFFF00)
_give('makedev', lambda major, minor: (major & 0xFFF) << 8 | minor & 0xFF | (minor & 0xFFFFFF00) << 12
      | (major & 0xFFFFF000) << 32)


def _close_files():
    """Closes what the run left open."""
    for file in _writers:
        if not file.closed:
            try:
                file.close()
            except BaseException:
                pass
    _writers.clear()
    for reference in _files:
        file = reference()
        if file is not None and not file.closed:
            try:
                file.close()
            except BaseException:
                pass
    _files.clear()
    for descriptor in list(_descriptors):
        if descriptor > 2:
            try:
                _os_close(descriptor)
            except OSError:
                pass
    _descriptors.clear()
    _aliases.clear()
    _replaced.clear()
