"""The base of what closes the gaps of GraalPy's emulated operating system; one file a subject follows."""
import builtins as _builtins
import errno as _errno
import _io
import os as _os
import posix as _posix
import sys as _sys
import time as _time
import _thread
import _weakref

_THREADS_AT_MOST = 512
_host = None        # functions of the host, set by _install
_given = ()         # names of the modules that the program gives to its scripts
_PID = 0            # the agent's
_threads = 0
_threads_cpu = 0
_spoiled = False    # a standard descriptor was closed or replaced
_MENDS = {}         # module -> what to do with it right after its import


def _give(name, function):
    function.__name__ = function.__qualname__ = name
    setattr(_os, name, function)
    setattr(_posix, name, function)
    return function


def _after_import(name, module):
    """Mends a standard module right after its import."""
    mend = _MENDS.get(name)
    if mend is not None:
        mend(module)


def _asked_by_script(depth=2):
    """Whether it is the script, or a helper of it, that has called a function of ours, and no standard module."""
    frame = _sys._getframe(depth)
    if frame.f_code.co_filename.startswith('jetpack/'):
        return False
    # not by the file of the code, which is where GraalPy was built
    spec = frame.f_globals.get('__spec__')
    return spec is None or not _is_standard(spec)


def getpid():
    if _asked_by_script():
        return _host.own_number()
    return _PID


def _start_run():
    global _threads_cpu, _spoiled, _main_thread
    _handlers.clear()
    _threads_cpu = 0
    _spoiled = False
    _main_thread = _get_ident()
    umask(_first_mask)


def _end_run():
    """Closes what the run left open; says whether the context is still whole."""
    if _timer is not None:
        _set_timer(0)
    whole = not _spoiled and not _replaced and _standard_descriptors_there()
    _close_files()
    _close_sockets()
    _children.clear()
    _virtual.clear()
    _real.clear()
    if _threads_cpu:
        _host.threads_used(_threads_cpu)
    return whole and _threads_gone()


def _standard_descriptors_there():
    try:
        for descriptor in _STANDARD_DESCRIPTORS:
            _os.fstat(descriptor)
        return True
    except OSError:
        return False


def _threads_gone():
    for _ in range(20):
        if _threads == 0:
            return True
        _sleep(0.001)
    return False


_environment = {}   # os.environ's own dict as a run finds it


_put_names = set()  # names given to os.putenv and os.unsetenv: a script may go past os.environ
_os_putenv = _os.putenv
_os_unsetenv = _os.unsetenv


def putenv(name, value):
    _put_names.add(_os.fsencode(name))
    _os_putenv(name, value)


def unsetenv(name):
    _put_names.add(_os.fsencode(name))
    _os_unsetenv(name)


_give('putenv', putenv)
_give('unsetenv', unsetenv)


def _set_environment(joined):
    """Makes os.environ what the run asked for; None means the same as for the run before."""
    data = _os.environ._data
    if _put_names:
        for name in _put_names:
            if name in data:
                _os_putenv(name, data[name])
            else:
                _os_unsetenv(name)
        _put_names.clear()
    if joined is None:
        if data == _environment:
            return
        wanted = dict(_environment)
    else:
        entries = joined.encode('utf-8', 'surrogateescape').split(b'\0')
        wanted = dict(entry.split(b'=', 1) for entry in entries if entry)
    # past os.environ, whose look-ups cost an exception for each new name
    for name in data.keys() - wanted.keys():
        del data[name]
        _os_unsetenv(name)
    for name, value in wanted.items():
        if data.get(name) != value:
            data[name] = value
            _os_putenv(name, value)
    _environment.clear()
    _environment.update(wanted)


class Quitter:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return 'Use %s() or Ctrl-D (i.e. EOF) to exit' % self.name

    def __call__(self, code=None):
        raise SystemExit(code)


_builtins.exit = Quitter('exit')
_builtins.quit = Quitter('quit')


def _install(host):
    global _host, _given, _PID
    _host = host
    _given = frozenset(filter(None, host.given_names().split('\0')))
    _PID = host.pid()
    _give('getpid', getpid)
    _find_mask()
