"""Undoes what a run did to its interpreter, so that the next run finds it as new.

Standard modules stay loaded out of sight (they are what makes a second run cheap) and come back when they are
imported again. Rebinding a name of a standard module is noticed when it happens and undone; what can change
without such a rebinding is compared with a picture taken right after the import. What is found changed and
can not be put back costs the context: see ARCHITECTURE.md, "What a run may leave".
"""
import atexit as _atexit
import builtins as _builtins
import sys as _sys
from importlib._bootstrap import ModuleSpec as _ModuleSpec

_Module = type(_sys)
_FUNCTION = type(lambda: None)
_FIXED = (_FUNCTION, type, _Module, type(len), type(str.join), property, classmethod, staticmethod)

# what is left alone: caches of pure functions, where what is in them can not be told from what would be computed
# anew, and what is put back elsewhere
_LEFT_ALONE = {('re', '_cache'), ('re', '_cache2'), ('_strptime', '_regex_cache'), ('encodings', '_cache'),
           ('sys', 'path_importer_cache'), ('sys', 'modules'), ('sys', 'stdin'), ('sys', 'stdout'), ('sys', 'stderr'), ('linecache', 'cache'), ('struct', '_cache'),
           ('functools', '_convert'), ('posix', 'environ'), ('posix', '_have_functions')}
_LARGE = 32  # tables longer than this are compared by their length, a change in place of one entry goes unnoticed

_known = []         # (name, module) of all standard modules that this context has seen
_pictures = {}      # module -> copy of its dict, taken only for scripts that could reach into it
_states = []        # (look-up in a module's dict, names that its own functions may rebind)
_state_values = []  # the values of these as they were after the import
_containers = []        # lists, dicts and sets that are values in standard modules
_contents = []          # and copies of them
_tables = []            # long ones,
_lengths = []           # and how long they were
_changes = []       # (dict, name, old value): rebindings noticed since the last reset
_classes = []       # (class, copy of its dict) of all standard modules, taken with the pictures
_deep = False       # whether the pictures are taken
_helpers = []       # names of modules that this run has imported and that are not standard
_stash = {}         # name -> (module, its spec, names that came with it)
_seen = set()       # known modules


class _Watched(_Module):
    """The class of standard modules: notes every rebinding from outside."""

    def __setattr__(self, name, value):
        _changes.append((self, name, self.__dict__.get(name, _Watched)))
        _Module.__setattr__(self, name, value)

    def __delattr__(self, name):
        _changes.append((self, name, self.__dict__.get(name, _Watched)))
        _Module.__delattr__(self, name)


_Watched.__name__ = _Watched.__qualname__ = 'module'
_Watched.__module__ = 'builtins'


def _is_state(name, value):
    return not (name.startswith('__') or name.isupper() or isinstance(value, _FIXED))


def _get_to_know(name, module):
    """Notes what a module that was just imported is like, and watches it from now on."""
    namespace = module.__dict__
    if module in _seen:
        return
    _seen.add(module)
    _known.append((name, module))
    states = []
    # the import system's own tables change with every import
    contents = {} if name.startswith('importlib.') or name.startswith('_frozen') else namespace
    for key, value in contents.items():
        if (name, key) in _LEFT_ALONE:
            continue
        kind = type(value)
        if kind is list or kind is dict or kind is set:
            if value is not namespace and key != '__builtins__':
                if len(value) > _LARGE:
                    _tables.append(value)
                    _lengths.append(len(value))
                else:
                    _containers.append(value)
                    _contents.append(kind(value))
        elif _is_state(key, value):
            states.append(key)
    if states:
        _states.append((namespace.__getitem__, states))
        _state_values.append([namespace[key] for key in states])
    if _deep:
        _picture(name, module)
    try:
        module.__class__ = _Watched
    except TypeError:
        pass


def _look_deep():
    """From now on every name of every standard module and class can be compared."""
    global _deep
    if not _deep:
        _deep = True
        for name, module in _known:
            _picture(name, module)


def _picture(name, module):
    namespace = module.__dict__
    _pictures[module] = dict(namespace)
    for value in namespace.values():
        if isinstance(value, type) and value.__flags__ & 0x200 and getattr(value, '__module__', None) == name:
            _classes.append((value, dict(value.__dict__)))


def _put(module, name, value):
    """Binds a name behind the watch's back, as a thing that belongs there."""
    module.__dict__[name] = value
    if _deep:
        _pictures[module][name] = value


class _Importing:
    """What a standard module does to others while it is imported belongs to the picture: it is not done again."""

    def __init__(self):
        self._depth = 0

    def __enter__(self):
        if self._depth == 0:
            self._before = [type(container)(container) for container in _containers]
            self._states = _present_states()
            self._changes = len(_changes)
        self._depth += 1

    def __exit__(self, *failure):
        global _torn
        self._depth -= 1
        if self._depth:
            return
        for index, before in enumerate(self._before):
            container = _containers[index]
            if container != before:
                _torn = _torn or before != _contents[index]
                _contents[index] = type(container)(container)
        for index in range(len(self._before), len(_containers)):
            _contents[index] = type(_containers[index])(_containers[index])
        states = _present_states()
        for index, values in enumerate(states):
            if index < len(self._states) and values != self._states[index]:
                _torn = _torn or self._states[index] != _state_values[index]
        _state_values[:] = states[:]
        if _deep:
            for module, name, _ in _changes[self._changes:]:
                if name in module.__dict__ and module in _pictures:
                    _pictures[module][name] = module.__dict__[name]
        del _changes[self._changes:]


_importing = _Importing()
_torn = False       # an import changed what the script had changed before: the two can not be told apart


class _Recording:
    """The loader of a standard module that this context imports for the first time."""

    def __init__(self, loader):
        self._loader = loader

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        create = getattr(self._loader, 'create_module', None)
        return create(spec) if create else None

    def exec_module(self, module):
        spec = module.__spec__
        spec.loader = module.__loader__ = self._loader
        before = set(_sys.modules)
        with _importing:
            self._loader.exec_module(module)
        module = _sys.modules.get(spec.name, module)
        if isinstance(module, _Module):
            _after_import(spec.name, module)
            _get_to_know(spec.name, module)
            _stash[spec.name] = (module, spec, [key for key in _sys.modules if key not in before])


class _Restoring:
    """The loader of a standard module that an earlier run has imported."""

    def create_module(self, spec):
        return _stash[spec.name][0]

    def exec_module(self, module):
        name = module.__name__ if module.__name__ in _stash else module.__spec__.name
        modules = _sys.modules
        module.__dict__['__spec__'] = _stash[name][1]
        if name == 'logging':
            _atexit.register(module.shutdown)
        for other in _stash[name][2]:
            if other not in modules and other in _stash:
                modules[other] = _stash[other][0]
                _bind_to_parent(other, _stash[other][0])


def _bind_to_parent(name, module):
    parent, _, child = name.rpartition('.')
    if parent and parent in _sys.modules:
        owner = _sys.modules[parent]
        if owner.__dict__.get(child) is not module:
            setattr(owner, child, module)


_restoring = _Restoring()


class _Finder:
    """Finds standard modules in the stash, and lets the usual finders find what is not there."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _stash:
            module = _stash[name][0]
            spec = _ModuleSpec(name, _restoring, is_package=hasattr(module, '__path__'))
            if hasattr(module, '__path__'):
                spec.submodule_search_locations = module.__path__
            return spec
        for finder in _sys.meta_path:
            if finder is _Finder:
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                if spec.loader is not None and _is_standard(spec):
                    spec.loader = _Recording(spec.loader)
                else:
                    _look_deep()
                    _helpers.append(name)
                return spec
        return None


def _is_standard(spec):
    origin = spec.origin
    return origin is None or origin in ('built-in', 'frozen') or origin.startswith(_STANDARD)


_STANDARD = ''
_base = {}
_meta_path = []
_path = []
_recursion_limit = 0


def _start_isolation():
    """Takes the picture of the interpreter as the first run finds it."""
    global _STANDARD, _recursion_limit
    import os
    _STANDARD = os.path.dirname(os.path.dirname(os.__file__))
    _sys.meta_path.insert(0, _Finder)
    _meta_path[:] = _sys.meta_path
    _path[:] = [entry for entry in _sys.path if entry]
    _recursion_limit = _sys.getrecursionlimit()
    # it makes new modules of the type of sys, and they would be watched before they are complete
    _sys.modules['importlib._bootstrap']._new_module = _Module
    for name in ('__main__', 'polyglot', '__graalpython__'):
        _sys.modules.pop(name, None)
    _base.update(_sys.modules)
    for name, module in list(_base.items()):
        if isinstance(module, _Module):
            _get_to_know(name, module)
    _changes.clear()


def _prepare(script, arguments, directory):
    _sys.path[:] = [directory] + _path
    _sys.argv[:] = [script] + arguments


def _present_states():
    return [list(map(look_up, names)) for look_up, names in _states]


def _restore_states():
    for (look_up, names), values in zip(_states, _state_values):
        namespace = look_up.__self__
        for name, value in zip(names, values):
            if namespace.get(name, _Finder) is not value:
                namespace[name] = value


def _restore_container(container, copy):
    if type(container) is list:
        container[:] = copy
    else:
        container.clear()
        container.update(copy)


def _reset(suspicious, stored_names):
    """Puts everything back; says whether the context is as it was."""
    if _torn:
        return False
    for module, name, value in reversed(_changes):
        if value is _Watched:
            module.__dict__.pop(name, None)
        else:
            module.__dict__[name] = value
    _changes.clear()
    modules = _sys.modules
    for name, reset in _RESETS.items():
        if name in modules:
            reset(modules[name])
    try:
        same = _present_states() == _state_values
    except KeyError:
        same = False
    if not same:
        _restore_states()
    if _containers != _contents:
        for container, copy in zip(_containers, _contents):
            if container != copy:
                _restore_container(container, copy)
    modules.clear()
    modules.update(_base)
    _sys.meta_path[:] = _meta_path
    if _sys.getrecursionlimit() != _recursion_limit:
        _sys.setrecursionlimit(_recursion_limit)
    if _sys.gettrace() is not None:
        _sys.settrace(None)
    if _sys.getprofile() is not None:
        _sys.setprofile(None)
    if list(map(len, _tables)) != _lengths:
        return False
    if suspicious or _helpers:
        _helpers.clear()
        return _restore_deep()
    for name in stored_names:
        for cls, copy in _classes:
            if cls.__dict__.get(name, _Finder) is not copy.get(name, _Finder) and not _restore_class(cls, copy):
                return False
    return True


def _restore_deep():
    """Compares every name of every standard module and class: slow, for scripts that could reach them."""
    for module, copy in _pictures.items():
        namespace = module.__dict__
        if namespace != copy:
            private = module.__name__.startswith('_')
            for name in [name for name in namespace if name not in copy]:
                if private:  # the interpreter itself adds to these when it needs to
                    copy[name] = namespace[name]
                else:
                    del namespace[name]
            for name, value in copy.items():
                if namespace.get(name, _Finder) is not value:
                    namespace[name] = value
    for cls, copy in _classes:
        if cls.__dict__ != copy and not _restore_class(cls, copy):
            return False
    return True


def _restore_class(cls, copy):
    namespace = cls.__dict__
    try:
        for name in [name for name in namespace if name not in copy]:
            type.__delattr__(cls, name)
        for name, value in copy.items():
            if namespace.get(name, _Finder) is not value:
                type.__setattr__(cls, name, value)
    except (AttributeError, TypeError):
        return False
    return _same(cls.__dict__, copy)


def _same(namespace, copy):
    if len(namespace) != len(copy):
        return False
    for name, value in copy.items():
        if namespace.get(name, _Finder) is not value:
            return False
    return True


def _reset_logging(logging):
    root = logging.root
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    root.filters.clear()
    root.setLevel(logging.WARNING)
    root.disabled = False
    root.propagate = True
    root.manager.loggerDict.clear()
    root.manager.disable = 0
    root.manager.loggerClass = None
    root.manager.logRecordFactory = None
    root.manager._clear_cache()
    logging._handlers.clear()


def _reset_weakref(weakref):
    finalize = weakref.finalize
    finalize._registry.clear()
    finalize._registered_with_atexit = finalize._shutdown = finalize._dirty = False


def _reset_random(random):
    random.seed()


def _reset_decimal(decimal):
    decimal.setcontext(decimal.Context())


def _reset_socket(socket):
    if socket.getdefaulttimeout() is not None:
        socket.setdefaulttimeout(None)


def _reset_asyncio(events):
    events.set_event_loop_policy(None)
    events._set_running_loop(None)


def _reset_csv(csv):
    for dialect in csv.list_dialects():
        if dialect not in ('excel', 'excel-tab', 'unix'):
            csv.unregister_dialect(dialect)
    csv.field_size_limit(131072)


def _reset_locale(locale):
    locale.setlocale(locale.LC_ALL, 'C')


def _reset_warnings(warnings):
    warnings._filters_mutated()


def _reset_gc(gc):
    gc.enable()


_RESETS = {'weakref': _reset_weakref, 'logging': _reset_logging, 'random': _reset_random, '_socket': _reset_socket,
           'asyncio.events': _reset_asyncio, '_csv': _reset_csv, 'warnings': _reset_warnings,
           'decimal': _reset_decimal, 'locale': _reset_locale, 'gc': _reset_gc}
