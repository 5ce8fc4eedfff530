"""Closes the gaps of GraalPy's emulated operating system, or refuses with a message that names them."""
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
_handlers = {}      # signal -> handler, accepted and remembered
_files = []         # weak references to the file objects that this run has opened
_descriptors = set()
_sockets = []
_threads = 0
_threads_cpu = 0
_spoiled = False    # a standard descriptor was closed or replaced


def _give(name, function):
    function.__name__ = function.__qualname__ = name
    setattr(_os, name, function)
    setattr(_posix, name, function)
    return function


def _start_run():
    global _threads_cpu, _spoiled
    _handlers.clear()
    _threads_cpu = 0
    _spoiled = False


def _end_run():
    """Closes what the run left open; says whether the context is still whole."""
    for reference in _files:
        file = reference()
        if file is not None and not file.closed:
            try:
                file.close()
            except BaseException:
                pass
    _files.clear()
    for descriptor in list(_descriptors):
        try:
            _os_close(descriptor)
        except OSError:
            pass
    _descriptors.clear()
    for reference in _sockets:
        open_socket = reference()
        if open_socket is not None:
            try:
                open_socket.close()
            except BaseException:
                pass
    _sockets.clear()
    if _threads_cpu:
        _host.threads_used(_threads_cpu)
    return not _spoiled and _threads_gone()


def _threads_gone():
    for _ in range(20):
        if _threads == 0:
            return True
        _time.sleep(0.001)
    return False


_environment = {}   # os.environ's own dict as a run finds it


_put_names = set()      # names given to os.putenv and os.unsetenv: a script may go past os.environ
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
    environ = _os.environ
    if _put_names:
        for name in _put_names:
            if name in environ._data:
                _os_putenv(name, environ._data[name])
            else:
                _os_unsetenv(name)
        _put_names.clear()
    if joined is None:
        if environ._data == _environment:
            return
        wanted = {_os.fsdecode(name): _os.fsdecode(value) for name, value in _environment.items()}
    else:
        wanted = dict(entry.split('=', 1) for entry in joined.split('\0') if entry)
    for name in [name for name in environ if name not in wanted]:
        del environ[name]
    for name, value in wanted.items():
        if environ.get(name) != value:
            environ[name] = value
    _put_names.clear()
    _environment.clear()
    _environment.update(environ._data)


# --- files

_open = _io.open
_os_open = _os.open
_os_close = _os.close
_os_dup2 = _os.dup2


def _flush_files():
    """CPython closes a file when its last reference goes; here that may take long, so others must see it."""
    for reference in _files:
        file = reference()
        if file is not None and not file.closed and file.writable():
            try:
                file.flush()
            except (OSError, ValueError):
                pass


def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if _files:
        if len(_files) > 64:
            _files[:] = [ref for ref in _files if ref() is not None and not ref().closed]
        _flush_files()
    opened = _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    if closefd or mode != 'r':
        _files.append(_weakref.ref(opened))
    return opened


open.__module__ = 'io'
_builtins.open = _io.open = open


def _opened(path, flags, mode=0o777, *, dir_fd=None):
    if _files:
        _flush_files()
    descriptor = _os_open(path, flags, mode, dir_fd=dir_fd)
    _descriptors.add(descriptor)
    return descriptor


def _closed(fd):
    global _spoiled
    _spoiled = _spoiled or fd <= 2
    _descriptors.discard(fd)
    _os_close(fd)


def _duplicated(fd, fd2, inheritable=True):
    global _spoiled
    _spoiled = _spoiled or fd2 <= 2
    return _os_dup2(fd, fd2, inheritable)


_give('open', _opened)
_give('close', _closed)
_give('dup2', _duplicated)


# --- threads

_start_new_thread = _thread.start_new_thread


def _started(function, args, kwargs={}):
    global _threads
    if _threads >= _THREADS_AT_MOST:
        raise RuntimeError("can't start new thread: a check may have %d at most" % _THREADS_AT_MOST)
    _threads += 1

    def body():
        global _threads, _threads_cpu
        try:
            function(*args, **kwargs)
        finally:
            _threads_cpu += _time.thread_time_ns()
            _threads -= 1
    return _start_new_thread(body, ())


_started.__name__ = _started.__qualname__ = 'start_new_thread'
_thread.start_new_thread = _thread.start_new = _started


def _join_threads():
    threading = _sys.modules.get('threading')
    if threading is None:
        return
    for callback in reversed(threading._threading_atexits):
        callback()
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()


# --- processes and signals

_os_system = _os.system
_os_waitpid = _os.waitpid


def _status(pid, status):
    signal = _host.signal_of(pid)
    return signal if signal else status


def system(command):
    _flush_files()
    code = _os_system(command)
    signal = _host.last_signal()
    return signal if signal else code << 8


def waitpid(pid, options):
    found, status = _os_waitpid(pid, options)
    if found == 0:
        return found, status
    signal = _host.signal_of(found)
    if signal:
        return found, signal
    code = status >> 8 if status > 0x7F or status == 0 else 128 + status
    return found, (code & 0xFF) << 8


def kill(pid, signal):
    if pid == _os.getpid():
        if signal:
            _raise(int(signal))
        return
    error = _host.kill(pid, int(signal))
    if error:
        raise OSError(error, _os.strerror(error))


def killpg(group, signal):
    kill(-group, signal)


def _raise(signal):
    """What a signal to itself does to a process."""
    handler = _handlers.get(signal, 0)
    if callable(handler):
        handler(signal, _sys._getframe(1))
        return
    if handler == 1 and signal not in (9, 19) or signal in (17, 18, 23, 28):
        return
    _host.signalled(signal)
    _posix._exit(128 + signal)


def abort():
    _raise(6)


_give('system', system)
_give('waitpid', waitpid)
_give('kill', kill)
_give('killpg', killpg)
_give('abort', abort)


def _after_import(name, module):
    """Mends a standard module right after its import."""
    mend = _MENDS.get(name)
    if mend is not None:
        mend(module)


def _mend_signal(module):
    default = module.SIG_DFL

    def signal(signalnum, handler):
        number = int(signalnum)
        if not 0 < number < 65:
            raise ValueError('signal number out of range')
        if number in (9, 19):
            raise OSError(22, 'Invalid argument')
        if not callable(handler) and handler not in (0, 1):
            raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
        previous = _handlers.get(number, default)
        _handlers[number] = handler
        return previous

    def getsignal(signalnum):
        return _handlers.get(int(signalnum), default)

    def raise_signal(signalnum):
        _raise(int(signalnum))

    for function in (signal, getsignal, raise_signal):
        module.__dict__[function.__name__] = function
        function.__module__ = 'signal'


def _mend_socket(module):
    namespace = module.__dict__
    original = module.socket.__init__

    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        _sockets.append(_weakref.ref(self))
    module.socket.__init__ = __init__
    namespace.setdefault('AF_UNIX', 1)


def _mend_io(module):
    module.open = open


_MENDS = {'io': _mend_io, 'signal': _mend_signal, 'socket': _mend_socket}


# --- small things

class Quitter:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return 'Use %s() or Ctrl-D (i.e. EOF) to exit' % self.name

    def __call__(self, code=None):
        raise SystemExit(code)


_builtins.exit = Quitter('exit')
_builtins.quit = Quitter('quit')


def _ids(line):
    with _open('/proc/self/status') as status:
        for text in status:
            if text.startswith(line):
                return [int(word) for word in text.split()[1:]]
    return []


_give('geteuid', lambda: _ids('Uid:')[1])
_give('getegid', lambda: _ids('Gid:')[1])
_give('getgroups', lambda: _ids('Groups:'))
_give('getresuid', lambda: tuple(_ids('Uid:')[:3]))
_give('getresgid', lambda: tuple(_ids('Gid:')[:3]))


def getloadavg():
    with _open('/proc/loadavg') as load:
        return tuple(float(word) for word in load.read().split()[:3])


_give('getloadavg', getloadavg)


def _install(host):
    global _host
    _host = host
