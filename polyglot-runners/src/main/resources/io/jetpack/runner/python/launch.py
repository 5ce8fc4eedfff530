"""Runs a script as `python3 script.py` does, and says how it ended."""
import atexit as _atexit
import _io
import os as _os
import sys as _sys
import types as _types

_REUSABLE = 1 << 16
_THREADS_SHIFT = 17
_FRAMES_AT_MOST = 40


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


def _exit_code(value):
    if value is None:
        return 0
    if isinstance(value, int):
        return value & 0xFF if -0x80000000 <= value <= 0xFFFFFFFF else 0xFF
    print(value, file=_sys.stderr)
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
    for stream in (_sys.stdout, _sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass


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
    signal = 0
    try:
        try:
            wrong = program.compile()
            if wrong is not None:
                _sys.stderr.write(wrong)
                code = 1
            else:
                if program.deep or program.stored:
                    _look_deep()
                _execute(program)
                code = 0
        except SystemExit as end:
            code = _exit_code(end.code)
        except KeyboardInterrupt as error:
            code, signal = 0, 2
            _report(error)
        except BaseException as error:
            code = 1
            _report(error)
            _advise(error)
        _join_threads()
        _atexit._run_exitfuncs()
    except SystemExit as end:
        code = _exit_code(end.code)
    _flush()
    _atexit._clear()
    clean = _end_run()
    left = _threads
    _flush()
    clean = _reset(program) and clean
    return code | signal << 8 | (_REUSABLE if clean else 0) | min(left, 255) << _THREADS_SHIFT


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
