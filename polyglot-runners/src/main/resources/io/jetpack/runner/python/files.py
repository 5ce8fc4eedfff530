"""Files: others see what was written at once, as if CPython had closed the file; all of a run's are closed."""
_open = _io.open
_os_open = _os.open
_os_close = _os.close
_os_dup = _os.dup
_os_dup2 = _os.dup2
_os_stat = _os.stat
_os_rename = _os.rename
_os_replace = _os.replace
_os_readlink = _os.readlink
_WRITERS_AT_MOST = 256

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


def _mend_io(module):
    module.open = open


_MENDS['io'] = _mend_io


def _opened(path, flags, mode=0o777, *, dir_fd=None):
    if _writers:
        _flush_files()
    # an argument by name makes the call slower, which scripts that open hundreds of files feel
    if dir_fd is None:
        descriptor = _os_open(path, flags, mode)
    else:
        descriptor = _os_open(path, flags, mode, dir_fd=dir_fd)
    # from the root, because the script may go elsewhere
    _descriptors[descriptor] = path if type(path) is str and path[:1] == '/' else _from_root(path, dir_fd)
    return descriptor


def _closed(fd):
    if fd in _STANDARD_DESCRIPTORS:
        _replaced.add(fd)
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
        else:
            _replaced.add(fd2)
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


def _stat(path, *, dir_fd=None, follow_symlinks=True):
    if _writers:
        _flush_files()
    return _os_stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)


def _moving(move):
    def moved(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
        # the emulation answers with an internal error
        if _os.path.isdir(dst) and not _os.path.isdir(src) and _os.path.lexists(src):
            raise IsADirectoryError(_errno.EISDIR, _os.strerror(_errno.EISDIR), src, None, dst)
        return move(src, dst, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)
    return moved


def _readlink(path, *, dir_fd=None):
    try:
        return _os_readlink(path, dir_fd=dir_fd)
    except FileNotFoundError:
        # a link of /proc whose target is gone: the emulation looks for the target
        text = _os.fsdecode(path)
        link = text if text.startswith('/') else _os.path.join(_os.getcwd(), text)
        if dir_fd is not None or not link.startswith('/proc/'):
            raise
        target = _host.link(link)
        if target is None:
            raise
        return target if isinstance(path, str) else _os.fsencode(target)


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


def _removing(call, emulated):
    """A call of the kernel's own: the emulation removes whatever has the name, and knows no slash at its end."""
    def remove(path, *, dir_fd=None):
        path = _os.fspath(path)
        error = getattr(_host, call)(_for_kernel(path, dir_fd))
        if error == _errno.ENOSYS:
            emulated(path, dir_fd=dir_fd)
        else:
            _raised(error, path)
    _removers.append((emulated, remove))
    return remove


_removers = []


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
                         ('unlink', _removing('unlink', _os.unlink)), ('remove', _removing('unlink', _os.remove)),
                         ('rmdir', _removing('rmdir', _os.rmdir)),
                         ('rename', _moving(_os_rename)), ('replace', _moving(_os_replace)),
                         ('readlink', _readlink), ('pread', pread), ('pwrite', pwrite), ('closerange', closerange)):
    _give(_name, _function)
_os.stat = _stat   # not posix.stat, by which the import system looks for modules
_stat.__name__ = _stat.__qualname__ = 'stat'
for _supporting in (_os.supports_fd, _os.supports_dir_fd, _os.supports_follow_symlinks, _os.supports_effective_ids):
    if _os_stat in _supporting:
        _supporting.add(_stat)
for _emulated, _remove in _removers:
    if _emulated in _os.supports_dir_fd:
        _os.supports_dir_fd.add(_remove)
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
