"""Modules that GraalPy lacks or that need native code: supplied as far as can be, else refused in a sentence."""
_Module = type(_sys)
_NATIVE = ('_ctypes', '_sqlite3', '_curses', '_curses_panel', '_bz2', '_tkinter', '_gdbm', '_dbm', 'nis', 'crypt',
           '_crypt', '_posixshmem', 'ossaudiodev')


class _Supplied:
    """Finds the modules of this file, before the system's own, and refuses those that need native code."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _SUPPLIED:
            from importlib._bootstrap import ModuleSpec
            return ModuleSpec(name, _Supplied, origin='built-in')
        if name in _NATIVE:
            raise ModuleNotFoundError(
                "No module named %r: it needs native code, which the in-process Python does not load; with the line "
                "'# jetpack: runtime=process' the script runs under its own interpreter" % name, name=name)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        _SUPPLIED[module.__name__](module, module.__dict__)


class _Given:
    """Finds the modules that the program gives to its scripts."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _given:
            from importlib._bootstrap import ModuleSpec
            is_package = any(other.startswith(name + '.') for other in _given)
            return ModuleSpec(name, _Given, origin='built-in', is_package=is_package)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        name = module.__name__
        for function in filter(None, _host.given_functions(name).split('\0')):
            module.__dict__[function] = _given_function(name, function)
        exec(compile(_host.given_source(name), 'jetpack/given/%s.py' % name, 'exec', dont_inherit=True),
             module.__dict__)


def _given_function(module, name):
    def call(*arguments):
        answer = _host.given_call(module, name, *arguments)
        if answer[:1] != '=':
            raise RuntimeError(answer[1:])
        return answer[1:]
    call.__name__ = call.__qualname__ = name
    call.__module__ = module
    return call


def _record(name, fields):
    """A class of named tuples, made without importing collections."""
    namespace = {field: property(lambda self, i=i: self[i]) for i, field in enumerate(fields)}
    namespace['__repr__'] = lambda self: '%s(%s)' % (name, ', '.join('%s=%r' % pair for pair in zip(fields, self)))
    return type(name.rpartition('.')[2], (tuple,), namespace)


def _supply_grp(module, namespace):
    struct_group = module.struct_group = _record('grp.struct_group', ('gr_name', 'gr_passwd', 'gr_gid', 'gr_mem'))

    def getgrgid(id):
        fields = _entries('group', int(id))
        if fields is None:
            raise KeyError('getgrgid(): gid not found: %d' % id)
        return struct_group(_group(fields))

    def getgrnam(name):
        fields = _entries('group', name)
        if fields is None:
            raise KeyError('getgrnam(): name not found: %r' % name)
        return struct_group(_group(fields))

    def getgrall():
        return [struct_group(group) for group in _groups()]

    namespace.update(getgrgid=getgrgid, getgrnam=getgrnam, getgrall=getgrall)


def _supply_spwd(module, namespace):
    struct_spwd = module.struct_spwd = _record('spwd.struct_spwd', (
        'sp_namp', 'sp_pwdp', 'sp_lstchg', 'sp_min', 'sp_max', 'sp_warn', 'sp_inact', 'sp_expire', 'sp_flag'))

    def getspall():
        with _open('/etc/shadow') as shadow:
            lines = [line.rstrip('\n').split(':') for line in shadow]
        return [struct_spwd(fields[:2] + [int(field or -1) for field in fields[2:9]])
                for fields in lines if len(fields) >= 9]

    def getspnam(name):
        for entry in getspall():
            if entry[0] == name:
                return entry
        raise KeyError('getspnam(): name not found')

    namespace.update(getspall=getspall, getspnam=getspnam)


def _supply_syslog(module, namespace):
    """Messages go through the program logger, which every Linux has; without it nowhere, as without a daemon."""
    levels = ('EMERG', 'ALERT', 'CRIT', 'ERR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG')
    facilities = ('KERN', 'USER', 'MAIL', 'DAEMON', 'AUTH', 'SYSLOG', 'LPR', 'NEWS', 'UUCP', 'CRON', 'AUTHPRIV', 'FTP')
    namespace.update(('LOG_' + level, i) for i, level in enumerate(levels))
    namespace.update(('LOG_' + facility, i << 3) for i, facility in enumerate(facilities))
    namespace.update(('LOG_LOCAL%d' % i, 16 + i << 3) for i in range(8))
    namespace.update(LOG_PID=1, LOG_CONS=2, LOG_ODELAY=4, LOG_NDELAY=8, LOG_NOWAIT=16, LOG_PERROR=32)
    state = {}

    def openlog(ident=None, logoption=0, facility=8):
        state.update(ident=ident, option=logoption, facility=facility)

    def syslog(priority, message=None):
        if message is None:
            priority, message = 6, priority
        if not state.get('mask', 0xFF) & 1 << (priority & 7):
            return
        name = _os.path.basename(_sys.argv[0]) if _sys.argv else 'python'
        number = priority if priority > 7 else state.get('facility', 8) | priority
        facility = 'local%d' % ((number >> 3) - 16) if number >> 3 >= 16 else facilities[number >> 3].lower()
        options = ['--stderr'] if state.get('option', 0) & 32 else []
        import subprocess
        try:
            subprocess.run(['logger', *options, '-p', '%s.%s' % (facility, levels[number & 7].lower()),
                            '-t', state.get('ident') or name, '--', message], stderr=subprocess.DEVNULL)
        except OSError:
            pass

    def setlogmask(mask):
        previous = state.get('mask', 0xFF)
        if mask:
            state['mask'] = mask
        return previous

    namespace.update(openlog=openlog, syslog=syslog, closelog=state.clear, setlogmask=setlogmask,
                     LOG_MASK=lambda level: 1 << level, LOG_UPTO=lambda level: (1 << level + 1) - 1)


def _supply_termios(module, namespace):
    """A check has no terminal: what termios says about anything else."""
    class error(Exception):
        pass

    def refused(*arguments):
        raise error(_errno.ENOTTY, 'Inappropriate ioctl for device')

    namespace.update(dict.fromkeys(('tcgetattr', 'tcsetattr', 'tcsendbreak', 'tcdrain', 'tcflush', 'tcflow',
                                    'tcgetwinsize', 'tcsetwinsize'), refused), error=error)
    error.__module__ = 'termios'
    namespace.update(
        TCSANOW=0, TCSADRAIN=1, TCSAFLUSH=2, TCIFLUSH=0, TCOFLUSH=1, TCIOFLUSH=2, TIOCGWINSZ=0x5413, TIOCSWINSZ=0x5414,
        FIONREAD=0x541B, TIOCINQ=0x541B, TIOCGPGRP=0x540F, TIOCSPGRP=0x5410, TIOCNOTTY=0x5422, TIOCSCTTY=0x540E,
        TIOCMGET=0x5415, TIOCMSET=0x5418, ICANON=2, ECHO=8, ECHOE=16, ECHOK=32, ECHONL=64, ISIG=1, IEXTEN=0x8000,
        NOFLSH=0x80, TOSTOP=0x100, IXON=0x400, IXOFF=0x1000, IXANY=0x800, ICRNL=0x100, INLCR=0x40, IGNCR=0x80,
        BRKINT=2, IGNBRK=1, IGNPAR=4, PARMRK=8, INPCK=16, ISTRIP=32, OPOST=1, ONLCR=4, CSIZE=0x30, CS5=0, CS6=16,
        CS7=32, CS8=0x30, CSTOPB=0x40, CREAD=0x80, PARENB=0x100, PARODD=0x200, HUPCL=0x400, CLOCAL=0x800,
        CRTSCTS=0x80000000, VMIN=6, VTIME=5, VINTR=0, VQUIT=1, VERASE=2, VKILL=3, VEOF=4, VSTART=8, VSTOP=9, VSUSP=10,
        NCCS=32, B0=0, B9600=13, B19200=14, B38400=15, B57600=0x1001, B115200=0x1002)


_SUPPLIED = {'grp': _supply_grp, 'spwd': _supply_spwd, 'syslog': _supply_syslog, 'termios': _supply_termios}
_sys.meta_path.insert(0, _Supplied)
_sys.meta_path.insert(0, _Given)


# --- parts of modules

_sockets = []


def _close_sockets():
    for reference in _sockets:
        open_socket = reference()
        if open_socket is not None:
            try:
                open_socket.close()
            except BaseException:
                pass
    _sockets.clear()


def _mend_socket(module):
    namespace = module.__dict__
    original = module.socket.__init__

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if family in (1, 16, 17) and fileno is None:
            raise OSError(_errno.EAFNOSUPPORT, 'only internet sockets are to be had in the in-process Python; with the '
                          "line '# jetpack: runtime=process' the script runs under its own interpreter")
        if type > 0 and type & 0xF == 3:
            raise _refuse('socket.SOCK_RAW')
        original(self, family, type, proto, fileno)
        _sockets.append(_weakref.ref(self))
    module.socket.__init__ = __init__

    def if_nameindex():
        found = []
        for name in sorted(_os.listdir('/sys/class/net')):
            try:
                with _open('/sys/class/net/%s/ifindex' % name) as index:
                    found.append((int(index.read()), name))
            except OSError:
                pass
        return sorted(found)

    def if_nametoindex(name):
        for index, known in if_nameindex():
            if known == name:
                return index
        raise OSError('no interface with this name')

    def if_indextoname(index):
        for known, name in if_nameindex():
            if known == index:
                return name
        raise OSError(_errno.ENXIO, _os.strerror(_errno.ENXIO))

    def getprotobyname(name):
        try:
            with _open('/etc/protocols') as lines:
                for line in lines:
                    words = line.partition('#')[0].split()
                    if name in words[:1] + words[2:]:
                        return int(words[1])
        except OSError:
            pass
        if name not in _PROTOCOLS:
            raise OSError('protocol not found')
        return _PROTOCOLS[name]

    for function in (if_nameindex, if_nametoindex, if_indextoname, getprotobyname):
        namespace.setdefault(function.__name__, function)
    for name, value in (('AF_UNIX', 1), ('AF_NETLINK', 16), ('AF_PACKET', 17), ('SOCK_RAW', 3), ('SOCK_SEQPACKET', 5)):
        namespace.setdefault(name, value)


_PROTOCOLS = {'ip': 0, 'icmp': 1, 'tcp': 6, 'udp': 17, 'ipv6': 41, 'ipv6-icmp': 58}


def _mend_multiprocessing(module):
    """Its locks are for processes that come of a fork."""
    class SemLock:
        SEM_VALUE_MAX = 0x7FFFFFFF

        def __init__(self, *arguments):
            raise _refuse('multiprocessing')

    module.SemLock = SemLock


def _mend_select(module):
    module.__dict__.update(POLLIN=1, POLLPRI=2, POLLOUT=4, POLLERR=8, POLLHUP=16, POLLNVAL=32, POLLRDHUP=0x2000,
                           EPOLLIN=1, EPOLLPRI=2, EPOLLOUT=4, EPOLLERR=8, EPOLLHUP=16, EPOLLRDHUP=0x2000,
                           EPOLLET=1 << 31, EPOLLONESHOT=1 << 30, EPOLL_CLOEXEC=0x80000, PIPE_BUF=4096)

    class poll:
        _second = 1000.0

        def __init__(self):
            self._wanted = {}

        def register(self, fd, eventmask=7):
            self._wanted[fd if isinstance(fd, int) else fd.fileno()] = eventmask

        def modify(self, fd, eventmask):
            fd = fd if isinstance(fd, int) else fd.fileno()
            if fd not in self._wanted:
                raise FileNotFoundError(_errno.ENOENT, _os.strerror(_errno.ENOENT))
            self._wanted[fd] = eventmask

        def unregister(self, fd):
            del self._wanted[fd if isinstance(fd, int) else fd.fileno()]

        def poll(self, timeout=None, maxevents=-1):
            reading = [fd for fd, mask in self._wanted.items() if mask & 3]
            writing = [fd for fd, mask in self._wanted.items() if mask & 4]
            if timeout is not None:
                timeout = None if timeout < 0 else timeout / self._second
            readable, writable, _ = module.select(reading, writing, [], timeout)
            found = dict.fromkeys(readable, 1)
            for fd in writable:
                found[fd] = found.get(fd, 0) | 4
            return list(found.items())

    class epoll(poll):
        _second = 1.0
        closed = False

        def __init__(self, sizehint=-1, flags=0):
            poll.__init__(self)

        def close(self):
            self.closed = True

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.close()

    module.poll, module.epoll = poll, epoll
    poll.__module__ = epoll.__module__ = 'select'


def _mend_selectors(module):
    # what select does itself needs no poll on top of it
    module.DefaultSelector = module.SelectSelector


def _mend_subprocess(module):
    module._PopenSelector = module.selectors.SelectSelector


def _mend_fcntl(module):
    module.__dict__.update(F_DUPFD=0, F_GETFD=1, F_SETFD=2, F_GETFL=3, F_SETFL=4, F_GETLK=5, F_SETLK=6, F_SETLKW=7,
                           F_DUPFD_CLOEXEC=1030, FD_CLOEXEC=1)

    def fcntl(fd, cmd, arg=0):
        fd = fd if isinstance(fd, int) else fd.fileno()
        if cmd in (0, 1030):
            return _os.dup(fd)
        if cmd == 1:
            return 0 if _os.get_inheritable(fd) else 1
        if cmd == 2:
            _os.set_inheritable(fd, not arg & 1)
            return 0
        if cmd == 3:
            return 0x8002 if _blocks(fd) else 0x8802
        if cmd == 4:
            try:
                _os.set_blocking(fd, not arg & 0x800)
            except OSError:
                pass    # a child's output: the emulation reads what is there anyway
            return 0
        raise _refuse('fcntl.fcntl with command %d' % cmd)

    def ioctl(fd, request, arg=0, mutate_flag=True):
        fd = fd if isinstance(fd, int) else fd.fileno()
        if 0x8910 <= request & 0xFFFF < 0x8980 and not isinstance(arg, int) and request & 0xFFFF != 0x8912:
            answer = _host.interface(request & 0xFFFF, bytes(arg).decode('latin-1'))
            if isinstance(answer, int):
                _raised(answer)
            answer = answer.encode('latin-1')
            if isinstance(arg, bytearray) and mutate_flag:
                arg[:] = answer
                return 0
            return answer
        if fd > 2:
            _os.get_inheritable(fd)
        raise OSError(_errno.ENOTTY, 'Inappropriate ioctl for device')

    for function in (fcntl, ioctl):
        module.__dict__[function.__name__] = function
        function.__module__ = 'fcntl'


def _blocks(fd):
    try:
        return _os.get_blocking(fd)
    except OSError:
        return True


_limits = {}        # limits that the run set: remembered, and without effect on the agent


def _mend_resource(module):
    names = ('Max cpu time', 'Max file size', 'Max data size', 'Max stack size', 'Max core file size',
             'Max resident set', 'Max processes', 'Max open files', 'Max locked memory', 'Max address space')
    for number, name in enumerate(('CPU', 'FSIZE', 'DATA', 'STACK', 'CORE', 'RSS', 'NPROC', 'NOFILE', 'MEMLOCK', 'AS')):
        module.__dict__['RLIMIT_' + name] = number
    module.RLIM_INFINITY = -1

    def getrlimit(resource):
        if resource in _limits:
            return _limits[resource]
        if not 0 <= resource < len(names):
            raise ValueError('invalid resource specified')
        with _open('/proc/self/limits') as limits:
            for line in limits:
                if line.startswith(names[resource] + ' '):
                    words = line[len(names[resource]):].split()
                    return tuple(-1 if word == 'unlimited' else int(word) for word in words[:2])
        return -1, -1

    def setrlimit(resource, limits):
        soft, hard = limits
        getrlimit(resource)
        _limits[resource] = (soft, hard)

    def prlimit(pid, resource, limits=None):
        if pid not in (0, _PID):
            raise _refuse('resource.prlimit of other processes')
        present = getrlimit(resource)
        if limits is not None:
            setrlimit(resource, limits)
        return present

    for function in (getrlimit, setrlimit, prlimit):
        module.__dict__[function.__name__] = function
        function.__module__ = 'resource'


def _mend_platform(module):
    def libc_ver(executable=None, lib='', version='', chunksize=16384):
        name, _, number = _host.libc().partition(' ')
        return (name, number) if name else (lib, version)
    module.libc_ver = libc_ver


def _mend_locale(module):
    original = module.setlocale

    def setlocale(category, locale=None):
        if locale == '':
            environ = _os.environ
            wanted = environ.get('LC_ALL') or environ.get('LC_CTYPE') or environ.get('LANG') or 'C'
            if wanted.partition('.')[0] in ('C', 'POSIX'):
                original(category, 'C')
                return wanted
        return original(category, locale)
    module.setlocale = setlocale


_MENDS.update(_multiprocessing=_mend_multiprocessing, socket=_mend_socket, select=_mend_select,
              selectors=_mend_selectors, subprocess=_mend_subprocess,
              fcntl=_mend_fcntl, resource=_mend_resource, platform=_mend_platform, locale=_mend_locale,
              _posixsubprocess=_mend_posixsubprocess)
for _name in list(_MENDS):
    if _name in _sys.modules:
        _after_import(_name, _sys.modules[_name])
