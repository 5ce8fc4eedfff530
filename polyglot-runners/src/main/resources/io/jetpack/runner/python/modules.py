"""Modules that GraalPy lacks or that need native code: supplied as far as can be, else refused in a sentence."""
_Module = type(_sys)
_NATIVE = ('_ctypes', '_sqlite3', '_curses', '_curses_panel', '_bz2', '_tkinter', '_gdbm', '_dbm', 'nis', 'crypt',
           '_crypt', '_posixshmem', 'ossaudiodev', '_cpython_sre', '_cpython_unicodedata')

# what the library has in Python, too: GraalPy's own words dates without the letters of the C library
_WRITTEN_IN_PYTHON = ('_datetime',)


class _Supplied:
    """Finds the modules of this file, before the system's own, and refuses those that need native code."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _SUPPLIED:
            from importlib._bootstrap import ModuleSpec
            return ModuleSpec(name, _Supplied, origin='built-in')
        if name in _WRITTEN_IN_PYTHON:
            raise ModuleNotFoundError('No module named %r' % name, name=name)
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
