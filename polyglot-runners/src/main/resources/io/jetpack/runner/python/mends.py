"""Parts of modules that GraalPy lacks or that would reach the agent: limits, descriptors, locale, platform."""
def _mend_multiprocessing(module):
    """Its locks are for processes that come of a fork."""
    class SemLock:
        SEM_VALUE_MAX = 0x7FFFFFFF

        def __init__(self, *arguments):
            raise _refuse('multiprocessing')

    module.SemLock = SemLock


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

    def flock(fd, operation):
        raise _refuse('fcntl.flock')

    def lockf(fd, cmd, len=0, start=0, whence=0):
        raise _refuse('fcntl.lockf')

    for function in (fcntl, ioctl, flock, lockf):
        module.__dict__[function.__name__] = function
        function.__module__ = 'fcntl'


def _blocks(fd):
    try:
        return _os.get_blocking(fd)
    except OSError:
        return True


def _mend_resource(module):
    names = ('Max cpu time', 'Max file size', 'Max data size', 'Max stack size', 'Max core file size',
             'Max resident set', 'Max processes', 'Max open files', 'Max locked memory', 'Max address space')
    for number, name in enumerate(('CPU', 'FSIZE', 'DATA', 'STACK', 'CORE', 'RSS', 'NPROC', 'NOFILE', 'MEMLOCK', 'AS')):
        module.__dict__['RLIMIT_' + name] = number
    module.RLIM_INFINITY = -1

    def getrlimit(resource):
        if not 0 <= resource < len(names):
            raise ValueError('invalid resource specified')
        for line in _host.own('limits').splitlines():
            if line.startswith(names[resource] + ' '):
                words = line[len(names[resource]):].split()
                return tuple(-1 if word == 'unlimited' else int(word) for word in words[:2])
        return -1, -1

    def setrlimit(resource, limits):
        soft, hard = limits
        if (soft, hard) != getrlimit(resource):
            _host.need_process('resource.setrlimit()')

    def prlimit(pid, resource, limits=None):
        if pid != 0:
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


_MENDS.update(_multiprocessing=_mend_multiprocessing, subprocess=_mend_subprocess, fcntl=_mend_fcntl,
              resource=_mend_resource, platform=_mend_platform, locale=_mend_locale)
for _name in list(_MENDS):
    if _name in _sys.modules:
        _after_import(_name, _sys.modules[_name])
