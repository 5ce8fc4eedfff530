"""Who and where: users, groups, process numbers and the machine, as the kernel and /etc tell them."""


def _ids(line):
    for text in _host.own('status').splitlines():
        if text.startswith(line):
            return [int(word) for word in text.split()[1:]]
    return []


def _stat_field(pid, index):
    """A number of /proc/PID/stat, counted from the state: 0 state, 1 parent, 2 group, 3 session, 16 nice."""
    if pid == 0:
        _host.need_process('the number of its group or session')
    try:
        with _open('/proc/%s/stat' % pid) as stat:
            return int(stat.read().rpartition(')')[2].split()[index])
    except FileNotFoundError:
        raise ProcessLookupError(_errno.ESRCH, _os.strerror(_errno.ESRCH)) from None


def _own_stat(index):
    return int(_host.own('stat').rpartition(')')[2].split()[index])


def getpriority(which, who):
    if which != 0:
        raise _refuse('os.getpriority of groups and users')
    return _own_stat(16) if who == 0 else _stat_field(who, 16)


def nice(increment):
    if increment:
        _host.need_process('os.nice(%d)' % increment)
    return _own_stat(16)


def setpriority(which, who, priority):
    if which == 0 and who == 0:
        if priority != _own_stat(16):
            _host.need_process('os.setpriority()')
        return
    raise _refuse('os.setpriority of other processes')


def getlogin():
    import pwd
    try:
        return pwd.getpwuid(int(_host.own('loginuid'))).pw_name
    except (ValueError, KeyError):
        raise OSError(_errno.ENXIO, _os.strerror(_errno.ENXIO)) from None


def sched_getaffinity(pid):
    if pid:
        with _open('/proc/%s/status' % pid) as file:
            status = file.read()
    else:
        status = _host.own('status')
    for line in status.splitlines():
        if line.startswith('Cpus_allowed_list:'):
            allowed = set()
            for part in line.split()[1].split(','):
                first, _, last = part.partition('-')
                allowed.update(range(int(first), int(last or first) + 1))
            return allowed
    return set(range(_os.cpu_count() or 1))


def getgrouplist(user, group):
    return [group] + [gid for name, _, gid, members in _groups() if user in members and gid != group]


def getloadavg():
    with _open('/proc/loadavg') as load:
        return tuple(float(word) for word in load.read().split()[:3])


def _times():
    # the script's own: the agent's other threads are not its
    used = _time.thread_time() + _threads_cpu / 1e9
    return _os.times_result((used, 0.0, 0.0, 0.0, _time.monotonic()))


def _uname(raw=_os.uname):
    known = raw()
    with _open('/proc/sys/kernel/version') as version:
        return _os.uname_result((known.sysname, known.nodename, known.release, version.read().rstrip('\n'),
                                 known.machine))


def confstr(name):
    if name in ('CS_GNU_LIBC_VERSION', 2):
        return _host.libc() or None
    if name in ('CS_PATH', 0):
        return '/bin:/usr/bin'
    raise ValueError('unrecognized configuration name')


def _raised(error, path=None, second=None):
    if error:
        raise OSError(error, _os.strerror(error), path, None, second)


def statvfs(path):
    if isinstance(path, int):
        path = _path_of(path) or '.'
    if _writers:
        _flush_files()
    text = path if type(path) is str else _os.fsdecode(path)
    answer = _host.statvfs(_os.path.join(_os.getcwd(), text) if text and text[0] != '/' else text)
    if isinstance(answer, int):
        _raised(answer, path)
    return _os.statvfs_result(map(int, answer.split()))


def getxattr(path, attribute, *, follow_symlinks=True):
    answer = _host.getxattr(_os.path.join(_os.getcwd(), _os.fsdecode(path)), _os.fsdecode(attribute))
    if isinstance(answer, int):
        _raised(answer, path)
    return answer.encode('latin-1')


def listxattr(path=None, *, follow_symlinks=True):
    answer = _host.listxattr(_os.path.join(_os.getcwd(), _os.fsdecode('.' if path is None else path)) if path is None or _os.fspath(path) else _errno.ENOENT)
    if isinstance(answer, int):
        _raised(answer, path)
    return [name for name in answer.split('\0') if name]


_words = {}         # error -> what the C library says


def strerror(code):
    text = _words.get(code)
    if text is None:
        text = _words[code] = _host.strerror(code)
    return text


def sysconf(name, _original=_os.sysconf):
    return -1 if name == 'SC_SEM_NSEMS_MAX' else _original(name)


def _owned(call, look_up):
    def chown(path, uid, gid, **options):
        found = look_up(path)
        if uid not in (-1, found.st_uid) or gid not in (-1, found.st_gid):
            raise _refuse('os.' + call)
    return chown


def _no_terminal(fd):
    if fd > 2:
        _os.get_inheritable(fd)
    raise OSError(_errno.ENOTTY, 'Inappropriate ioctl for device')


def clock_gettime(clock):
    return clock_gettime_ns(clock) / 1e9


def clock_gettime_ns(clock):
    if clock not in _CLOCKS:
        _raised(_errno.EINVAL)
    return _CLOCKS[clock]()


def _since_boot():
    with _open('/proc/uptime') as uptime:
        return int(uptime.read().split()[0].replace('.', '')) * 10_000_000


_CLOCKS = {0: _time.time_ns, 1: _time.monotonic_ns, 2: _time.process_time_ns, 3: _time.thread_time_ns,
           4: _time.monotonic_ns, 7: _since_boot, 11: _time.time_ns}
for _name, _value in (
        ('CLOCK_REALTIME', 0), ('CLOCK_MONOTONIC', 1), ('CLOCK_PROCESS_CPUTIME_ID', 2), ('CLOCK_THREAD_CPUTIME_ID', 3),
        ('CLOCK_MONOTONIC_RAW', 4), ('CLOCK_BOOTTIME', 7), ('CLOCK_TAI', 11), ('clock_gettime', clock_gettime),
        ('clock_gettime_ns', clock_gettime_ns), ('clock_getres', lambda clock: 1e-09)):
    setattr(_time, _name, _value)


class times_result(tuple):
    user, system, children_user, children_system, elapsed = (property(lambda self, i=i: self[i]) for i in range(5))


def _same_identity(call, own, count=1):
    def changed(*ids):
        if any(number not in (-1, own()) for number in ids):
            raise _refuse('os.' + call)
    return changed


_os.times_result = times_result
for _name, _function in (
        ('geteuid', lambda: _ids('Uid:')[1]), ('getegid', lambda: _ids('Gid:')[1]),
        ('getgroups', lambda: _ids('Groups:')), ('getresuid', lambda: tuple(_ids('Uid:')[:3])),
        ('getresgid', lambda: tuple(_ids('Gid:')[:3])), ('getppid', lambda: _PID),
        ('getpgrp', lambda: _host.need_process('os.getpgrp()')), ('getpgid', lambda pid: _stat_field(pid, 2)),
        ('getsid', lambda pid: _stat_field(pid, 3)), ('getpriority', getpriority), ('setpriority', setpriority),
        ('nice', nice), ('getlogin', getlogin), ('sched_getaffinity', sched_getaffinity),
        ('getgrouplist', getgrouplist), ('getloadavg', getloadavg), ('times', _times), ('uname', _uname),
        ('confstr', confstr), ('strerror', strerror), ('statvfs', statvfs), ('getxattr', getxattr),
        ('listxattr', listxattr), ('setsid', lambda: _host.need_process('os.setsid()')),
        ('setpgrp', lambda: _host.need_process('os.setpgrp()')),
        ('setpgid', lambda pid, group: None if pid else _host.need_process('os.setpgid(0, ...)')), ('sync', lambda: None), ('sched_yield', lambda: _sleep(0)),
        ('getrandom', lambda size, flags=0: _os.urandom(size)), ('pathconf', lambda path, name: _PATH_LIMITS[name]),
        ('fstatvfs', lambda fd: statvfs(fd)), ('sysconf', sysconf), ('ttyname', _no_terminal),
        ('tcgetpgrp', _no_terminal), ('tcsetpgrp', lambda fd, group: _no_terminal(fd)),
        ('chown', _owned('chown', _os.stat)), ('lchown', _owned('lchown', _os.lstat)),
        ('fchown', _owned('fchown', _os.fstat))):
    _give(_name, _function)
for _name in ('setuid', 'seteuid', 'setreuid', 'setresuid'):
    _give(_name, _same_identity(_name, lambda: _os.getuid()))
for _name in ('setgid', 'setegid', 'setregid', 'setresgid'):
    _give(_name, _same_identity(_name, lambda: _os.getgid()))
_PATH_LIMITS = {'PC_NAME_MAX': 255, 'PC_PATH_MAX': 4096, 'PC_PIPE_BUF': 4096, 'PC_LINK_MAX': 127}
_os.PRIO_PROCESS, _os.PRIO_PGRP, _os.PRIO_USER = 0, 1, 2


# --- the accounts of /etc, and what a directory service adds

def _entries(database, key=None):
    """Lines of passwd or group: from the file, a missing one from the machine's getent."""
    found = []
    try:
        with _open('/etc/' + database, errors='surrogateescape') as lines:
            found = [line.rstrip('\n').split(':') for line in lines if line.count(':') > 2 and line[0] != '#']
    except OSError:
        pass
    if key is None:
        return found
    name, number = key if isinstance(key, str) else None, str(key)
    for fields in found:
        if fields[0] == name or name is None and fields[2] == number:
            return fields
    if _uses_service(database):
        import subprocess
        answer = subprocess.run(['getent', database, number], capture_output=True, text=True)
        if answer.returncode == 0 and answer.stdout.count(':') > 2:
            return answer.stdout.splitlines()[0].split(':')
    return None


def _uses_service(database):
    """Whether accounts come from more than files, as /etc/nsswitch.conf says."""
    try:
        with _open('/etc/nsswitch.conf') as switch:
            for line in switch:
                if line.startswith(database + ':'):
                    return not set(line.split()[1:]) <= {'files', 'systemd', 'compat'}
    except OSError:
        pass
    return False


def _groups():
    return [_group(fields) for fields in _entries('group')]


def _group(fields):
    return fields[0], fields[1], int(fields[2]), [name for name in fields[3].split(',') if name]


def _mend_pwd(module):
    def account(fields):
        return module.struct_passwd((fields[0], fields[1], int(fields[2]), int(fields[3]), fields[4], fields[5],
                                     fields[6]))

    def getpwnam(name):
        if not isinstance(name, str):
            raise TypeError('getpwnam() argument must be str, not ' + type(name).__name__)
        fields = _entries('passwd', name)
        if fields is None:
            raise KeyError('getpwnam(): name not found: %r' % name)
        return account(fields)

    def getpwuid(uid):
        if not isinstance(uid, int):
            raise TypeError('uid should be integer, not ' + type(uid).__name__)
        fields = _entries('passwd', uid)
        if fields is None:
            raise KeyError('getpwuid(): uid not found: %d' % uid)
        return account(fields)

    def getpwall():
        return [account(fields) for fields in _entries('passwd')]

    for function in (getpwnam, getpwuid, getpwall):
        module.__dict__[function.__name__] = function
        function.__module__ = 'pwd'


def _mend_sysconfig(module):
    # GraalPy names the processor that its jar was built on
    _sys.implementation._multiarch = '%s-%s' % (_os.uname().machine, _sys.platform)


_MENDS['pwd'] = _mend_pwd
_MENDS['sysconfig'] = _mend_sysconfig
