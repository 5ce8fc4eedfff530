"""Processes: children with any redirection, and exact ends; no fork."""
_os_waitpid = _os.waitpid
_DRAIN_SECONDS = 0.1    # a daemon may hold a child's output longer than the child lives

_children = {}      # child -> (locks of the threads that carry its output, descriptors that share a file with it)
_virtual = {}       # child -> its number in the emulation, which counts its processes from 1
_real = {}          # and back
_fork_exec_raw = None
_HARMLESS = {'os', 'setsid', 'setpgrp', 'setpgid', 'signal', 'SIGPIPE', 'SIGINT', 'SIGHUP', 'SIGTERM', 'SIGQUIT',
             'SIG_DFL', 'SIG_IGN', 'Signals', 'nice'}


def _refuse(call):
    """What to raise: no OSError, which scripts take for a fault of the machine. The host hears of it, too."""
    _host.refused('%s is not to be had in the in-process Python' % call)
    return RuntimeError("%s is not to be had in the in-process Python; with the line '# jetpack: runtime=process' "
                        "the script runs under its own interpreter" % call)


def _refusing_unknown(call, function):
    """GraalPy's own refusals are OSErrors."""
    def known(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except _io.UnsupportedOperation as error:
            if 'POSIX backend' not in str(error):
                raise
        raise _refuse(call)
    return known


for _name in ('access', 'lseek'):
    _give(_name, _refusing_unknown('os.' + _name, getattr(_os, _name)))


def _mend_posixsubprocess(module):
    global _fork_exec_raw
    _fork_exec_raw = module.fork_exec
    module.fork_exec = _fork_exec


def _is_harmless(function):
    """Each child has a session and default signals anyway: what asks for no more than that needs no fork."""
    if function is None or function in (_os.setsid, _os.setpgrp):
        return True
    code = getattr(function, '__code__', None)
    return code is not None and set(code.co_names) <= _HARMLESS


def _exit(status):
    """Ends the script at once; what raises an exception for that could be caught by the script."""
    _host.exit(int(status) & 0xFF)
    while True:
        _sleep(60)


_give('_exit', _exit)


_ENVIRONMENT_ONLY = {'os', 'environ', 'putenv', 'update', 'pop'}


def _environment_after(function):
    """What a function that only sets variables leaves to the child, and not to us."""
    environ = _os.environ
    before = dict(environ)
    try:
        function()
        return [_os.fsencode(name) + b'=' + _os.fsencode(value) for name, value in environ.items()]
    finally:
        for name in [name for name in environ if name not in before]:
            del environ[name]
        environ.update(before)


def _target(fd):
    """Where a descriptor leads, in words of the host: '1', '2', a path; None when only we can carry it."""
    if fd in _STANDARD_DESCRIPTORS and fd not in _replaced:
        return str(fd) if fd else '/dev/null'
    if fd in _aliases:
        return str(_aliases[fd]) if _aliases[fd] else '/dev/null'
    path = _path_of(fd)
    if path is None:
        return None
    path = _os.path.abspath(_os.fsdecode(path))
    if path == '/dev/null':
        return path
    stream = _host.own_stream(path)
    if stream:
        return stream if stream != '0' else '/dev/null'
    try:
        there, here = _os_stat(path), _os.fstat(fd)
        same = (there.st_ino, there.st_dev) == (here.st_ino, here.st_dev) and there.st_mode & 0o170000 == 0o100000
        return path if same else None
    except OSError:
        return None


def _carry(source, target, done):
    try:
        while True:
            data = _os.read(source, 65536)
            if not data:
                break
            done.carried += len(data)
            while data:
                data = data[_os.write(target, data):]
    except (OSError, ValueError):
        pass
    finally:
        for fd in (source, target):
            try:
                _closed(fd)
            except OSError:
                pass
        done.lock.release()


class _Carrier:
    """A thread that carries what a child writes, or reads, between two descriptors of the script."""

    def __init__(self, source, target):
        self.carried = 0
        self.lock = _thread.allocate_lock()
        self.lock.acquire()
        _started(_carry, (source, target, self))

    def join(self):
        before = -1
        while before != self.carried:
            before = self.carried
            if self.lock.acquire(True, _DRAIN_SECONDS):
                self.lock.release()
                return


def _fork_exec(args, executables, close_fds, keep, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite,
               errpipe_read, errpipe_write, restore_signals, new_session, group, gid, gids, uid, umask, preexec_fn,
               vfork=False):
    if _writers:
        _flush_files()
    if env is None and set(getattr(getattr(preexec_fn, '__code__', None), 'co_names', ['?'])) <= _ENVIRONMENT_ONLY:
        env = _environment_after(preexec_fn)
    elif not _is_harmless(preexec_fn):
        raise _refuse('subprocess with preexec_fn')
    if uid is not None and uid != _os.geteuid() or gid is not None and gid != _os.getegid() or gids:
        raise _refuse('subprocess with user=, group= or extra_groups=')
    if _mask != _first_mask:
        _host.need_process('os.umask() before a child')
    if umask is not None and umask >= 0:
        raise _refuse('subprocess with umask=')
    if len(keep) > 1:
        raise _refuse('subprocess with pass_fds=')
    where = ['', '', '']
    carried = []        # (source, target) to be carried once the child runs
    ours = []           # ends of pipes that belong to the child
    shared = []
    errors_with_output = errwrite != -1 and errwrite == c2pwrite
    if p2cwrite == -1 and (p2cread != -1 or 0 in _replaced):
        fd = p2cread if p2cread != -1 else 0
        path = _target(fd)
        if path is not None and (path == '/dev/null' or _os.lseek(fd, 0, 1) == 0):
            where[0], p2cread = path, -1
        else:
            p2cread, p2cwrite = _os.pipe()
            ours.append(p2cread)
            carried.append((_os_dup(fd), p2cwrite))
    if c2pread == -1 and (c2pwrite != -1 or 1 in _replaced):
        fd = c2pwrite if c2pwrite != -1 else 1
        where[1] = _target(fd) or ''
        if where[1]:
            c2pwrite = -1
            shared.append(fd)
        else:
            c2pread, c2pwrite = _os.pipe()
            ours.append(c2pwrite)
            carried.append((c2pread, _os_dup(fd)))
    if errors_with_output:
        errwrite, where[2] = c2pwrite, where[1]
    elif errread == -1 and (errwrite != -1 or 2 in _replaced):
        fd = errwrite if errwrite != -1 else 2
        where[2] = where[1] if fd == 1 and where[1] else _target(fd) or ''
        if where[2]:
            errwrite = -1
            shared.append(fd)
        else:
            errread, errwrite = _os.pipe()
            ours.append(errwrite)
            carried.append((errread, _os_dup(fd)))
    _host.redirect(*where, errors_with_output)
    try:
        number = _fork_exec_raw(args, executables, close_fds, keep, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite,
                                errread, errwrite, errpipe_read, errpipe_write, restore_signals, new_session, -1, None,
                                None, None, -1, None, vfork)
    except BaseException as error:
        if isinstance(error, _io.UnsupportedOperation) and 'POSIX backend' in str(error):
            error = _refuse('this use of subprocess')
        for pair in carried:
            for fd in pair:
                _os_close(fd)
        if cwd is not None and not _os.path.isdir(cwd):
            raise FileNotFoundError(_errno.ENOENT, _os.strerror(_errno.ENOENT), cwd) from None
        raise error
    finally:
        for fd in ours:
            try:
                _os_close(fd)
            except OSError:
                pass
    if number < 0:
        _explain(executables)
        return number
    pid = _host.last_child()
    _virtual[pid] = number
    _real[number] = pid
    carriers = [_Carrier(source, target) for source, target in carried]
    if carriers and p2cwrite != -1 and p2cwrite == carried[0][1]:
        del carriers[0]  # nobody waits for what a child did not read
    if carriers or shared:
        _children[pid] = (carriers, [fd for fd in shared if fd > 2 or fd in _replaced])
    return pid


def _explain(executables):
    """Raises what fork and exec say; the emulation answers that the program was not found, whatever the reason is."""
    number = _host.start_error()
    if number in (_errno.EAGAIN, _errno.ENOMEM, _errno.EMFILE, _errno.ENFILE):
        raise OSError(number, _os.strerror(number))
    if number not in (0, _errno.ENOENT, _errno.EACCES):
        raise OSError(number, _os.strerror(number), _os.fsdecode(executables[0]))
    for executable in executables:
        if _os.path.exists(executable):
            raise PermissionError(_errno.EACCES, _os.strerror(_errno.EACCES), _os.fsdecode(executable))


def _forget(pid):
    """Takes over what an ended child has done to files that the script has open."""
    carriers, shared = _children.pop(pid)
    for carrier in carriers:
        carrier.join()
    for fd in shared:
        try:
            _os.lseek(fd, 0, 2)
        except OSError:
            pass


def waitpid(pid, options):
    if pid > 0 and pid not in _virtual or not _virtual:
        raise ChildProcessError(_errno.ECHILD, _os.strerror(_errno.ECHILD))
    if pid < -1:
        pid = -pid      # each child leads a group of its own
    if pid > 0 and _timer is None and not options & 1:
        # the emulation waits until nobody can write to the child's output any more, not for the child
        _host.await_child(pid)
    found, status = _polled_wait(pid, options)
    if found == 0:
        return 0, 0
    found = _real.pop(found)
    del _virtual[found]
    if found in _children:
        _forget(found)
    return found, _host.signal_of(found) or (status & 0xFF) << 8


def _polled_wait(pid, options):
    """Asks again and again: for any child, because the emulation says of one only; or while an alarm is set."""
    pause = 0.001
    while True:
        if pid > 0 and pid not in _virtual:
            raise ChildProcessError(_errno.ECHILD, _os.strerror(_errno.ECHILD))     # another thread was first
        for number in [_virtual[pid]] if pid > 0 else list(_real):
            found, status = _os_waitpid(number, options | 1)
            if found:
                return found, status
        if options & 1:
            return 0, 0
        _time.sleep(pause)
        pause = min(pause * 2, 0.05)


def _wait4(pid, options):
    import resource
    found, status = waitpid(pid, options)
    return found, status, resource.getrusage(resource.RUSAGE_CHILDREN)


def waitstatus_to_exitcode(status):
    if status & 0x7F:
        return -(status & 0x7F)
    return status >> 8 & 0xFF


for _name, _function in (
        ('waitpid', waitpid), ('waitstatus_to_exitcode', waitstatus_to_exitcode),
        ('WIFEXITED', lambda status: status & 0x7F == 0), ('WEXITSTATUS', lambda status: status >> 8 & 0xFF),
        ('WIFSIGNALED', lambda status: 0 < status & 0x7F < 0x7F), ('WTERMSIG', lambda status: status & 0x7F),
        ('WIFSTOPPED', lambda status: status & 0xFF == 0x7F), ('WSTOPSIG', lambda status: status >> 8 & 0xFF),
        ('WIFCONTINUED', lambda status: status == 0xFFFF), ('WCOREDUMP', lambda status: bool(status & 0x80)),
        ('wait', lambda: waitpid(-1, 0)), ('wait4', _wait4), ('wait3', lambda options: _wait4(-1, options))):
    _give(_name, _function)


def _refusing(call):
    def refusing(*args, **kwargs):
        raise _refuse(call)
    return refusing


for _name in ('fork', 'forkpty', 'openpty', 'login_tty', 'chroot', 'unshare', 'setns', 'memfd_create', 'eventfd',
              'pidfd_open', 'waitid', 'splice', 'mknod', 'sched_setaffinity', 'sched_setscheduler', 'setgroups',
              'initgroups', 'lockf'):
    _give(_name, _refusing('os.' + _name))
_MENDS['_posixsubprocess'] = _mend_posixsubprocess
