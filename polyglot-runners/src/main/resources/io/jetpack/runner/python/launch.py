"""Runs a script as `python3 script.py` does, and says how it ended."""
import atexit as _atexit
import _io
import os as _os
import sys as _sys
import types as _types

_REUSABLE = 1 << 16
_THREADS_SHIFT = 17
_FRAMES_AT_MOST = 40


_UNWRITTEN = 120    # CPython's exit code when the output could not be written
_exit_functions = []


def register(func, /, *args, **kwargs):
    if not callable(func):
        raise TypeError('the first argument must be callable')
    _exit_functions.append((func, args, kwargs))
    return func


def unregister(func, /):
    _exit_functions[:] = [entry for entry in _exit_functions if not entry[0] == func]


def _run_exitfuncs():
    """Calls them, last first. What they raise is printed: only here it would end the program with another code."""
    for entry in _exit_functions[::-1]:
        if entry in _exit_functions:    # not unregistered meanwhile
            func, args, kwargs = entry
            try:
                func(*args, **kwargs)
            except BaseException as error:
                _unraisable(error, 'Exception ignored in atexit callback', func)
    del _exit_functions[:]


class _Unraisable:
    def __init__(self, error, message, object):
        self.exc_type, self.exc_value, self.exc_traceback = type(error), error, _without_us(error.__traceback__)
        self.err_msg, self.object = message, object


def _unraisable(error, message, object):
    """Hands an exception that nobody can catch to the hook for such."""
    try:
        hook = _sys.unraisablehook
        if hook is not _sys.__unraisablehook__:
            hook(_Unraisable(error, message, object))
            return
        stderr = _sys.stderr
        if stderr is not None:
            print('%s: %r' % (message, object), file=stderr)
            from traceback import print_exception
            print_exception(type(error), error, _without_us(error.__traceback__), file=stderr)
    except BaseException:
        pass    # stderr does not take it, or the hook failed


for _function in (register, unregister, _run_exitfuncs):
    _function.__module__ = 'atexit'
    setattr(_atexit, _function.__name__, _function)
_atexit._clear = _exit_functions.clear
_atexit._ncallbacks = lambda: len(_exit_functions)


class _Program:
    """A script to be compiled for its first run, and how far its words could reach into standard modules."""

    def __init__(self, path, source, deep, stored):
        self.path = path
        self.source = source
        self.code = None
        self.error = None
        self.deep = deep
        self.stored = stored.split('\0')[:-1]
        self.modules = {}   # standard modules that its last run imported
        self.submodules = []

    def compile(self):
        """Returns what is wrong with the source, if anything is; nothing is done twice."""
        if self.code is None and self.error is None:
            source = self.source.encode('latin-1')
            try:
                self.code = compile(source, self.path, 'exec', dont_inherit=True)
                if b'__builtins__' in source:
                    self._bind_builtins(source)
            except (SyntaxError, ValueError) as error:
                from traceback import format_exception_only
                if isinstance(error, IndentationError) and error.msg == 'unexpected indent':
                    self._place(error, source)
                self.error = ''.join(format_exception_only(error))
            self.source = None
        return self.error

    @staticmethod
    def _place(error, source):
        """GraalPy takes any line that is indented for nothing for the first one of the script."""
        import tokenize as words
        last = ''
        try:
            for word in words.tokenize(_io.BytesIO(source).readline):
                if word.type == words.INDENT and last != ':':
                    error.lineno, error.offset, error.text = word.start[0], None, word.line
                    return
                if word.type not in (words.ENCODING, words.INDENT, words.DEDENT, words.NEWLINE, words.NL, words.COMMENT):
                    last = word.string
        except (SyntaxError, words.TokenError):
            pass  # it says the first line then

    def _bind_builtins(self, source):
        """exec makes __builtins__ the dict, as in a module that is imported; in a script it is the module."""
        import _ast
        tree = compile(source, self.path, 'exec', _ast.PyCF_ONLY_AST, dont_inherit=True)
        place = 0
        for node in tree.body:
            if not (isinstance(node, _ast.ImportFrom) and node.module == '__future__'
                    or place == 0 and isinstance(node, _ast.Expr) and isinstance(node.value, _ast.Constant)):
                break
            place += 1
        where = dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)
        name = _ast.alias(name='builtins', asname='__builtins__', **where)
        tree.body.insert(place, _ast.Import(names=[name], **where))
        self.code = compile(tree, self.path, 'exec', dont_inherit=True)


class _StandardStream(_io.TextIOWrapper):
    """Notes when the script takes it out of service, and leaves the descriptor open then."""

    def close(self):
        _renewed.add(self.fileno())
        _io.TextIOWrapper.close(self)

    def detach(self):
        _renewed.add(self.fileno())
        return _io.TextIOWrapper.detach(self)

    def reconfigure(self, **changes):
        _renewed.add(self.fileno())
        _io.TextIOWrapper.reconfigure(self, **changes)


_StandardStream.__name__ = _StandardStream.__qualname__ = 'TextIOWrapper'
_StandardStream.__module__ = '_io'
_STREAMS = (('stdin', 'r', 'surrogateescape'), ('stdout', 'w', 'surrogateescape'), ('stderr', 'w', 'backslashreplace'))
_renewed = {0, 1, 2}


def _renew_streams():
    for descriptor in _renewed:
        name, mode, errors = _STREAMS[descriptor]
        raw = _io.FileIO(descriptor, mode, closefd=False)
        buffer = _io.BufferedReader(raw) if mode == 'r' else _io.BufferedWriter(raw)
        stream = _StandardStream(buffer, encoding='utf-8', errors=errors, line_buffering=descriptor == 2)
        stream.mode = mode
        for key in (name, '__' + name + '__'):
            _put(_sys, key, stream)
    _renewed.clear()


def exit(status=None, /):
    """Raises what a tuple is a code of, and no list of arguments, as CPython does up to 3.11."""
    if status is None:
        raise SystemExit
    raise status if isinstance(status, SystemExit) else SystemExit(status)


exit.__module__ = 'sys'
_sys.exit = exit


def _exit_code(value):
    if value is None:
        return 0
    if isinstance(value, int):
        return value & 0xFF if -0x8000000000000000 <= value <= 0x7FFFFFFFFFFFFFFF else 0xFF
    try:
        if _sys.stderr is None:
            _os.write(2, _os.fsencode('%s\n' % (value,)))
        else:
            print(value, file=_sys.stderr)
    except BaseException:
        pass
    return 1


def _report(error):
    trace = _without_us(error.__traceback__)
    _show(error.with_traceback(trace), trace)


def _ours(trace):
    return trace.tb_frame.f_code.co_filename.startswith('jetpack/')


def _without_us(trace):
    """The traceback without the frames of this package, as CPython leaves out those of its import system."""
    while trace is not None and _ours(trace):
        trace = trace.tb_next
    last = trace
    for _ in range(_FRAMES_AT_MOST):
        if last is None or last.tb_next is None:
            break
        if _ours(last.tb_next):
            last.tb_next = last.tb_next.tb_next
        else:
            last = last.tb_next
    return trace


def _show(error, trace):
    if _sys.stderr is None and _sys.excepthook is _sys.__excepthook__:
        return
    try:
        _sys.excepthook(type(error), error, trace)
    except SystemExit:
        raise
    except BaseException as second:
        print('Error in sys.excepthook:', file=_sys.stderr)
        _sys.__excepthook__(type(second), second, second.__traceback__)
        print('\nOriginal exception was:', file=_sys.stderr)
        _sys.__excepthook__(type(error), error, trace)


def _flush():
    """Says whether the standard streams took everything, as CPython asks when it ends."""
    whole = True
    for name in ('stdout', 'stderr'):
        stream = _sys.__dict__.get(name)
        try:
            if stream is None or getattr(stream, 'closed', False):
                continue
            stream.flush()
        except BaseException as error:
            whole = False
            if name == 'stdout':
                _unraisable(error, 'Exception ignored in', stream)
    return whole


def _execute(program):
    main = _types.ModuleType('__main__')
    namespace = main.__dict__
    namespace['__file__'] = program.path
    namespace['__cached__'] = None
    namespace['__builtins__'] = _builtins
    modules = _sys.modules
    modules['__main__'] = main
    if program.modules:
        # a script that could tell the difference reaches deep: it imports them one by one
        modules.update(program.modules)
        for name, module in program.submodules:
            _bind_to_parent(name, module)
        if 'logging' in program.modules:
            _atexit.register(program.modules['logging'].shutdown)
    exec(program.code, namespace)


def _run(program, arguments, environment, directory):
    """Returns the exit code, the signal shifted by 8, whether the context can be used again, and threads that are left."""
    if _renewed:
        _renew_streams()
    _set_environment(environment)
    _os.chdir(directory)
    _prepare(program.path, arguments.split('\0')[:-1])
    _start_run()
    code, signal = _main(program)
    _finish()
    if not _flush():
        code = _UNWRITTEN
    clean = _end_run()
    left = _threads
    _flush()
    clean = _reset(program) and clean
    return code | signal << 8 | (_REUSABLE if clean else 0) | min(left, 255) << _THREADS_SHIFT


def _main(program):
    """The exit code, and the signal that ends a process which nobody keeps from being interrupted."""
    try:
        wrong = program.compile()
        if wrong is not None:
            _sys.stderr.write(wrong)
            return 1, 0
        if program.deep or program.stored:
            _look_deep()
        _execute(program)
        return 0, 0
    except SystemExit as end:
        return _exit_code(end.code), 0
    except BaseException as error:
        try:
            _report(error)
        except SystemExit as end:
            return _exit_code(end.code), 0
        if type(error) is KeyboardInterrupt:
            return 0, 2
        _advise(error)
        return 1, 0


def _finish():
    """What a process does when its program has ended; nothing of it changes the exit code."""
    try:
        _join_threads()
    except BaseException as error:
        _unraisable(error, 'Exception ignored in', _sys.modules.get('threading'))
    _run_exitfuncs()


def _advise(error):
    """Tells the operator what to do about what only the in-process Python lacks."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        lacks = "has the standard library only and no '%s'; " % error.name.partition('.')[0]
    elif isinstance(error, AttributeError) and _is_of_a_standard_module(str(error)):
        _, module, _, name, _ = str(error).split("'")
        lacks = "has no '%s.%s'; if python3 has it, " % (module, name)
    elif isinstance(error, _io.UnsupportedOperation) and 'POSIX backend' in str(error):
        lacks = 'has no such call; '
    else:
        return
    print("jetpack: the in-process Python %swith the line '# jetpack: runtime=process' the script runs under its own "
          "interpreter" % lacks, file=_sys.stderr)


def _is_of_a_standard_module(text):
    words = text.split("'")
    return text.startswith('module ') and len(words) == 5 and any(name == words[1] for name, _ in _known)


_start_isolation()
