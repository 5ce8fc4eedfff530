"""Programs: system, exec as a child that is waited for, and all forms of spawn."""
_os_system = _os.system


def _launch(args, executables, env):
    """Starts a child that inherits everything; raises what exec would have raised."""
    import _posixsubprocess
    entries = None if env is None else [_os.fsencode(k) + b'=' + _os.fsencode(v) for k, v in env.items()]
    executables = tuple(_os.fsencode(executable) for executable in executables)
    read, write = _os.pipe()
    try:
        pid = _posixsubprocess.fork_exec([_os.fsencode(arg) for arg in args], executables, True, (write,), None, entries,
                                         -1, -1, -1, -1, -1, -1, read, write, True, False, -1, None, None, None, -1,
                                         None, False)
        _os_close(write)
        write = -1
        failure = _os.read(read, 50000)
    finally:
        _os_close(read)
        if write != -1:
            _os_close(write)
    if failure:
        number = int(failure.split(b':')[1], 16)
        raise OSError(number, _os.strerror(number), _os.fsdecode(executables[-1]))
    return pid


def _searched(file, env):
    if _os.path.dirname(file):
        return [file]
    return [_os.path.join(_os.fsdecode(folder), _os.fsdecode(file)) for folder in _os.get_exec_path(env)]


def system(command):
    if _writers:
        _flush_files()
    if _replaced or _timer is not None:
        return waitpid(_launch(['sh', '-c', command], ['/bin/sh'], None), 0)[1]
    code = _os_system(command)
    signal = _host.last_signal()
    return signal if signal else code << 8


def _executed(pid):
    """The rest of exec: this process is the other program, as far as anybody can see."""
    status = waitpid(pid, 0)[1]
    if status & 0x7F:
        _host.signalled(status & 0x7F)
    _exit(status >> 8 if status & 0x7F == 0 else 128 + status)


def execv(path, argv):
    _executed(_launch(argv, [path], None))


def execve(path, argv, env):
    _executed(_launch(argv, [path], env))


def _execvpe(file, args, env=None):
    _executed(_launch(args, _searched(file, env), env))


def posix_spawn(path, argv, env, *, file_actions=None, **attributes):
    if file_actions:
        raise _refuse('os.posix_spawn with file_actions')
    return _launch(argv, [path], env)


def posix_spawnp(path, argv, env, *, file_actions=None, **attributes):
    if file_actions:
        raise _refuse('os.posix_spawnp with file_actions')
    return _launch(argv, _searched(path, env), env)


def _spawn(mode, args, executables, env):
    try:
        pid = _launch(args, executables, env)
    except OSError:
        return 127
    if mode != 0:
        return pid
    return _os.waitstatus_to_exitcode(waitpid(pid, 0)[1])


_os.P_WAIT, _os.P_NOWAIT, _os.P_NOWAITO = 0, 1, 1
for _name, _function in (
        ('system', system), ('execv', execv), ('execve', execve), ('posix_spawn', posix_spawn),
        ('posix_spawnp', posix_spawnp)):
    _give(_name, _function)
_os._execvpe = _execvpe
for _name, _function in (
        ('spawnv', lambda mode, file, args: _spawn(mode, args, [file], None)),
        ('spawnve', lambda mode, file, args, env: _spawn(mode, args, [file], env)),
        ('spawnvp', lambda mode, file, args: _spawn(mode, args, _searched(file, None), None)),
        ('spawnvpe', lambda mode, file, args, env: _spawn(mode, args, _searched(file, env), env)),
        ('spawnl', lambda mode, file, *args: _spawn(mode, args, [file], None)),
        ('spawnle', lambda mode, file, *args: _spawn(mode, args[:-1], [file], args[-1])),
        ('spawnlp', lambda mode, file, *args: _spawn(mode, args, _searched(file, None), None)),
        ('spawnlpe', lambda mode, file, *args: _spawn(mode, args[:-1], _searched(file, args[-1]), args[-1]))):
    setattr(_os, _name, _function)
    _function.__name__ = _function.__qualname__ = _name
